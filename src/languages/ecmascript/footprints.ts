import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type { Footprint } from "../../flow/footprint.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { Effect } from "../../protocol/effects.ts";
import type { FunctionParts } from "./function-parts.ts";
import type { FileContext } from "./lower/lowering.ts";
import type { Node } from "./syntax.ts";

/** What each function does by itself that others may notice, from its calls and the scopes alone: more than its flow graph would tell, never less. */
export class Footprints {
  readonly #file: FileContext;
  readonly #parts: FunctionParts;
  readonly #known = new Map<FunctionId, Footprint>();

  constructor(file: FileContext, parts: FunctionParts) {
    this.#file = file;
    this.#parts = parts;
  }

  of(id: FunctionId): Footprint {
    let footprint = this.#known.get(id);
    if (!footprint) this.#known.set(id, (footprint = this.#read(id)));
    return footprint;
  }

  #read(id: FunctionId): Footprint {
    const effects = new Set<Effect>();
    const calls = new Set<FunctionId>();
    for (const node of this.#parts.of(id)) {
      for (const effect of effectsOf(this.#file, node)) if (effect !== "take") effects.add(effect);
      for (const callee of calledBy(this.#file, node)) calls.add(callee);
    }
    return { effects, calls, takes: this.#parts.takes(id), writes: this.#parts.writes(id) };
  }
}

function effectsOf({ handles }: FileContext, node: Node): readonly Effect[] {
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression:
      return handles.meaningOf(node)?.effects ?? [];
    case AST_NODE_TYPES.MemberExpression:
      return handles.fieldMeaning(node)?.effects ?? [];
    case AST_NODE_TYPES.VariableDeclaration:
      return handles.disposedWith(node);
    default:
      return [];
  }
}

/** What is called, and, when that is not in view, what it is given to call. */
function calledBy({ callees }: FileContext, node: Node): readonly FunctionId[] {
  const isCall = node.type === AST_NODE_TYPES.CallExpression;
  if (!isCall && node.type !== AST_NODE_TYPES.NewExpression) return [];
  const called = isCall ? callees.of(node.callee) : [];
  return called.length > 0 ? called : node.arguments.flatMap((argument) => callees.of(argument));
}
