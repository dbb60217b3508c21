import { successors } from "./liveness.ts";
import type { Block, BlockId, FlowGraph, FunctionId, Program, Take } from "./program.ts";

/** Callers looked through on the way to a timer. */
const callersUp = 2;

/** Whether an item is taken once each period at most: by a function that a timer runs, and outside of all loops. */
export function isPaced(program: Program, take: Take): boolean {
  const isTake = ({ end }: Block): boolean => end.kind === "take" && end.take.id === take.id;
  return happensOnce(program, take.function, isTake) && runsByTimer(program, take.function, callersUp);
}

function runsByTimer(program: Program, id: FunctionId, up: number): boolean {
  const { callers, mentioned } = program.usage(id);
  if (mentioned ? !program.isTimed(id) : callers.length === 0) return false;
  const isCall = ({ end }: Block): boolean => end.kind === "call" && end.call.functions.includes(id);
  return callers.every(
    (caller) => up > 0 && happensOnce(program, caller, isCall) && runsByTimer(program, caller, up - 1),
  );
}

/** Whether no way leads from such a block back to one. */
function happensOnce(program: Program, id: FunctionId, isSuch: (block: Block) => boolean): boolean {
  const graph = program.graph(id);
  if (!graph) return false;
  const such = graph.blocks.filter(isSuch);
  return such.length === 1 && such.every((block) => !reachable(graph, block).has(block.id));
}

function reachable({ blocks }: FlowGraph, from: Block): Set<BlockId> {
  const reached = new Set(successors(from.end));
  for (const id of reached) {
    const block = blocks[id];
    for (const next of block ? successors(block.end) : []) reached.add(next);
  }
  return reached;
}
