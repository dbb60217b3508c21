import type { FunctionId, Usage } from "../../flow/program.ts";
import { runsEachPeriod } from "../../protocol/known-go-calls.ts";
import type { CallExpr, Expr } from "./ast.ts";
import type { Callees } from "./callees.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import { calleeOf } from "./syntax.ts";

/** Who calls a function, and whether its value goes anywhere else. A function literal always does, unless it is called in place. */
export function usageOf(pkg: GoPackage, callees: Callees, id: FunctionId): Usage {
  const node = pkg.functions[id];
  if (!node || node.type === "File") return { callers: [], mentioned: false };
  const named = node.type === "FuncDecl" ? pkg.callsNamed(node.name.name) : pkg.calls;
  const calls = named.filter((call) => callees.of(call.fun).includes(id));
  const owners = calls.flatMap((call) => pkg.ownerOf(call) ?? []);
  return {
    callers: [...new Set(owners.map((owner) => pkg.idOf(owner)))],
    mentioned: mentions(pkg, callees, node, calls).length > 0,
  };
}

/** Where a function's value is used otherwise than by a call. */
function mentions(
  pkg: GoPackage,
  callees: Callees,
  node: Exclude<FunctionNode, { type: "File" }>,
  calls: readonly CallExpr[],
): Expr[] {
  const called = new Set<Expr>(calls.map(calleeOf));
  if (node.type === "FuncLit") return called.has(node) ? [] : [node];
  const id = pkg.idOf(node);
  return pkg
    .mentionsOf(node.name.name)
    .filter((mention) => mention !== node.name && !called.has(mention) && callees.of(mention).includes(id));
}

/** Whether a function is only ever handed to `wait.Until` and the like, with a period that is not 0. */
export function isTimed(pkg: GoPackage, callees: Callees, id: FunctionId): boolean {
  const node = pkg.functions[id];
  if (!node || node.type === "File") return false;
  const timed = new Set<Expr>();
  for (const [name, { run, period }] of Object.entries(runsEachPeriod))
    for (const { args } of pkg.callsNamed(name)) {
      const [handed, every] = [args[run], args[period]];
      if (handed && every && !(every.type === "BasicLit" && every.value === "0")) timed.add(handed);
    }
  const named = node.type === "FuncDecl" ? pkg.callsNamed(node.name.name) : pkg.calls;
  const calls = named.filter((call) => callees.of(call.fun).includes(id));
  const uses = mentions(pkg, callees, node, calls);
  return uses.length > 0 && uses.every((use) => timed.has(use));
}
