import type { CompositeLit, Expr, FuncDecl } from "./ast.ts";
import { literalFields } from "./literal-fields.ts";
import type { GoPackage } from "./package/go-package.ts";
import { calleeOf, embeddedName } from "./syntax.ts";
import type { GoTypes } from "./types.ts";
import { walk } from "./walk.ts";

/**
 * The limiter that a literal of a limiter of the package embeds, if that one does the counting: nothing but it forgets, and how long to wait
 * is asked of it, whatever is made of its answer.
 */
export function embeddedLimiter(pkg: GoPackage, types: GoTypes, literal: CompositeLit): Expr | undefined {
  const spec = literal.typeExpr ? types.specOf(literal.typeExpr) : undefined;
  const found = literalFields(types, literal).find(({ struct, name }) =>
    struct.fields.fields.some(
      (field) => field.names.length === 0 && embeddedName(field) === name && /RateLimiter$/.test(name),
    ),
  );
  if (!spec || !found || pkg.methodsOf(spec.name.name, "Forget").length > 0) return undefined;
  return pkg.methodsOf(spec.name.name, "When").every(asksAnother) ? found.value : undefined;
}

function asksAnother(method: FuncDecl): boolean {
  let asks = false;
  walk(method, (node) => {
    const fun = node.type === "CallExpr" ? calleeOf(node) : undefined;
    asks ||= fun?.type === "SelectorExpr" && fun.sel.name === "When";
    return !asks;
  });
  return asks;
}
