import type { Block, FlowEvent, LiveSlots, Slot, Source, Terminal } from "./program.ts";

interface Uses {
  tested: Slot[];
  used: Slot[];
  assigned?: Slot;
}

/** Successors of a block. */
export function successors(end: Terminal): number[] {
  switch (end.kind) {
    case "jump":
      return [end.to];
    case "branch":
      return [end.yes, end.no];
    case "call":
      return [end.next, end.onThrow];
    case "take":
    case "release":
      return [end.next];
    case "dispatch":
      return [...end.cases.values()];
    case "exit":
    case "never":
      return [];
  }
}

/**
 * Backward liveness of slots, by a worklist over the blocks. `tested` are slots whose facts can still decide a branch, here or in
 * a function that sees them; `used` also those that are only passed on. A fact about any other slot is dropped, which is
 * what keeps the number of states of a function with many independent `if`s linear.
 * Slots that other functions see are live everywhere, which the caller has to add.
 */
export function liveSlots(blocks: readonly Block[]): LiveSlots[] {
  const live = blocks.map(() => ({ tested: new Set<Slot>(), used: new Set<Slot>() }));
  const predecessors = blocks.map((): number[] => []);
  for (const block of blocks) for (const next of successors(block.end)) predecessors[next]?.push(block.id);
  const pending = new Set(blocks.map((block) => block.id).reverse());
  for (const id of pending) {
    pending.delete(id);
    const block = blocks[id];
    const before = live[id];
    if (!block || !before) continue;
    const after = { tested: new Set<Slot>(), used: new Set<Slot>() };
    for (const next of successors(block.end)) {
      for (const slot of live[next]?.tested ?? []) after.tested.add(slot);
      for (const slot of live[next]?.used ?? []) after.used.add(slot);
    }
    stepBack(after, usesOfTerminal(block.end));
    for (let i = block.events.length - 1; i >= 0; i--)
      stepBack(after, usesOfEvent(block.events[i] as FlowEvent, after));
    if (after.tested.size > before.tested.size || after.used.size > before.used.size) {
      live[id] = after;
      for (const previous of predecessors[id] ?? []) pending.add(previous);
    }
  }
  return live;
}

function stepBack(live: { tested: Set<Slot>; used: Set<Slot> }, uses: Uses): void {
  if (uses.assigned !== undefined) {
    live.tested.delete(uses.assigned);
    live.used.delete(uses.assigned);
  }
  for (const slot of uses.tested) {
    live.tested.add(slot);
    live.used.add(slot);
  }
  for (const slot of uses.used) live.used.add(slot);
}

function usesOfEvent(event: FlowEvent, after: LiveSlots): Uses {
  switch (event.kind) {
    case "assign": {
      const sources = slotsOf(event.value);
      if (after.tested.has(event.to)) return { tested: sources, used: sources, assigned: event.to };
      return { tested: [], used: after.used.has(event.to) ? sources : [], assigned: event.to };
    }
    case "effect":
      return { tested: [], used: defined(event.item, event.handleSlot) };
    case "escape":
      return { tested: [], used: [event.slot] };
    case "interrupt":
      return { tested: [], used: [], assigned: event.thrown };
    case "resume":
      return { tested: [event.thrown], used: [event.thrown] };
    case "caught":
    case "raise":
      return { tested: [], used: [] };
  }
}

function usesOfTerminal(end: Terminal): Uses {
  switch (end.kind) {
    case "branch":
      return { tested: defined(end.guard.on, end.guard.soft), used: [...(end.guard.about ?? [])] };
    case "call": {
      const args = defined(end.call.receiver, ...end.call.args);
      const inView = end.call.functions.length > 0 || end.call.functionSlot !== undefined;
      return { tested: inView ? args : [], used: [...args, ...defined(end.call.functionSlot)] };
    }
    case "take":
      return { tested: [], used: defined(end.take.handleSlot) };
    case "dispatch":
      return { tested: [end.on], used: [] };
    case "exit":
      return { tested: [...end.values], used: [] };
    case "jump":
    case "release":
    case "never":
      return { tested: [], used: [] };
  }
}

function slotsOf(source: Source): Slot[] {
  switch (source.kind) {
    case "copy":
    case "pointer":
    case "pointee":
      return [source.from];
    case "derived":
      return [...source.from];
    case "field":
      return [source.of];
    case "record":
      return [...source.fields.values()];
    case "condition":
      return defined(source.guard.on, source.guard.soft);
    default:
      return [];
  }
}

function defined(...slots: readonly (Slot | undefined)[]): Slot[] {
  return slots.filter((slot) => slot !== undefined);
}
