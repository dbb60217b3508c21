import type { FunctionId, Usage } from "../../flow/program.ts";
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
    mentioned: isMentioned(pkg, callees, node, calls),
  };
}

function isMentioned(
  pkg: GoPackage,
  callees: Callees,
  node: Exclude<FunctionNode, { type: "File" }>,
  calls: readonly CallExpr[],
): boolean {
  const called = new Set<Expr>(calls.map(calleeOf));
  if (node.type === "FuncLit") return !called.has(node);
  const id = pkg.idOf(node);
  return pkg
    .mentionsOf(node.name.name)
    .some((mention) => mention !== node.name && !called.has(mention) && callees.of(mention).includes(id));
}
