import type { Effect } from "../protocol/effects.ts";
import { explore } from "./explore.ts";
import { isFlag } from "./flags.ts";
import { goesOutOfView } from "./out-of-view.ts";
import type { Node } from "./path.ts";
import type { Block, EffectEvent, FlowGraph, FunctionId, Program, Span, Take } from "./program.ts";
import type { Property } from "./property.ts";
import { reachOf } from "./reach.ts";

/** Where the items of a take are handed back, and where the code goes that has none. */
export interface Settling {
  /** The calls of `done` that run where they stand. */
  readonly byHand: readonly EffectEvent[];
  /** The calls of `done` that run when the function ends: themselves, or what they stand in. */
  readonly atExit: readonly Span[];
  /** No path gives the item to code that is not in view, for good. */
  readonly staysInView: boolean;
  /** What runs after the queue was shut down. */
  readonly withoutItem: readonly Span[];
}

const handedBack: Property = {
  follows: "item",
  where: () => true,
  start: "held",
  on: { held: { done: "done", mismatch: "wrong" }, done: { done: "wrong", mismatch: "wrong" } },
  inDoubt: [],
  wrongStates: ["wrong"],
  wrongEnds: [],
};
const shutDown: Property = {
  follows: "shutdown",
  where: () => true,
  start: "down",
  on: {},
  inDoubt: [],
  wrongStates: [],
  wrongEnds: [{ states: ["down"], at: ["nextTake"] }],
};

/** Undefined where another function in view may hand the item back, it is done twice, or a call does that and more. */
export function settlingOf(program: Program, take: Take): Settling | undefined {
  const graph = program.graph(take.function);
  const withItem = explore(program, [handedBack], take.function, { take });
  if (!graph || withItem.gaveUp || withItem.violations.length > 0) return undefined;
  const done = new Set(withItem.nodes.flatMap(({ effects }) => effects.filter(isDone)));
  const byHand = effectsIn(graph).filter((event) => done.has(event) && !event.guaranteed);
  const atExit = exitCallsIn(program, graph, "done");
  const isKnown = (event: EffectEvent): boolean =>
    byHand.includes(event) || atExit.some((span) => covers(span, event.at));
  const inReach = [...reachOf(program, take.function).functions].flatMap((id) => {
    const reached = program.footprint(id).effects.has("done") ? program.graph(id) : undefined;
    return reached ? effectsIn(reached).filter(isDone) : [];
  });
  if (!inReach.every(isKnown) || byHand.some((event) => doesMore(graph, event))) return undefined;
  return {
    byHand,
    atExit,
    staysInView: !goesOutOfView(withItem),
    withoutItem: placesWithoutItem(program, take),
  };
}

function isDone({ effect }: EffectEvent): boolean {
  return effect === "done";
}

function effectsIn({ blocks }: FlowGraph): EffectEvent[] {
  return blocks.flatMap(({ events }) => events.filter((event) => event.kind === "effect"));
}

/** A call that has other effects besides. */
function doesMore(graph: FlowGraph, { at, effect }: EffectEvent): boolean {
  return effectsIn(graph).some((other) => other.at.start === at.start && other.effect !== effect);
}

function exitCallsIn(program: Program, graph: FlowGraph, effect: Effect): Span[] {
  const direct = effectsIn(graph).flatMap((event) =>
    event.effect === effect && event.guaranteed ? event.at : [],
  );
  const closures = graph.blocks.flatMap(({ end }) =>
    end.kind === "call" &&
    end.call.guaranteed &&
    end.call.functions.some((id) => reachOf(program, id).effects.has(effect))
      ? end.call.at
      : [],
  );
  return [...direct, ...closures];
}

/** What has an effect on the item only when the function that takes it returns. */
export function runsAtExit(program: Program, take: Take, effect: Effect): Span | undefined {
  const graph = program.graph(take.function);
  return graph && exitCallsIn(program, graph, effect)[0];
}

/** Where the code goes that has no item because the queue was shut down. */
function placesWithoutItem(program: Program, take: Take): Span[] {
  const graph = program.graph(take.function);
  if (!graph) return [];
  return nodesWithoutItem(program, take, take.function).flatMap(({ activation, block }) =>
    activation.graph === graph ? placesIn(graph, graph.blocks[block] as Block) : [],
  );
}

/** Where the paths from `root` go that have no item because the queue was shut down. */
export function nodesWithoutItem(program: Program, take: Take, root: FunctionId): Node[] {
  if (!take.shape.mayShutDown) return [];
  const { nodes } = explore(program, [shutDown], root, { take });
  return nodes.filter(({ standing }) => standing.state === shutDown.start);
}

function placesIn(graph: FlowGraph, { events, end }: Block): Span[] {
  const places = events.flatMap((event) => ("at" in event ? event.at : []));
  if (end.kind === "branch" && !isFlag(graph, end.guard.on)) places.push(end.guard.at);
  if (end.kind === "call" || end.kind === "release") places.push(end.call.at);
  if (end.kind === "take") places.push(end.take.at);
  if (end.kind === "exit" && !end.implicit) places.push(end.at);
  return places;
}

export function covers(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}
