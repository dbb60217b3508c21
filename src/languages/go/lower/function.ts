import type { FlowGraph, Slot } from "../../../flow/program.ts";
import type { FuncDecl, FuncLit } from "../ast.ts";
import type { FunctionNode } from "../package/file-index.ts";
import { flattened } from "../syntax.ts";
import { recovers } from "./builtins.ts";
import { zeroValue } from "./constants.ts";
import { Lowering, type PackageContext } from "./lowering.ts";
import { lowerBody } from "./statements.ts";

/** Lowers one function to its flow graph. A file, which stands for its initialisers, is empty. Throws NotUnderstoodError. */
export function lowerFunction(context: PackageContext, node: FunctionNode, withGaps = false): FlowGraph {
  const l = new Lowering(context, node, withGaps);
  if (node.type === "File") return l.builder.finish([]);
  const parameters = flattened(node.signature.params).map(({ name }) => {
    const object = name && l.objectOf(name);
    return object && l.slotOf(object);
  });
  l.namedResults = declareResults(l, node);
  const recovering = recovers(l, node);
  if (recovering) l.builder.assign(l.panicSlot(node), { kind: "constant", value: null });
  l.builder.finalizing(
    () => {
      if (recovering) lowerRecovering(l, node);
      else if (node.body) lowerBody(l, node.body);
    },
    () => {
      runDefers(l);
    },
  );
  return l.builder.finish(parameters, l.namedResults ?? []);
}

/** Named results start at their zero values; `_` among them has a slot of its own. */
function declareResults(l: Lowering, node: FuncDecl | FuncLit): readonly Slot[] | undefined {
  const results = flattened(node.signature.results);
  if (!results.some(({ name }) => name)) return undefined;
  return results.map(({ name, type }) => {
    const object = name && l.objectOf(name);
    const slot = object ? l.slotOf(object) : l.unknown();
    l.builder.assign(slot, zeroValue(l, type));
    return slot;
  });
}

/** A panic in the body goes to the deferred calls, which see it, and the function returns what its results hold. */
function lowerRecovering(l: Lowering, node: FuncDecl | FuncLit): void {
  l.builder.catching(
    () => {
      if (node.body) lowerBody(l, node.body);
    },
    () => {
      l.builder.emit({ kind: "caught", at: l.span(node) });
      l.builder.assign(l.panicSlot(node), { kind: "object" });
    },
  );
}

/** Deferred calls run last in, first out, each only where its statement was reached. */
function runDefers(l: Lowering): void {
  for (const { registered, text, at, run } of [...l.defers].reverse()) {
    const [yes, after] = [l.builder.newBlock(), l.builder.newBlock()];
    const words = { yes: `\`${text}\` was deferred`, no: `\`${text}\` was not deferred` };
    l.builder.branch({ test: "truthy", on: registered, at, words }, yes, after);
    l.builder.start(yes);
    run();
    l.builder.start(after);
  }
}
