import type { ImportSpec } from "../ast.ts";

/** The path of an import, without its quotes. */
export function importPath(spec: ImportSpec): string {
  return spec.path.value.slice(1, -1);
}

/**
 * The name by which the file knows an import: its alias, or else the package name that its path suggests, as Go's own
 * tools guess it: the last element, without a major version (`/v2`, `.v3`), a `go-` before it and what follows the
 * first character that no name can have. The package itself may be called otherwise; only its source could tell.
 */
export function importName(spec: ImportSpec): string {
  if (spec.name !== null) return spec.name.name;
  const elements = importPath(spec).split("/");
  const last = elements.at(-1) ?? "";
  const base = /^v[0-9]+$/.test(last) && elements.length > 1 ? (elements.at(-2) as string) : last;
  return base.replace(/^go-/, "").replace(/[^\p{L}\p{Nd}_].*$/u, "");
}
