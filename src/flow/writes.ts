import type { FlowGraph, Slot, Source } from "./program.ts";

const known = new WeakMap<FlowGraph, ReadonlyMap<Slot, readonly Source[]>>();

/** All that a function gives a slot, in the order of its blocks. */
export function writesOf(graph: FlowGraph, slot: Slot): readonly Source[] {
  return allWritesIn(graph).get(slot) ?? [];
}

/** The same for every slot that it gives anything. */
export function allWritesIn(graph: FlowGraph): ReadonlyMap<Slot, readonly Source[]> {
  let writes = known.get(graph);
  if (!writes) known.set(graph, (writes = findWrites(graph)));
  return writes;
}

function findWrites({ blocks }: FlowGraph): Map<Slot, Source[]> {
  const writes = new Map<Slot, Source[]>();
  for (const { events } of blocks)
    for (const event of events) {
      if (event.kind !== "assign") continue;
      const sources = writes.get(event.to);
      if (sources) sources.push(event.value);
      else writes.set(event.to, [event.value]);
    }
  return writes;
}
