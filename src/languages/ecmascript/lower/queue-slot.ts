import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type { Handle, Slot } from "../../../flow/program.ts";
import { bare, functionAround, isFunction, type Node } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/** The slot of a name that may hold the caller's queue: of a parameter, or of a local name for one. */
export function queueSlot(l: Lowering, node: Node, handle: Handle | undefined): Slot | undefined {
  const name = bare(node);
  const variable = name.type === AST_NODE_TYPES.Identifier ? l.file.index.variableOf(name) : undefined;
  const definition = variable?.defs[0];
  if (!variable || !definition) return undefined;
  if (isFunction(definition.node))
    return definition.node.id === definition.name ? undefined : l.slotOf(variable);
  const isLocal =
    definition.node.type === AST_NODE_TYPES.VariableDeclarator &&
    functionAround(definition.name).type !== AST_NODE_TYPES.Program;
  return isLocal && handle?.isParameter ? l.slotOf(variable) : undefined;
}
