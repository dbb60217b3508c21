import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Slot } from "../../../flow/program.ts";
import { isPromiseChain, type Use } from "../call-facts.ts";
import { bare, methodCall, type Node } from "../syntax.ts";
import { lowerCall, throwPoint } from "./calls.ts";
import { shortened } from "./conditions.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";

/**
 * A promise chain is lowered as the statements it stands for: `then` as what follows, `catch` as a catch clause, `finally` as a
 * finalizer, its callbacks called in place. A chain that nobody waits for loses its rejection. The order against what
 * the function does meanwhile is not kept.
 */
export function lowerPromiseChain(l: Lowering, node: TSESTree.CallExpression, use: Use): Slot {
  const handled =
    use === "awaited" ||
    node.parent.type === AST_NODE_TYPES.ReturnStatement ||
    node.parent.type === AST_NODE_TYPES.ArrowFunctionExpression;
  if (handled) return lowerPromise(l, node);
  const result = l.unknown();
  l.builder.catching(
    () => {
      l.builder.assign(result, { kind: "copy", from: lowerPromise(l, node) });
    },
    () => undefined,
  );
  return l.temporary({ kind: "object" });
}

/** The value a promise is fulfilled with; its rejection is a throw. */
function lowerPromise(l: Lowering, expression: Node): Slot {
  const node = bare(expression);
  if (node.type !== AST_NODE_TYPES.CallExpression) {
    const value = lowerExpression(l, node);
    throwPoint(l, node, "awaited");
    return value;
  }
  const method = methodCall(node);
  if (!method || !isPromiseChain(node)) return lowerCall(l, node, "awaited");
  const [first, second] = node.arguments;
  if (method.name === "finally") return lowerFinally(l, method.receiver, first);
  if (method.name === "catch") return lowerSettled(l, method.receiver, undefined, first);
  return lowerSettled(l, method.receiver, first, second);
}

function lowerFinally(l: Lowering, promise: Node, callback: Node | undefined): Slot {
  const result = l.unknown();
  l.builder.finalizing(
    () => {
      l.builder.assign(result, { kind: "copy", from: lowerPromise(l, promise) });
    },
    () => {
      callWith(l, callback, []);
    },
  );
  return result;
}

/** `promise.then(onFulfilled, onRejected)`. What `onFulfilled` throws does not reach `onRejected`. */
function lowerSettled(
  l: Lowering,
  promise: Node,
  onFulfilled: Node | undefined,
  onRejected: Node | undefined,
): Slot {
  if (!onRejected) return callWith(l, onFulfilled, [lowerPromise(l, promise)]);
  const result = l.unknown();
  const rejected = l.unknown();
  l.builder.catching(
    () => {
      l.builder.assign(result, { kind: "copy", from: lowerPromise(l, promise) });
      l.builder.assign(rejected, { kind: "constant", value: false });
    },
    () => {
      l.builder.emit({ kind: "caught", at: l.span(onRejected) });
      l.builder.assign(rejected, { kind: "constant", value: true });
    },
  );
  const [yes, no, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  const text = shortened(l.text(promise));
  const words = { yes: `\`${text}\` is rejected`, no: `\`${text}\` is fulfilled` };
  l.builder.branch({ test: "truthy", on: rejected, at: l.span(promise), words }, yes, no);
  l.builder.start(yes);
  const error = l.temporary({ kind: "object" }, "error");
  l.builder.assign(result, { kind: "copy", from: callWith(l, onRejected, [error]) });
  l.builder.jump(after);
  l.builder.start(no);
  if (onFulfilled) l.builder.assign(result, { kind: "copy", from: callWith(l, onFulfilled, [result]) });
  l.builder.start(after);
  return result;
}

/** Calls a callback in place and waits for it. */
function callWith(l: Lowering, callback: Node | undefined, args: readonly Slot[]): Slot {
  const result = l.unknown();
  if (!callback) return result;
  const functions = l.file.callees.of(callback);
  const functionSlot = functions.length === 0 ? lowerExpression(l, callback) : undefined;
  l.builder.call({
    functions,
    ...(functionSlot !== undefined && { functionSlot }),
    args,
    spread: false,
    results: [result],
    throws: "awaited",
    detached: false,
    reachesHandle: l.file.handles.reachesFrom(callback),
    looksOnly: false,
    at: l.span(callback),
    text: shortened(l.text(callback)),
  });
  return result;
}
