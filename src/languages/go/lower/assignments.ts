import type { Slot } from "../../../flow/program.ts";
import type { AssignStmt, Expr, GenDecl, ValueSpec } from "../ast.ts";
import { withoutParens } from "../syntax.ts";
import { zeroValue } from "./constants.ts";
import { lowerExpression, lowerValues } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";

export function lowerAssign(l: Lowering, { lhs, rhs, tok }: AssignStmt): void {
  if (tok !== "=" && tok !== ":=") {
    const operands = [...lhs, ...rhs].map((each) => lowerExpression(l, each));
    const value = l.temporary({ kind: "derived", from: operands });
    for (const target of lhs) lowerStore(l, target, value);
    return;
  }
  assignAll(l, lhs, rhs);
}

/** Evaluates all values before the first is assigned, as `a, b = b, a` needs. */
function assignAll(l: Lowering, targets: readonly Expr[], values: readonly Expr[]): void {
  const [single] = values;
  const slots =
    values.length === 1 && single
      ? lowerValues(l, single, targets.length)
      : values.map((value) => lowerExpression(l, value));
  const kept = targets.length > 1 ? slots.map((slot) => l.temporary({ kind: "copy", from: slot })) : slots;
  targets.forEach((target, index) => {
    lowerStore(l, target, kept[index] ?? l.unknown());
  });
}

/** Gives the value in `from` to a variable, or to something that is not followed. */
export function lowerStore(l: Lowering, target: Expr, from: Slot): void {
  const node = withoutParens(target);
  if (node.type === "Ident") {
    const object = l.objectOf(node);
    if (!object) return; // `_`
    if (l.context.package.isGlobal(object)) l.builder.emit({ kind: "escape", slot: from });
    else l.builder.assign(l.slotOf(object), { kind: "copy", from });
    return;
  }
  if (node.type === "StarExpr") lowerExpression(l, node.x);
  else if (node.type === "IndexExpr") for (const index of node.indices) lowerExpression(l, index);
  l.builder.emit({ kind: "escape", slot: from });
  l.builder.assign(l.softSlot(l.text(node)), { kind: "copy", from });
}

/** A `var` declaration inside a function; constants and types are no events. */
export function lowerDeclaration(l: Lowering, decl: GenDecl): void {
  if (decl.tok !== "var") return;
  for (const spec of decl.specs) if (spec.type === "ValueSpec") lowerVariables(l, spec);
}

function lowerVariables(l: Lowering, { names, typeExpr, values }: ValueSpec): void {
  if (values.length > 0) {
    assignAll(l, names, values);
    return;
  }
  for (const name of names) {
    const object = l.objectOf(name);
    if (object && typeExpr) l.builder.assign(l.slotOf(object), zeroValue(l, typeExpr));
  }
}
