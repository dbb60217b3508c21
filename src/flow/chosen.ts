import type { Effect } from "../protocol/effects.ts";
import type { Exploration } from "./explore.ts";
import { successors } from "./liveness.ts";
import type { Node, Violation } from "./path.ts";
import type { FlowGraph, Program, Slot } from "./program.ts";
import { reachOf } from "./reach.ts";
import { pathTo } from "./witness.ts";
import { writesOf } from "./writes.ts";

/**
 * The violation, no more than likely where the code chose: since something failed, a test of something else than the failure came out by which
 * the path goes to the call that is wrong, and the other way to one that the property names, which may not follow on the path itself.
 */
export function unlessChosen(program: Program, exploration: Exploration, violation: Violation): Violation {
  const { likelyBeside } = violation.property;
  if (likelyBeside === undefined || violation.likely) return violation;
  const path = pathTo(violation.node, violation.caller).map(({ node }) => node);
  const isChosen = path.some((node, index) => {
    const next = path[index + 1];
    if (!next || asksOfFailure(program, node)) return false;
    const beside = otherWay(exploration, violation, node, next);
    return [...beside].some(({ effects }) => effects.some(({ effect }) => effect === likelyBeside));
  });
  const lasts = new Map(path.map((node) => [node.activation, node]));
  const mayFollow = [...lasts.values()].some((node) => comesTo(program, node, likelyBeside));
  return isChosen && !mayFollow ? { ...violation, likely: true } : violation;
}

/** Whether a node ends with a test of an error: which one it is, or what is said of it. */
function asksOfFailure({ slots }: Program, { activation: { graph }, block }: Node): boolean {
  const end = graph.blocks[block]?.end;
  if (end?.kind !== "branch") return false;
  const asked = new Set([end.guard.on, ...(end.guard.about ?? [])].filter((slot) => slot !== undefined));
  for (const slot of asked) {
    if (/^fails/.test(slots[slot]?.role ?? "")) return true;
    for (const from of madeOf(graph, slot)) asked.add(from);
  }
  return false;
}

/** What the value of a slot comes from: what it copies, or what a call was given that it is a result of. */
function madeOf(graph: FlowGraph, slot: Slot): Slot[] {
  const copied = writesOf(graph, slot).flatMap((source) => {
    if (source.kind === "copy") return source.from;
    return source.kind === "derived" ? source.from : [];
  });
  const given = graph.blocks.flatMap(({ end }) =>
    end.kind === "call" && end.call.results.includes(slot) ? [end.call.receiver, ...end.call.args] : [],
  );
  return [...copied, ...given].filter((from) => from !== undefined);
}

/**
 * What runs in the function of `node`, or is called there, if the test at its end comes out otherwise than on a path that goes on to `next`.
 * Nothing where the test itself tells the property something, or nothing has happened to it yet.
 */
function otherWay(
  { successorsOf, stateAt }: Exploration,
  { property }: Violation,
  node: Node,
  next: Node,
): Iterable<Node> {
  const { activation, block } = node;
  const state = stateAt(next, property);
  const reached = new Set<Node>();
  if (activation.graph.blocks[block]?.end.kind !== "branch" || state === property.start) return reached;
  for (const other of successorsOf(node)) {
    const isOther = other.activation === activation && other.block !== next.block;
    if (isOther && stateAt(other, property) === state) reached.add(other);
  }
  for (const at of reached)
    for (const further of successorsOf(at))
      if (further.activation === activation || further.activation.depth > activation.depth)
        reached.add(further);
  return reached;
}

/** Whether the function of a node goes on from there, in the same turn, to an effect. */
function comesTo(program: Program, { activation, block }: Node, effect: Effect): boolean {
  const { blocks } = activation.graph;
  const reached = new Set([block]);
  for (const id of reached) {
    const { events, end } = blocks[id] ?? {};
    if (events?.some((event) => event.kind === "effect" && event.effect === effect)) return true;
    if (!end || end.kind === "take") continue;
    const isCaller = id === block && end.kind === "call";
    const called = end.kind === "call" && !isCaller ? end.call.functions : [];
    if (called.some((id) => reachOf(program, id).effects.has(effect))) return true;
    for (const next of successors(end)) reached.add(next);
  }
  return false;
}
