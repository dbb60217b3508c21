import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type { FlowGraph, Slot } from "../../../flow/program.ts";
import type { FunctionNode, Node } from "../syntax.ts";
import { lowerExpression } from "./expressions.ts";
import { Lowering, type FileContext } from "./lowering.ts";
import { lowerAssignment, withDefault } from "./patterns.ts";
import { lowerStatement } from "./statements.ts";

/** Lowers one function (or the module) to its flow graph. Throws NotUnderstoodError. */
export function lowerFunction(file: FileContext, node: FunctionNode, withGaps = false): FlowGraph {
  const l = new Lowering(file, node, withGaps);
  const entry = file.takes.get(node);
  if (node.type === AST_NODE_TYPES.Program) {
    for (const statement of node.body) lowerStatement(l, statement);
    return l.builder.finish([]);
  }
  if (entry) l.builder.take(entry);
  const parameters = node.params.map((param, index) =>
    lowerParameter(l, param, index === 0 ? entry?.result : undefined),
  );
  if (node.body.type === AST_NODE_TYPES.BlockStatement) lowerStatement(l, node.body);
  else l.builder.return([lowerExpression(l, node.body)], l.span(node.body));
  return l.builder.finish(parameters, [l.temporary({ kind: "constant", value: null })]);
}

/** The slot in which a parameter arrives; patterns and defaults are taken apart at the entry. */
function lowerParameter(l: Lowering, param: Node, taken: Slot | undefined): Slot | undefined {
  if (param.type === AST_NODE_TYPES.TSParameterProperty) return lowerParameter(l, param.parameter, taken);
  if (param.type === AST_NODE_TYPES.RestElement) {
    lowerAssignment(l, param.argument, l.unknown());
    return undefined;
  }
  if (param.type === AST_NODE_TYPES.Identifier) {
    const variable = l.file.index.variableOf(param);
    if (!variable) return undefined;
    if (taken !== undefined) l.builder.assign(l.slotOf(variable), { kind: "copy", from: taken });
    return l.slotOf(variable);
  }
  const slot = taken ?? l.file.slots.add({ name: "parameter", owner: l.id });
  if (param.type === AST_NODE_TYPES.AssignmentPattern)
    lowerAssignment(l, param.left, withDefault(l, slot, param.right));
  else lowerAssignment(l, param, slot);
  return slot;
}
