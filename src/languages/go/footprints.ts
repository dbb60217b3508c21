import type { Footprint } from "../../flow/footprint.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { Effect } from "../../protocol/effects.ts";
import type { CallExpr } from "./ast.ts";
import { neverReturns } from "./lower/calls.ts";
import type { PackageContext } from "./lower/lowering.ts";
import type { Body } from "./package/file-index.ts";
import { calleeOf } from "./syntax.ts";

/** What a function does by itself that others may notice, from its calls and the names it writes: more than its flow graph would tell, never less. */
export function footprintOf(context: PackageContext, body: Body): Footprint {
  const effects = new Set<Effect>();
  const calls = new Set<FunctionId>();
  let takes = body.receives.some((node) => context.takes.has(node));
  for (const call of body.calls) {
    const called = context.handles.calledBy(call);
    if (called && context.takes.has(call)) takes = true;
    else if (called) for (const effect of called.meaning.effects) effects.add(effect);
    else for (const id of functionsRunBy(context, call)) calls.add(id);
  }
  return { effects, takes, writes: ownersOfWritten(context, body), calls };
}

/** What is called, and, when that is not in view, what it is given to call. */
function functionsRunBy(context: PackageContext, call: CallExpr): readonly FunctionId[] {
  const { callees, types, package: pkg } = context;
  const fun = calleeOf(call);
  const functions = callees.of(fun);
  if (functions.length > 0 || call.args.length === 0) return functions;
  const isBuiltin = fun.type === "Ident" && pkg.objectOf(fun)?.kind === "builtin";
  if (isBuiltin || types.isType(fun) || neverReturns(context, fun)) return [];
  return call.args.flatMap((arg) => callees.of(arg));
}

/** The functions whose variables are written, other than its own. What is declared at package level is followed nowhere. */
function ownersOfWritten({ package: pkg }: PackageContext, { node, written }: Body): Set<FunctionId> {
  const owners = new Set<FunctionId>();
  for (const name of written) {
    const object = pkg.objectOf(name);
    const owner = object?.ident && !pkg.isGlobal(object) ? pkg.ownerOf(object.ident) : undefined;
    if (owner && owner !== node) owners.add(pkg.idOf(owner));
  }
  return owners;
}
