import { adds } from "../../../protocol/effects.ts";
import { givesString, isStringField } from "../../../protocol/known-go-calls.ts";
import type { CallExpr, Expr } from "../ast.ts";
import type { FunctionNode } from "../package/file-index.ts";
import { baseType, calleeOf, lastName, withoutParens } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/**
 * Whether what is added in view to the queues which this function takes from (to all queues, if it takes from none) is of a type: false where
 * something is of another one, undefined where that cannot be told. What a worker puts back is what was taken, and so is what is added with backoff
 * elsewhere, unless its type is told.
 */
export function isTypeOfItems(l: Lowering, type: Expr | null): boolean | undefined {
  const name = type && nameOf(type);
  if (!name) return undefined;
  const added = addedTypes(l);
  if (added.some((each) => each !== undefined && each !== name)) return false;
  return added.length > 0 && !added.includes(undefined) ? true : undefined;
}

/** The names of the types of what is added; undefined for one that is not known. */
function addedTypes(l: Lowering): (string | undefined)[] {
  const { handles, takeSites, package: pkg } = l.context;
  const own = takeSites.filter((take) => take.owner === l.node);
  const takes = own.length > 0 ? own : takeSites;
  const groups = new Set(takes.map(({ handle }) => handle.group));
  const workers = takeSites.map((take) => take.owner);
  return handles.effects.flatMap(({ call, handle, effect }) => {
    const group = handles.handles[handle]?.group;
    const owner = pkg.ownerOf(call);
    const isPutBack = workers.some((worker) => owner && holds(l, worker, owner));
    if (!adds(effect) || group === undefined || !groups.has(group) || isPutBack) return [];
    const type = call.args[0] && typeName(l, call.args[0], 0);
    return effect === "retry" && type === undefined ? [] : [type];
  });
}

function holds(l: Lowering, outer: FunctionNode, inner: FunctionNode): boolean {
  const { package: pkg } = l.context;
  return pkg.fileOf(outer) === pkg.fileOf(inner) && outer.start <= inner.start && inner.end <= outer.end;
}

/** Values that are given on from name to name are followed this far. */
const maxHops = 4;

function typeName(l: Lowering, expr: Expr, hops: number): string | undefined {
  const node = withoutParens(expr);
  if (node.type === "BasicLit") return node.kind === "STRING" ? "string" : undefined;
  if (node.type === "BinaryExpr") return typeName(l, node.x, hops) ?? typeName(l, node.y, hops);
  const { types } = l.context;
  const type = types.of(node);
  if (type) return isOpen(l, type) ? undefined : nameOf(type);
  if (node.type === "CallExpr") return givenByCall(node);
  if (node.type === "SelectorExpr") return isStringField.test(node.sel.name) ? "string" : undefined;
  const object = node.type === "Ident" ? l.objectOf(node) : undefined;
  const [only, another] = object ? l.context.package.writesOf(object) : [];
  if (!only || another || hops >= maxHops || (only.part !== undefined && only.part !== 0)) return undefined;
  return typeName(l, only.value, hops + 1);
}

function nameOf(type: Expr): string | undefined {
  const name = lastName(baseType(type));
  return name === "" ? undefined : name;
}

function givenByCall(call: CallExpr): string | undefined {
  return givesString.test(lastName(calleeOf(call))) ? "string" : undefined;
}

/** A value of an interface's type may be anything. */
function isOpen(l: Lowering, type: Expr): boolean {
  const under = l.context.types.underlying(type);
  return under.type === "InterfaceType" || (under.type === "Ident" && under.name === "any");
}
