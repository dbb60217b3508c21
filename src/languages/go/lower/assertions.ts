import type { Slot, Source } from "../../../flow/program.ts";
import type { Expr, TypeAssertExpr } from "../ast.ts";
import { walk } from "../walk.ts";
import { lowerExpression } from "./expressions.ts";
import { isTypeOfItems } from "./item-types.ts";
import type { Lowering } from "./lowering.ts";

/** `obj.(string)`: an assertion leaves the value as it is; one to a pointer, or to a string and the like, says what it is. */
export function lowerAssertion(l: Lowering, node: TypeAssertExpr): Slot {
  return asserted(l, node, lowerExpression(l, node.x));
}

/** `key, ok := obj.(string)`: the same value, and whether it has the form that was asked for. */
export function lowerCheckedAssertion(l: Lowering, node: TypeAssertExpr): Slot[] {
  const from = lowerExpression(l, node.x);
  return [l.temporary({ kind: "copy", from: asserted(l, node, from) }), l.temporary(formOf(l, node, from))];
}

function asserted(l: Lowering, { typeExpr }: TypeAssertExpr, from: Slot): Slot {
  if (typeExpr?.type === "StarExpr") return l.temporary({ kind: "pointer", from });
  return isPlainType(l, typeExpr) ? l.temporary({ kind: "pointee", from }) : from;
}

function formOf(l: Lowering, { x, typeExpr }: TypeAssertExpr, value: Slot): Source {
  const isUsual = isTypeOfItems(l, typeExpr) ?? isOnlyAssertion(l, x);
  return { kind: "form", value, isPlain: isPlainType(l, typeExpr), isUsual };
}

/** Whether the function asks for one type of the value only: whoever expects several asks for them. */
function isOnlyAssertion(l: Lowering, value: Expr): boolean {
  const text = l.text(value);
  let found = 0;
  walk(l.node, (node) => {
    const isAsked = node.type === "TypeAssertExpr" || node.type === "TypeSwitchStmt";
    if (isAsked && l.text(node.x) === text) found++;
  });
  return found === 1;
}

/** `string` and the like. */
function isPlainType(l: Lowering, type: Expr | null): boolean {
  return (
    type?.type === "Ident" && l.builtin(type) !== undefined && type.name !== "any" && type.name !== "error"
  );
}
