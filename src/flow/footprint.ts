import type { Effect } from "../protocol/effects.ts";
import type { FlowGraph, FunctionId, SlotInfo, Terminal } from "./program.ts";

/** What a function does by itself that others may notice, whatever it calls. */
export interface Footprint {
  /** Effects on some item. */
  readonly effects: ReadonlySet<Effect>;
  readonly takes: boolean;
  /** The functions whose variables it writes, of those that more than one function sees. */
  readonly writes: ReadonlySet<FunctionId>;
  /** The functions in view that it calls, or hands to code that is not in view. */
  readonly calls: ReadonlySet<FunctionId>;
}

const nobody: FunctionId = -1;

/** Of a function that is not understood: it can do anything. */
export const unlimited: Footprint = {
  effects: new Set<Effect>(["take", "done", "forget", "retry", "readd", "delay"]),
  takes: true,
  writes: new Set([nobody]),
  calls: new Set(),
};

/** Reads the footprint of a function off its flow graph. */
export function footprintOf(graph: FlowGraph | undefined, slots: readonly SlotInfo[]): Footprint {
  if (!graph) return unlimited;
  const effects = new Set<Effect>();
  const writes = new Set<FunctionId>();
  const calls = new Set<FunctionId>();
  let takes = false;
  for (const { events, end } of graph.blocks) {
    for (const event of events) {
      if (event.kind === "effect") effects.add(event.effect);
      const slot = event.kind === "assign" ? slots[event.to] : undefined;
      if (slot?.captured) writes.add(slot.owner);
    }
    takes ||= end.kind === "take";
    for (const id of calledBy(end)) calls.add(id);
  }
  return { effects, takes, writes, calls };
}

function calledBy(end: Terminal): readonly FunctionId[] {
  if (end.kind === "call") return end.call.functions;
  return end.kind === "release" ? end.functions : [];
}
