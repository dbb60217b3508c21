import type { CaseClause, Expr, GenDecl } from "../ast.ts";
import type { GoPackage } from "../package/go-package.ts";
import { withoutParens } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/**
 * Whether the cases of a switch name every constant that the package declares of one of its own types: no other value of it is
 * ever made, short of a conversion.
 */
export function coversEnum(l: Lowering, clauses: readonly CaseClause[]): boolean {
  const cases = clauses.flatMap(({ list }) => list ?? []);
  const named = new Set(cases.flatMap((entry) => constantName(l, entry) ?? []));
  if (named.size < cases.length || named.size < 2) return false;
  return enumsOf(l.context.package).some(
    (members) => members.size === named.size && containsAll(members, named),
  );
}

function constantName(l: Lowering, expr: Expr): string | undefined {
  const node = withoutParens(expr);
  return node.type === "Ident" && l.objectOf(node)?.kind === "const" ? node.name : undefined;
}

function containsAll(members: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  return [...names].every((name) => members.has(name));
}

const enums = new WeakMap<GoPackage, readonly ReadonlySet<string>[]>();

/** The constants of each named type, of those that the package declares on its top level. */
function enumsOf(pkg: GoPackage): readonly ReadonlySet<string>[] {
  let known = enums.get(pkg);
  if (!known) {
    const byType = new Map<string, Set<string>>();
    for (const { file } of pkg.files)
      for (const decl of file.decls) if (decl.type === "GenDecl" && decl.tok === "const") note(byType, decl);
    enums.set(pkg, (known = [...byType.values()]));
  }
  return known;
}

/** A constant without a type and a value has those of the one before it. */
function note(byType: Map<string, Set<string>>, { specs }: GenDecl): void {
  let type: string | undefined;
  for (const spec of specs) {
    if (spec.type !== "ValueSpec") continue;
    if (spec.typeExpr || spec.values.length > 0)
      type = spec.typeExpr?.type === "Ident" ? spec.typeExpr.name : undefined;
    if (type === undefined) continue;
    const members = byType.get(type) ?? new Set<string>();
    for (const { name } of spec.names) if (name !== "_") members.add(name);
    byType.set(type, members);
  }
}
