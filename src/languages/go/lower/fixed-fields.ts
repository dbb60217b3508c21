import type { Expr } from "../ast.ts";
import { baseType, lastName, withoutParens } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/**
 * The name of the field that an expression is, with its type, where no other package can write it and this one does so only in the literal
 * that makes the struct: `c.enabled`.
 */
export function fixedField(l: Lowering, expr: Expr): string | undefined {
  const node = withoutParens(expr);
  const { types, package: pkg } = l.context;
  if (node.type !== "SelectorExpr" || /^\p{Lu}/u.test(node.sel.name)) return undefined;
  if (pkg.writesField(node.sel.name)) return undefined;
  const owner = types.of(node.x);
  if (!owner || types.select(node.x, node.sel.name)?.kind !== "field") return undefined;
  return `${lastName(baseType(owner))}.${node.sel.name}`;
}
