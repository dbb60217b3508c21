import type { FunctionId, Outline } from "../../flow/program.ts";
import { asksErrorKind } from "../../protocol/known-go-calls.ts";
import type { CallExpr } from "./ast.ts";
import { isDeepCopy, looksOnly, neverReturns } from "./lower/calls.ts";
import type { PackageContext } from "./lower/lowering.ts";
import { calleeOf, lastName } from "./syntax.ts";

/** What a function contributes to the outlines of all that call it. */
interface OwnOutline {
  readonly works: boolean;
  /** The functions in view that it calls. */
  readonly calls: readonly FunctionId[];
}

/**
 * How functions end, read off their statements without a flow graph, for callers that ask for no more than whether they return. Undefined
 * where a look at the statements is not enough: where something may panic, end the process, or never come to an end.
 */
export class Outlines {
  readonly #context: PackageContext;
  readonly #own = new Map<FunctionId, OwnOutline | undefined>();

  constructor(context: PackageContext) {
    this.#context = context;
  }

  of(id: FunctionId): Outline | undefined {
    let works = false;
    const seen = new Set([id]);
    for (const at of seen) {
      const own = this.#ownOutline(at);
      if (!own) return undefined;
      works ||= own.works;
      for (const callee of own.calls) seen.add(callee);
    }
    return { returns: true, makes: true, throws: new Set(), works, withoutResults: true };
  }

  #ownOutline(id: FunctionId): OwnOutline | undefined {
    if (!this.#own.has(id)) this.#own.set(id, this.#read(id));
    return this.#own.get(id);
  }

  #read(id: FunctionId): OwnOutline | undefined {
    const { package: pkg } = this.#context;
    const node = pkg.functions[id];
    const body = node && pkg.bodyOf(node);
    if (!body || body.isIntricate || pkg.fileOf(node).isBroken) return undefined;
    let works = body.decides;
    const calls: FunctionId[] = [];
    for (const call of body.calls) {
      const own = this.#ofCall(call);
      if (!own) return undefined;
      works ||= own.works;
      calls.push(...own.calls);
    }
    return { works, calls };
  }

  #ofCall(call: CallExpr): OwnOutline | undefined {
    const { package: pkg, callees, types, handles } = this.#context;
    const fun = calleeOf(call);
    if (fun.type === "Ident" && pkg.objectOf(fun)?.kind === "builtin")
      return fun.name === "panic" ? undefined : nothing;
    if (types.isType(fun) || isDeepCopy(fun) || handles.calledBy(call)) return nothing;
    const functions = callees.of(fun);
    if (functions.length > 0) return { works: false, calls: functions };
    if (neverReturns(this.#context, fun)) return undefined;
    return looksOnly(this.#context, fun) && !asksErrorKind.test(lastName(fun)) ? nothing : passed;
  }
}

const nothing: OwnOutline = { works: false, calls: [] };
/** A call of code that is not in view. */
const passed: OwnOutline = { works: true, calls: [] };
