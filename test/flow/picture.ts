import { successors } from "../../src/flow/liveness.ts";
import type {
  Block,
  BlockId,
  Call,
  FlowEvent,
  FlowGraph,
  Program,
  Slot,
  Source,
  Terminal,
} from "../../src/flow/program.ts";

/**
 * A flow graph as text, a line a block: what happens there, and where it goes on. Blocks that nothing reaches or that only lead on to another
 * are left out, the others are numbered in the order of a walk from the entry. Temporaries are left out too.
 */
export function picture(program: Program, graph: FlowGraph): string {
  const shown = reachable(graph);
  const numbers = new Map(shown.map((block, index) => [block.id, index]));
  const to = (id: BlockId): string => String(numbers.get(through(graph, id)));
  return shown
    .map((block, index) => {
      const events = block.events.flatMap((event) => shownEvent(program, event));
      return `${String(index)}: ${[...events, shownEnd(block.end, to)].join("; ")}`;
    })
    .join("\n");
}

function reachable(graph: FlowGraph): Block[] {
  const seen = new Set<BlockId>([through(graph, 0)]);
  for (const id of seen) {
    for (const next of waysOut(blockAt(graph, id).end)) seen.add(through(graph, next));
  }
  return [...seen].map((id) => blockAt(graph, id));
}

/** Where a block leads; a call that throws nowhere has one way only. */
function waysOut(end: Terminal): readonly BlockId[] {
  return end.kind === "call" && !throwsOn(end.call) ? [end.next] : successors(end);
}

function throwsOn(call: Call): boolean {
  return !call.detached && call.throws !== "never";
}

/** The block that `id` leads to without anything happening. */
function through(graph: FlowGraph, id: BlockId): BlockId {
  const seen = new Set<BlockId>();
  let at = blockAt(graph, id);
  while (at.end.kind === "jump" && !at.events.some(isShown) && !seen.has(at.id)) {
    seen.add(at.id);
    at = blockAt(graph, at.end.to);
  }
  return at.id;
}

function blockAt(graph: FlowGraph, id: BlockId): Block {
  const block = graph.blocks[id];
  if (!block) throw new Error(`there is no block ${String(id)}`);
  return block;
}

/** An assignment to a temporary is shown where it is used. */
function isShown(event: FlowEvent): boolean {
  return event.kind !== "assign" && event.kind !== "escape";
}

function shownEvent(program: Program, event: FlowEvent): string[] {
  switch (event.kind) {
    case "assign": {
      const name = program.slots[event.to]?.name ?? "";
      return name === "" ? [] : [`${name} = ${shownSource(program, event.value)}`];
    }
    case "effect":
      return [event.guaranteed ? `${event.effect} (guaranteed)` : event.effect];
    case "escape":
    case "gap":
      return [];
    case "caught":
      return ["caught"];
    case "interrupt":
    case "resume":
      return [event.kind];
    case "raise":
      return [`raise ${event.origin}`];
  }
}

function shownSource(program: Program, source: Source): string {
  if (source.kind === "constant") return JSON.stringify(source.value);
  if (source.kind === "field") return `${named(program, source.of)}.${source.name}`;
  return source.kind === "copy" ? named(program, source.from) : source.kind;
}

function named(program: Program, slot: Slot): string {
  return program.slots[slot]?.name || "_";
}

function shownEnd(end: Terminal, to: (id: BlockId) => string): string {
  switch (end.kind) {
    case "jump":
      return `-> ${to(end.to)}`;
    case "branch":
      return `${end.guard.words.yes} ? ${to(end.yes)} : ${to(end.no)}`;
    case "call":
      return `${end.call.text}() -> ${to(end.next)}${throwsOn(end.call) ? ` ! ${to(end.onThrow)}` : ""}`;
    case "take":
      return `take -> ${to(end.next)}`;
    case "release":
      return `release ${end.functions.join()} -> ${to(end.next)}`;
    case "dispatch":
      return [...end.cases].map(([value, id]) => `${String(value)} -> ${to(id)}`).join(", ");
    case "exit":
      return end.completion;
    case "never":
      return "never";
  }
}
