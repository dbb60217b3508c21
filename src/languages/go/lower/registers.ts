import type { Expr } from "../ast.ts";
import type { GoObject } from "../scope/scope.ts";
import { withoutParens } from "../syntax.ts";
import { walk } from "../walk.ts";
import type { Lowering } from "./lowering.ts";

/** Whether an expression looks for a key in a map that the same function puts keys into: `c.known[key]`. */
export function looksUp(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  return node.type === "IndexExpr" && isFilled(l, l.text(node.x));
}

/** The same for the variable that such a look gave: `known` of `_, known := c.seen[key]`. */
export function isLookedUp(l: Lowering, { decl }: GoObject): boolean {
  const [value, another] = decl?.type === "AssignStmt" ? decl.rhs : [];
  return value !== undefined && another === undefined && looksUp(l, value);
}

function isFilled(l: Lowering, map: string): boolean {
  let filled = false;
  walk(l.node, (node) => {
    const targets = node.type === "AssignStmt" ? node.lhs : [];
    filled ||= targets.some((target) => target.type === "IndexExpr" && l.text(target.x) === map);
    return !filled;
  });
  return filled;
}
