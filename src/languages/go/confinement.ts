import { runsNow } from "../../protocol/known-go-calls.ts";
import type { CallExpr, Expr, FuncLit } from "./ast.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import { calleeOf, lastName, withoutParens } from "./syntax.ts";

/**
 * Which functions run only where a call of them stands: every use of them is one, and no goroutine. What such a function writes does
 * not change behind the back of the function around it.
 */
export class Confinement {
  readonly #package: GoPackage;
  readonly #known = new Map<FunctionNode, readonly FunctionNode[] | undefined>();
  #calls: ReadonlyMap<Expr, CallExpr> | undefined;

  constructor(pkg: GoPackage) {
    this.#package = pkg;
  }

  /** Whether `fn`, which stands in `owner`, runs only when `owner` comes to call it, by whatever detour. */
  isConfined(fn: FunctionNode, owner: FunctionNode): boolean {
    const seen = new Set([fn]);
    for (const at of seen) {
      if (at === owner) continue;
      const users = this.#usersOf(at);
      if (!users) return false;
      for (const user of users) seen.add(user);
    }
    return true;
  }

  /** The functions that call `fn`; undefined when others may run it. */
  #usersOf(fn: FunctionNode): readonly FunctionNode[] | undefined {
    if (!this.#known.has(fn)) this.#known.set(fn, fn.type === "FuncLit" ? this.#findUsers(fn) : undefined);
    return this.#known.get(fn);
  }

  #findUsers(fn: FuncLit): readonly FunctionNode[] | undefined {
    this.#calls ??= callsIn(this.#package);
    const users: FunctionNode[] = [];
    for (const use of this.#calls.has(fn) ? [fn] : (this.#mentions(fn) ?? [undefined])) {
      const call = use && this.#calls.get(use);
      const user = call && this.#package.ownerOf(call);
      if (!user) return undefined;
      users.push(user);
    }
    return users;
  }

  /** Where the variable is mentioned that holds this function and never another. */
  #mentions(fn: FuncLit): readonly Expr[] | undefined {
    const pkg = this.#package;
    const target = pkg.assignments.find(({ value }) => withoutParens(value) === fn)?.target;
    const object = target?.type === "Ident" ? pkg.objectOf(target) : undefined;
    if (!object || pkg.isGlobal(object) || pkg.writesOf(object).length !== 1) return undefined;
    return object.uses.filter((use) => !pkg.isWritten(use));
  }
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
