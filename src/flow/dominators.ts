import { successors } from "./liveness.ts";
import type { BlockId, FlowGraph, Terminal } from "./program.ts";

const graphs = new WeakMap<FlowGraph, Map<BlockId, BlockId>>();

/**
 * The block where both ways out of a branch meet again: its immediate post-dominator, by the iterative algorithm of Cooper, Harvey and
 * Kennedy on the reversed graph. Undefined when they meet only at the end of the function.
 */
export function meetingPoint(graph: FlowGraph, branch: BlockId): BlockId | undefined {
  let found = graphs.get(graph);
  if (!found) graphs.set(graph, (found = postDominators(graph)));
  const at = found.get(branch);
  return at === graph.blocks.length ? undefined : at;
}

function postDominators(graph: FlowGraph): Map<BlockId, BlockId> {
  const end = graph.blocks.length; // a virtual exit behind every block without successors
  const exits = (id: BlockId): number[] => {
    const block = graph.blocks[id];
    const next = block ? withoutThrow(block.end) : [];
    if (block?.end.kind === "take") return [...next, end]; // an item's turn ends there, even in an endless loop
    return next.length > 0 ? next : [end];
  };
  const order = reversePostorder(graph, exits, end);
  const position = new Map(order.map((id, index) => [id, index]));
  const immediate = new Map<BlockId, BlockId>([[end, end]]);
  const intersect = (a: BlockId, b: BlockId): BlockId => {
    while (a !== b) {
      const later = (position.get(a) ?? 0) > (position.get(b) ?? 0);
      if (later) a = immediate.get(a) ?? end;
      else b = immediate.get(b) ?? end;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const id of order) {
      if (id === end) continue;
      const known = exits(id).filter((next) => immediate.has(next));
      if (known.length === 0) continue;
      const meet = known.reduce(intersect);
      if (immediate.get(id) !== meet) {
        immediate.set(id, meet);
        changed = true;
      }
    }
  }
  return immediate;
}

/** What a call throws leads elsewhere whatever was decided before it. */
function withoutThrow(end: Terminal): BlockId[] {
  return end.kind === "call" ? [end.next] : successors(end);
}

/** Blocks in reverse postorder of the reversed graph, from the virtual exit. */
function reversePostorder(graph: FlowGraph, exits: (id: BlockId) => number[], end: BlockId): BlockId[] {
  const predecessors = new Map<BlockId, BlockId[]>();
  for (const { id } of graph.blocks) {
    for (const next of exits(id)) predecessors.set(next, [...(predecessors.get(next) ?? []), id]);
  }
  const order: BlockId[] = [];
  const seen = new Set<BlockId>([end]);
  const stack: { id: BlockId; rest: BlockId[] }[] = [{ id: end, rest: [...(predecessors.get(end) ?? [])] }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      order.push(top.id);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ id: next, rest: [...(predecessors.get(next) ?? [])] });
    }
  }
  return order.reverse();
}
