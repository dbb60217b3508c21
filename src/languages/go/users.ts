import type { UsersOf } from "../../flow/confinement.ts";
import { runsNow } from "../../protocol/known-go-calls.ts";
import type { CallExpr, Expr, FuncLit } from "./ast.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import { calleeOf, lastName, withoutParens } from "./syntax.ts";

/** The functions that call a function literal, and not as a goroutine; undefined when others may run it. */
export function usersIn(pkg: GoPackage): UsersOf<FunctionNode> {
  let calls: ReadonlyMap<Expr, CallExpr> | undefined;
  return (fn) => {
    if (fn.type !== "FuncLit") return undefined;
    calls ??= callsIn(pkg);
    const users: FunctionNode[] = [];
    for (const use of calls.has(fn) ? [fn] : (mentions(pkg, fn) ?? [undefined])) {
      const call = use && calls.get(use);
      const user = call && pkg.ownerOf(call);
      if (!user) return undefined;
      users.push(user);
    }
    return users;
  };
}

/** Where the variable is mentioned that holds this function and never another. */
function mentions(pkg: GoPackage, fn: FuncLit): readonly Expr[] | undefined {
  const target = pkg.assignments.find(({ value }) => withoutParens(value) === fn)?.target;
  const object = target?.type === "Ident" ? pkg.objectOf(target) : undefined;
  if (!object || pkg.isGlobal(object) || pkg.writesOf(object).length !== 1) return undefined;
  return object.uses.filter((use) => !pkg.isWritten(use));
}

/** What is run where it stands, with the call that runs it. */
function callsIn(pkg: GoPackage): Map<Expr, CallExpr> {
  const found = new Map<Expr, CallExpr>();
  for (const call of pkg.calls) {
    if (pkg.isStarted(call)) continue;
    found.set(calleeOf(call), call);
    if (runsNow.has(lastName(call.fun))) for (const arg of call.args) found.set(withoutParens(arg), call);
  }
  return found;
}
