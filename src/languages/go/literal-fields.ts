import type { CompositeLit, Expr, StructType } from "./ast.ts";
import { embeddedName } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/** The fields that a struct literal sets, by name or by position. */
export function literalFields(
  types: GoTypes,
  literal: CompositeLit,
): { struct: StructType; name: string; value: Expr }[] {
  const type = types.of(literal);
  const struct = type && types.underlying(type);
  if (struct?.type !== "StructType") return [];
  const names = struct.fields.fields.flatMap((field) =>
    field.names.length > 0 ? field.names.map((ident) => ident.name) : [embeddedName(field)],
  );
  return literal.elts.flatMap((entry, index) => {
    if (entry.type === "KeyValueExpr")
      return entry.key.type === "Ident" ? [{ struct, name: entry.key.name, value: entry.value }] : [];
    const name = names[index];
    return name === undefined ? [] : [{ struct, name, value: entry }];
  });
}
