import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import { bare, literalText, type Node } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/** A test of what a value is: `typeof value === "string"`, `value instanceof Task`. */
export interface FormTest {
  readonly value: Node;
  /** It asks for a string or the like, which compares by value. */
  readonly isPlain: boolean;
}

const plainTypes = new Set(["string", "number", "bigint", "boolean"]);

/** Undefined for any other comparison, and for one with "undefined", which asks whether there is a value. */
export function formTest({ left, operator, right }: TSESTree.BinaryExpression): FormTest | undefined {
  if (left.type === AST_NODE_TYPES.PrivateIdentifier) return undefined;
  if (operator === "instanceof") return { value: left, isPlain: false };
  if (!/^[=!]==?$/.test(operator)) return undefined;
  return typeTest(left, right) ?? typeTest(right, left);
}

function typeTest(tested: Node, against: Node): FormTest | undefined {
  const node = bare(tested);
  const type = literalText(bare(against));
  if (node.type !== AST_NODE_TYPES.UnaryExpression || node.operator !== "typeof") return undefined;
  if (type === undefined || type === "undefined") return undefined;
  return { value: node.argument, isPlain: plainTypes.has(type) };
}

/** Whether a variable is asked for one form only: whoever expects several asks for them. */
export function isOnlyFormTest(l: Lowering, value: Node): boolean {
  const node = bare(value);
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  const references = l.file.index.variableOf(node)?.references ?? [];
  return references.filter(({ identifier }) => isAsked(identifier)).length === 1;
}

function isAsked({ parent }: Node): boolean {
  if (parent?.type === AST_NODE_TYPES.UnaryExpression) return parent.operator === "typeof";
  return parent?.type === AST_NODE_TYPES.BinaryExpression && parent.operator === "instanceof";
}
