import type { Expr } from "../ast.ts";
import type { Scope } from "./scope.ts";

/** Longer chains of `type A B` than this are taken as unknown; it also stops at cycles. */
const MAX_HOPS = 16;

/**
 * What the names before the colons of a composite literal are: `fields` of a struct, `values` (indices or map keys), or
 * `unknown` when the type is declared elsewhere.
 */
export function keysOfLiteral(typeExpr: Expr | null, scope: Scope): "fields" | "values" | "unknown" {
  const type = underlying(typeExpr, scope);
  if (type?.type === "StructType") return "fields";
  return type?.type === "ArrayType" || type?.type === "MapType" ? "values" : "unknown";
}

/** The type of a literal's elements, whose own types may then be elided (`[]*T{{...}}` included); null if not known. */
export function elementTypes(typeExpr: Expr | null, scope: Scope): { key: Expr | null; value: Expr | null } {
  const type = underlying(typeExpr, scope);
  if (type?.type === "ArrayType") return { key: null, value: pointee(type.elt) };
  if (type?.type === "MapType") return { key: pointee(type.key), value: pointee(type.value) };
  return { key: null, value: null };
}

function pointee(type: Expr): Expr {
  return type.type === "StarExpr" ? type.x : type;
}

/** Follows names and instantiations declared in this file down to a type literal. */
function underlying(typeExpr: Expr | null, scope: Scope): Expr | null {
  let type = typeExpr;
  for (let hops = 0; type !== null && hops < MAX_HOPS; hops++) {
    if (type.type === "ParenExpr" || type.type === "IndexExpr") type = type.x;
    else if (type.type === "Ident") {
      const decl: unknown = scope.lookup(type.name)?.decl;
      type = isTypeSpec(decl) ? decl.typeExpr : null;
    } else return type;
  }
  return null;
}

function isTypeSpec(node: unknown): node is { type: "TypeSpec"; typeExpr: Expr } {
  return (node as { type?: string } | null | undefined)?.type === "TypeSpec";
}
