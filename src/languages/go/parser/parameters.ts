import type { Expr, Field, Ident } from "../ast.ts";

/** A parameter as read: a lone name is either a parameter's name or a type's, which the rest of the list decides. */
export interface Parameter {
  readonly name: Ident | null;
  readonly typeExpr: Expr | null;
}

interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/** Kinds of parameter lists; they differ in where `...` and constraints may stand. */
export type ListKind = "parameters" | "results" | "type parameters";

/**
 * Makes fields of a parameter list. If any parameter has both a name and a type, all are named, and a lone name takes
 * the type of the next one that has one (`a, b int`); otherwise the lone names are types (`int, string`). Type
 * parameters are always named. `end` is where the list ends, for an error that has no better place.
 */
export function groupParameters(
  list: readonly Parameter[],
  kind: ListKind,
  end: number,
): { fields: Field[]; mistake: Mistake | null } {
  const areNamed = list.some(({ name, typeExpr }) => name !== null && typeExpr !== null);
  const fields = areNamed
    ? namedFields(list)
    : list.map(({ name, typeExpr }) => unnamedField((typeExpr ?? name) as Expr));
  const mistake = findNamingMistake(list, areNamed, kind, end) ?? findEllipsisMistake(fields, kind);
  return { fields, mistake };
}

/** A field without a name: a type on its own. */
export function unnamedField(typeExpr: Expr): Field {
  const { start, end } = typeExpr;
  return { type: "Field", start, end, names: [], typeExpr, tag: null };
}

/** Joins the lone names to the typed parameter after them. */
function namedFields(list: readonly Parameter[]): Field[] {
  const fields: Field[] = [];
  let names: Ident[] = [];
  for (const { name, typeExpr } of list) {
    if (name !== null) names.push(name);
    if (typeExpr === null) continue;
    const start = names[0]?.start ?? typeExpr.start;
    fields.push({ type: "Field", start, end: typeExpr.end, names, typeExpr, tag: null });
    names = [];
  }
  for (const name of names) fields.push(unnamedField(name));
  return fields;
}

function findNamingMistake(
  list: readonly Parameter[],
  areNamed: boolean,
  kind: ListKind,
  end: number,
): Mistake | null {
  const ofTypes = kind === "type parameters";
  if (list.length === 0) return null;
  if (!areNamed) {
    if (!ofTypes) return null;
    const isBare = list.every(({ typeExpr }) => typeExpr === null);
    return { offset: end, message: isBare ? "missing type constraint" : "missing type parameter name" };
  }
  const nameless = list.find(({ name }) => name === null);
  if (nameless?.typeExpr) {
    const message = ofTypes ? "missing type parameter name" : "mixed named and unnamed parameters";
    return { offset: nameless.typeExpr.start, message };
  }
  const last = list.at(-1);
  if (last?.name && last.typeExpr === null) {
    const message = ofTypes ? "missing type constraint" : "mixed named and unnamed parameters";
    return { offset: last.name.start, message };
  }
  return null;
}

/** `...T` may only be the type of the last parameter, and of that alone. */
function findEllipsisMistake(fields: readonly Field[], kind: ListKind): Mistake | null {
  for (const [index, { names, typeExpr }] of fields.entries()) {
    if (typeExpr.type !== "Ellipsis") continue;
    if (kind !== "parameters") return { offset: typeExpr.start, message: "invalid use of ..." };
    if (index < fields.length - 1 || names.length > 1) {
      return { offset: typeExpr.start, message: "can only use ... with final parameter in list" };
    }
  }
  return null;
}
