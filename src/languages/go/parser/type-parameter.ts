import type { BinaryExpr, Expr, Ident } from "../ast.ts";

/** The first type parameter of a list, as read from an expression. */
interface SplitParameter {
  readonly name: Ident;
  readonly typeExpr: Expr | null;
}

/**
 * Reads `Name[x` as the start of a type parameter list if it can be one: `x` is `P *C`, `P (C)` or `P *C|D`, which
 * look like a product or a call. Returns the parameter's name and constraint; the constraint is null if `x` is a lone
 * name. Null if `x` is an array's length. With `isList` (a comma follows) no array's length is possible; without it the
 * constraint must look like a type.
 */
export function splitTypeParameter(x: Expr, isList: boolean): SplitParameter | null {
  if (x.type === "Ident") return { name: x, typeExpr: null };
  if (x.type === "CallExpr") {
    const [argument] = x.args;
    if (x.fun.type !== "Ident" || x.args.length !== 1 || x.hasEllipsis) return null;
    if (argument === undefined || !(isList || isTypeElement(argument))) return null;
    const typeExpr: Expr = { type: "ParenExpr", start: x.fun.end, end: x.end, x: argument };
    return { name: x.fun, typeExpr };
  }
  if (x.type !== "BinaryExpr") return null;
  if (x.op === "*" && x.x.type === "Ident" && (isList || isTypeElement(x.y))) {
    return { name: x.x, typeExpr: { type: "StarExpr", start: x.x.end, end: x.end, x: x.y } };
  }
  return x.op === "|" ? splitUnion(x, isList) : null;
}

/** A union nests to the left: its leftmost element holds the parameter's name. */
function splitUnion(union: BinaryExpr, isList: boolean): SplitParameter | null {
  const rest: BinaryExpr[] = [];
  let leftmost: Expr = union;
  let isType = isList;
  while (leftmost.type === "BinaryExpr" && leftmost.op === "|") {
    rest.push(leftmost);
    isType ||= isTypeElement(leftmost.y);
    leftmost = leftmost.x;
  }
  const split = splitTypeParameter(leftmost, isType);
  if (split === null || split.typeExpr === null) return null;
  let typeExpr = split.typeExpr;
  for (const { end, y } of rest.reverse()) {
    typeExpr = { type: "BinaryExpr", start: split.typeExpr.start, end, op: "|", x: typeExpr, y };
  }
  return { name: split.name, typeExpr };
}

/** Whether `x` can only be a type or a constraint. */
function isTypeElement(x: Expr): boolean {
  const pending: Expr[] = [x];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "BinaryExpr") pending.push(next.x, next.y);
    else if (next.type === "ParenExpr") pending.push(next.x);
    else if (next.type === "UnaryExpr" ? next.op === "~" : TYPE_LITERALS.has(next.type)) return true;
  }
  return false;
}

const TYPE_LITERALS: ReadonlySet<Expr["type"]> = new Set<Expr["type"]>([
  "ArrayType",
  "StructType",
  "FuncType",
  "InterfaceType",
  "MapType",
  "ChanType",
]);
