import type { CallExpr, Expr, Field, FieldList, FuncType, Ident, SelectorExpr } from "./ast.ts";

/** The expression without what leaves its value as it is, as far as queues and items go: `(x)`, `*x`, `&x`, `x.(T)`. */
export function bare(expr: Expr): Expr {
  let at = expr;
  for (;;) {
    if (at.type === "ParenExpr" || at.type === "StarExpr") at = at.x;
    else if (at.type === "TypeAssertExpr" && at.typeExpr) at = at.x;
    else if (at.type === "UnaryExpr" && at.op === "&") at = at.x;
    else return at;
  }
}

export function withoutParens(expr: Expr): Expr {
  let at = expr;
  while (at.type === "ParenExpr") at = at.x;
  return at;
}

/** The type without pointers, parentheses and type arguments. */
export function baseType(type: Expr): Expr {
  let at = type;
  while (at.type === "StarExpr" || at.type === "ParenExpr" || at.type === "IndexExpr") at = at.x;
  return at;
}

/** The called expression without parentheses and type arguments. */
export function calleeOf(call: CallExpr): Expr {
  const fun = withoutParens(call.fun);
  return fun.type === "IndexExpr" ? withoutParens(fun.x) : fun;
}

/** The name an expression ends in: `f` of `f(x)`, `a.f`, `f[T]`. */
export function lastName(expr: Expr): string {
  const node = withoutParens(expr);
  switch (node.type) {
    case "Ident":
      return node.name;
    case "SelectorExpr":
      return node.sel.name;
    case "CallExpr":
      return lastName(node.fun);
    case "IndexExpr":
    case "StarExpr":
    case "UnaryExpr":
      return lastName(node.x);
    default:
      return "";
  }
}

/** The name that an expression begins with: `a` of `a.b[i].c()`. */
export function leftmostName(expr: Expr): Ident | undefined {
  let at = bare(expr);
  for (;;) {
    if (at.type === "SelectorExpr" || at.type === "IndexExpr" || at.type === "SliceExpr") at = bare(at.x);
    else if (at.type === "CallExpr") at = bare(at.fun);
    else return at.type === "Ident" ? at : undefined;
  }
}

/** The method a call calls, with its receiver (which may be a package). */
export function methodCall(call: CallExpr): SelectorExpr | undefined {
  const fun = calleeOf(call);
  return fun.type === "SelectorExpr" ? fun : undefined;
}

/** One entry for each parameter or result, named or not. */
export function flattened(list: FieldList | null): { name: Ident | undefined; type: Expr }[] {
  return (list?.fields ?? []).flatMap((field): { name: Ident | undefined; type: Expr }[] =>
    field.names.length === 0
      ? [{ name: undefined, type: field.typeExpr }]
      : field.names.map((name) => ({ name, type: field.typeExpr })),
  );
}

export function resultCount(signature: FuncType): number {
  return flattened(signature.results).length;
}

/** The name of a struct field or interface element that has none of its own: that of its type. */
export function embeddedName(field: Field): string {
  return lastName(baseType(field.typeExpr));
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
