import type { CallMeaning } from "../../protocol/profile.ts";
import type { CallExpr, Expr } from "./ast.ts";
import { bare } from "./syntax.ts";

/** What a call means with the options that it is given; undefined when they are not in view. */
export function meaningWithOptions(meaning: CallMeaning, call: CallExpr): CallMeaning | undefined {
  const { options } = meaning;
  if (!options) return meaning;
  const given = fieldsOf(call.args[options.argument]);
  if (!given) return undefined;
  for (const { field, flag, effects } of options.cases) {
    const value = given.get(field);
    if (!value || isZero(value)) continue;
    return flag && !isTrue(value) ? undefined : { ...meaning, effects };
  }
  return meaning;
}

/** The fields that a struct literal names; undefined for what is no such literal. */
function fieldsOf(options: Expr | undefined): Map<string, Expr> | undefined {
  const literal = options && bare(options);
  if (literal?.type !== "CompositeLit") return undefined;
  const fields = new Map<string, Expr>();
  for (const entry of literal.elts) {
    if (entry.type !== "KeyValueExpr" || entry.key.type !== "Ident") return undefined;
    fields.set(entry.key.name, entry.value);
  }
  return fields;
}

function isZero(value: Expr): boolean {
  if (value.type === "BasicLit") return Number(value.value) === 0;
  return value.type === "Ident" && value.name === "false";
}

function isTrue(value: Expr): boolean {
  return value.type === "Ident" && value.name === "true";
}
