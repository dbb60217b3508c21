import type { Effect } from "../protocol/effects.ts";
import type { FlowGraph, FunctionId, Program } from "./program.ts";

/** What running a function can do, with all that it calls. */
export interface Reach {
  /** Effects on some item. */
  readonly effects: ReadonlySet<Effect>;
  /** All it can tell its caller, effects apart, is how it ends: it takes nothing and writes nothing that its caller sees. */
  readonly selfContained: boolean;
}

interface OwnReach {
  readonly effects: ReadonlySet<Effect>;
  readonly takes: boolean;
  /** The functions whose variables it writes. */
  readonly writes: ReadonlySet<FunctionId>;
}

const everyEffect: ReadonlySet<Effect> = new Set(["take", "done", "forget", "retry", "readd", "delay"]);
const nowhere: FunctionId = -1;
const known = new WeakMap<Program, Map<FunctionId, Reach>>();

/** What a function can do. One that is not understood can do anything. */
export function reachOf(program: Program, id: FunctionId): Reach {
  let reaches = known.get(program);
  if (!reaches) known.set(program, (reaches = new Map()));
  let reach = reaches.get(id);
  if (!reach) reaches.set(id, (reach = findReach(program, id)));
  return reach;
}

/** Whether a function can have one of these effects. */
export function canHave(reach: Reach, effects: Iterable<Effect>): boolean {
  for (const effect of effects) if (reach.effects.has(effect)) return true;
  return false;
}

/** Walks the calls from a function, each function once. */
function findReach(program: Program, id: FunctionId): Reach {
  const seen = new Set([id]);
  const effects = new Set<Effect>();
  const writes = new Set<FunctionId>();
  let takes = false;
  for (const at of seen) {
    const graph = program.graph(at);
    const own = ownReach(program, graph);
    for (const effect of own.effects) effects.add(effect);
    for (const owner of own.writes) writes.add(owner);
    takes ||= own.takes;
    for (const callee of graph ? calledBy(graph) : []) seen.add(callee);
  }
  return { effects, selfContained: !takes && [...writes].every((owner) => seen.has(owner)) };
}

const ownReaches = new WeakMap<FlowGraph, OwnReach>();

function ownReach(program: Program, graph: FlowGraph | undefined): OwnReach {
  if (!graph) return { effects: everyEffect, takes: true, writes: new Set([nowhere]) };
  let own = ownReaches.get(graph);
  if (!own) ownReaches.set(graph, (own = findOwnReach(program, graph)));
  return own;
}

function findOwnReach(program: Program, graph: FlowGraph): OwnReach {
  const effects = new Set<Effect>();
  const writes = new Set<FunctionId>();
  let takes = false;
  for (const { events, end } of graph.blocks) {
    for (const event of events) {
      if (event.kind === "effect") effects.add(event.effect);
      const slot = event.kind === "assign" ? program.slots[event.to] : undefined;
      if (slot?.captured) writes.add(slot.owner);
    }
    takes ||= end.kind === "take";
  }
  return { effects, takes, writes };
}

function calledBy(graph: FlowGraph): FunctionId[] {
  return graph.blocks.flatMap(({ end }) => {
    if (end.kind === "call") return end.call.functions;
    return end.kind === "release" ? end.functions : [];
  });
}
