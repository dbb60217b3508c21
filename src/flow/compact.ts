import { successors } from "./liveness.ts";
import type { Block, BlockId, Terminal } from "./program.ts";

/**
 * The same graph with fewer blocks: those that nothing reaches are left out, those where nothing happens are passed over, and a block that
 * only one other leads to, without a choice, becomes part of that one. A branch keeps two ways that differ, since on each it is known
 * how its test came out. Linear in blocks and edges.
 */
export function compact(blocks: readonly Block[]): Block[] {
  const ends = blocks.map(({ end }) => passingOver(blocks, end));
  const arrivals = arrivalsFrom(ends);
  const absorbed = new Set<BlockId>();
  ends.forEach((end, id) => {
    if (arrivals[id] && end.kind === "jump" && arrivals[end.to] === 1) absorbed.add(end.to);
  });
  const kept: Block[] = [];
  for (const { id } of blocks) {
    if (!arrivals[id] || absorbed.has(id)) continue;
    let at = id;
    let end = ends[at] as Terminal;
    const events = [...(blocks[at]?.events ?? [])];
    while (end.kind === "jump" && absorbed.has(end.to)) {
      at = end.to;
      end = ends[at] as Terminal;
      events.push(...(blocks[at]?.events ?? []));
    }
    kept.push({ id, events, end });
  }
  return renumbered(kept);
}

/** How often each block is arrived at, from the entry; once more at the entry itself. */
function arrivalsFrom(ends: readonly Terminal[]): number[] {
  const arrivals = ends.map(() => 0);
  const reached: BlockId[] = [0];
  arrivals[0] = 1;
  for (const id of reached) {
    for (const next of successors(ends[id] as Terminal)) {
      if (arrivals[next] === 0) reached.push(next);
      arrivals[next] = (arrivals[next] ?? 0) + 1;
    }
  }
  return arrivals;
}

/** The end with each way led past the blocks where nothing happens. */
function passingOver(blocks: readonly Block[], end: Terminal): Terminal {
  const past = (id: BlockId): BlockId => through(blocks, id);
  if (end.kind !== "branch" || end.yes === end.no) return leading(end, past);
  const [yes, no] = [past(end.yes), past(end.no)];
  if (yes !== no) return { ...end, yes, no };
  return end.yes === yes ? end : { ...end, no };
}

/** The first block from `id` on where something happens. */
function through(blocks: readonly Block[], id: BlockId): BlockId {
  let at = id;
  for (let steps = 0; steps < blocks.length; steps++) {
    const block = blocks[at];
    if (block?.end.kind !== "jump" || block.events.length > 0) return at;
    at = block.end.to;
  }
  return id; // an endless loop in which nothing happens
}

function renumbered(blocks: readonly Block[]): Block[] {
  const numbers = new Map(blocks.map(({ id }, index) => [id, index]));
  const to = (id: BlockId): BlockId => numbers.get(id) ?? id;
  return blocks.map(({ events, end }, id) => ({ id, events, end: leading(end, to) }));
}

/** The end with other blocks to go on with. */
function leading(end: Terminal, to: (id: BlockId) => BlockId): Terminal {
  switch (end.kind) {
    case "jump":
      return { ...end, to: to(end.to) };
    case "branch":
      return { ...end, yes: to(end.yes), no: to(end.no) };
    case "call":
      return { ...end, next: to(end.next), onThrow: to(end.onThrow) };
    case "take":
    case "release":
      return { ...end, next: to(end.next) };
    case "dispatch":
      return { ...end, cases: new Map([...end.cases].map(([way, id]) => [way, to(id)])) };
    case "exit":
    case "never":
      return end;
  }
}
