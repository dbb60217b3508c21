import type { Handle, Slot } from "../../../flow/program.ts";
import { adds, type Effect } from "../../../protocol/effects.ts";
import type { Expr } from "../ast.ts";
import type { TakeSite } from "../handles.ts";
import type { FunctionNode } from "../package/file-index.ts";
import { lastName } from "../syntax.ts";
import { usageOf } from "../usage.ts";
import { walk } from "../walk.ts";
import type { Lowering } from "./lowering.ts";

/**
 * The item of a call with some effects. A pointer that the function was given, to add it, is known to compare by identity where the
 * queue's worker takes pointers of that type; so is what changed, whatever its type, where the worker takes pointers.
 */
export function itemOf(
  l: Lowering,
  expr: Expr,
  slot: Slot,
  { handle, effects }: { handle: Handle; effects: readonly Effect[] },
): Slot {
  if (!effects.some(adds)) return slot;
  const type = givenPointer(l, expr);
  if (!type) return holdsPointers(l, expr, handle) ? l.temporary({ kind: "pointer", from: slot }) : slot;
  const workers = workersOf(l, handle);
  const areSuch = handle.items === "pointer" || workers.some((worker) => assertsPointer(worker, type));
  return areSuch && isFirstAdded(l, handle, effects, workers)
    ? l.temporary({ kind: "givenPointer", from: slot })
    : slot;
}

/** The type of a parameter that is a pointer, and stays as it was given. */
function givenPointer(l: Lowering, expr: Expr): string | undefined {
  const object = expr.type === "Ident" ? l.objectOf(expr) : undefined;
  const type = object?.kind === "parameter" ? l.context.types.ofObject(object) : undefined;
  const isWritten = object?.uses.some((use) => l.context.package.isWritten(use));
  return type?.type === "StarExpr" && !isWritten ? lastName(type.x) : undefined;
}

/** Whether a parameter that may be anything holds a pointer: all that is taken from the queue where it is added is asserted to be one. */
function holdsPointers(l: Lowering, expr: Expr, { group }: Handle): boolean {
  const { types, takeSites } = l.context;
  const object = expr.type === "Ident" ? l.objectOf(expr) : undefined;
  const type = object?.kind === "parameter" ? types.ofObject(object) : undefined;
  if (!type || !isAnything(l, type)) return false;
  const sites = takeSites.filter(({ handle }) => handle.group === group);
  return sites.length > 0 && sites.every((site) => assertsItemPointer(l, site));
}

/** `any` or `interface{}` */
function isAnything(l: Lowering, type: Expr): boolean {
  return l.builtin(type) === "any" || (type.type === "InterfaceType" && type.methods.fields.length === 0);
}

/** `item.(*T)` of the very item of a take. */
function assertsItemPointer(l: Lowering, { node, owner, shape }: TakeSite): boolean {
  const { package: pkg } = l.context;
  let found = false;
  walk(owner, (each) => {
    const isPointer = each.type === "TypeAssertExpr" && each.typeExpr?.type === "StarExpr";
    const object = isPointer && each.x.type === "Ident" ? l.objectOf(each.x) : undefined;
    const writes = object ? pkg.writesOf(object) : [];
    found ||= writes.some(({ value, part }) => value === node && String(part ?? 0) === shape.itemFields[0]);
    return !found;
  });
  return found;
}

/** The functions that take items of a queue. */
function workersOf(l: Lowering, { group }: Handle): FunctionNode[] {
  return l.context.takeSites.flatMap(({ owner, handle }) => (handle.group === group ? owner : []));
}

/** `item.(*T)` */
function assertsPointer(worker: FunctionNode, type: string): boolean {
  let found = false;
  walk(worker, (node) => {
    const asserted = node.type === "TypeAssertExpr" ? node.typeExpr : undefined;
    found ||= asserted?.type === "StarExpr" && lastName(asserted.x) === type;
    return !found;
  });
  return found;
}

/** Whether others than the queue's workers call this function, and may so add an item that was in no queue before. */
function isFirstAdded(
  l: Lowering,
  handle: Handle,
  effects: readonly Effect[],
  workers: readonly FunctionNode[],
): boolean {
  const { package: pkg, callees, callGraph, handles } = l.context;
  const { callers } = usageOf(pkg, callees, l.id);
  const others = callers.filter((caller) => {
    const above = callGraph.reaching([caller]);
    return !workers.some((worker) => above.has(pkg.idOf(worker)));
  });
  if (effects.includes("retry")) return others.length > 0 && handles.isOnlyRetried(handle);
  return others.length > 0 || callers.length === 0;
}
