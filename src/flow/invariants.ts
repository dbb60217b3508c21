import { successors } from "./liveness.ts";
import type { Block, BlockId, Constant, FlowGraph, Program, Slot } from "./program.ts";

/** What is wrong with a flow graph, in words; nothing when it is as the solver takes it to be. For tests and debugging. */
export function brokenInvariants(program: Program, graph: FlowGraph): string[] {
  return [
    ...misnumbered(graph),
    ...graph.blocks.flatMap((block) => missingSuccessors(graph, block)),
    ...graph.blocks.flatMap((block) => homelessSlots(program, block)),
    ...unknownWays(graph),
  ];
}

function misnumbered({ blocks, live }: FlowGraph): string[] {
  const found = blocks.flatMap(({ id }, index) =>
    id === index ? [] : [`block ${String(index)} calls itself ${String(id)}`],
  );
  return live.length === blocks.length ? found : [...found, "liveness is not known of every block"];
}

function missingSuccessors({ blocks }: FlowGraph, { id, end }: Block): string[] {
  return successors(end)
    .filter((next) => blocks[next] === undefined)
    .map((next) => `block ${String(id)} leads to block ${String(next)}, which is not there`);
}

/** Every slot that a block writes or tests belongs to a function. */
function homelessSlots(program: Program, { id, events, end }: Block): string[] {
  const written = events.flatMap((event) => (event.kind === "assign" ? [event.to] : []));
  const read = end.kind === "exit" ? end.values : end.kind === "branch" ? [end.guard.on, end.guard.soft] : [];
  return [...written, ...read]
    .filter((slot) => slot !== undefined && program.functions[program.slots[slot]?.owner ?? -1] === undefined)
    .map((slot) => `slot ${String(slot)} in block ${String(id)} belongs to no function`);
}

/** Every way out that is noted for a dispatch is known to it. */
function unknownWays(graph: FlowGraph): string[] {
  const live = reachable(graph);
  return graph.blocks.flatMap(({ id, end }) => {
    if (end.kind !== "dispatch" || !live.has(id)) return [];
    const assigned = constantsGiven(graph, end.on, live);
    return [...assigned]
      .filter((value) => !end.cases.has(value))
      .map((value) => `block ${String(id)} does not know the way ${String(value)}`);
  });
}

function constantsGiven({ blocks }: FlowGraph, to: Slot, live: ReadonlySet<BlockId>): Set<Constant> {
  const given = new Set<Constant>();
  for (const { id, events } of blocks) {
    if (!live.has(id)) continue;
    for (const event of events) {
      if (event.kind === "assign" && event.to === to && event.value.kind === "constant")
        given.add(event.value.value);
    }
  }
  return given;
}

function reachable({ blocks }: FlowGraph): Set<BlockId> {
  const seen = new Set<BlockId>([0]);
  for (const id of seen) for (const next of successors(blocks[id]?.end ?? { kind: "never" })) seen.add(next);
  return seen;
}
