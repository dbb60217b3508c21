import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Slot } from "../../../flow/program.ts";
import { keyName, type Node } from "../syntax.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";

/** Gives the value in `from` to a name, a pattern or a member. */
export function lowerAssignment(l: Lowering, target: Node, from: Slot): void {
  switch (target.type) {
    case AST_NODE_TYPES.Identifier:
      assignVariable(l, target, from);
      return;
    case AST_NODE_TYPES.MemberExpression:
      lowerExpression(l, target.object);
      if (target.computed) lowerExpression(l, target.property);
      l.builder.emit({ kind: "escape", slot: from });
      l.builder.assign(l.softSlot(l.text(target)), { kind: "copy", from });
      return;
    case AST_NODE_TYPES.AssignmentPattern:
      lowerAssignment(l, target.left, withDefault(l, from, target.right));
      return;
    case AST_NODE_TYPES.ObjectPattern:
      for (const property of target.properties) assignProperty(l, property, from);
      return;
    case AST_NODE_TYPES.ArrayPattern:
      target.elements.forEach((element, index) => {
        if (element) assignElement(l, element, index, from);
      });
      return;
    case AST_NODE_TYPES.RestElement:
      lowerAssignment(l, target.argument, l.temporary({ kind: "copy", from }));
      return;
    case AST_NODE_TYPES.TSParameterProperty:
      lowerAssignment(l, target.parameter, from);
      return;
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSSatisfiesExpression:
      lowerAssignment(l, target.expression, from);
      return;
    default:
      l.notUnderstood(target, `an assignment to ${target.type}`);
  }
}

function assignVariable(l: Lowering, target: TSESTree.Identifier, from: Slot): void {
  const variable = l.file.index.variableOf(target);
  if (!variable || !l.owns(variable)) l.builder.emit({ kind: "escape", slot: from });
  if (variable) l.builder.assign(l.slotOf(variable), { kind: "copy", from });
}

function assignProperty(l: Lowering, property: TSESTree.Property | TSESTree.RestElement, from: Slot): void {
  if (property.type === AST_NODE_TYPES.RestElement) {
    lowerAssignment(l, property.argument, l.temporary({ kind: "copy", from }));
    return;
  }
  if (property.computed) lowerExpression(l, property.key);
  const name = keyName(property.key, property.computed);
  const value =
    name === undefined
      ? l.temporary({ kind: "derived", from: [from] })
      : l.temporary({ kind: "field", of: from, name });
  lowerAssignment(l, property.value, value);
}

function assignElement(l: Lowering, element: TSESTree.DestructuringPattern, index: number, from: Slot): void {
  if (element.type === AST_NODE_TYPES.RestElement)
    lowerAssignment(l, element.argument, l.temporary({ kind: "copy", from }));
  else lowerAssignment(l, element, l.temporary({ kind: "field", of: from, name: String(index) }));
}

/** The value in `from`, or that of the default when it is undefined. */
export function withDefault(l: Lowering, from: Slot, otherwise: Node): Slot {
  const result = l.temporary({ kind: "copy", from });
  const missing = l.builder.newBlock();
  const after = l.builder.newBlock();
  const text = l.text(otherwise);
  const words = { yes: `the default \`${text}\` is used`, no: `the default \`${text}\` is not used` };
  l.builder.branch({ test: "nil", on: from, about: [from], at: l.span(otherwise), words }, missing, after);
  l.builder.start(missing);
  l.builder.assign(result, { kind: "copy", from: lowerExpression(l, otherwise) });
  l.builder.start(after);
  return result;
}
