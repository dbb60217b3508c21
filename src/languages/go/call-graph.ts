import type { FunctionId } from "../../flow/program.ts";
import type { Callees } from "./callees.ts";
import type { GoPackage } from "./package/go-package.ts";

/** Which functions of a package may come to run which others: by a call, as an argument, or because one stands in the other. */
export class CallGraph {
  readonly #callers = new Map<FunctionId, Set<FunctionId>>();

  constructor(pkg: GoPackage, callees: Callees) {
    for (const call of pkg.calls) {
      const owner = pkg.ownerOf(call);
      if (!owner) continue;
      const from = pkg.idOf(owner);
      for (const expr of [call.fun, ...call.args]) for (const to of callees.of(expr)) this.#connect(from, to);
    }
    for (const node of pkg.functions) {
      const around = node.type === "FuncLit" ? pkg.ownerOf(node) : undefined;
      if (around) this.#connect(pkg.idOf(around), pkg.idOf(node));
    }
  }

  #connect(from: FunctionId, to: FunctionId): void {
    const callers = this.#callers.get(to);
    if (callers) callers.add(from);
    else this.#callers.set(to, new Set([from]));
  }

  /** The functions from which one of `targets` can be reached, the targets included. */
  reaching(targets: Iterable<FunctionId>): ReadonlySet<FunctionId> {
    const found = new Set(targets);
    for (const id of found) for (const caller of this.#callers.get(id) ?? []) found.add(caller);
    return found;
  }
}
