import type { Block, BlockId, FlowEvent, LiveSlots, Slot, Source, Terminal } from "./program.ts";
import { slotSets, type SlotNumbers, type SlotSet } from "./slot-set.ts";

/** Hears what is done with slots, from the end of a block to its start. */
interface Uses {
  tests(slot: Slot | undefined): void;
  /** What the slot stands for matters, beyond the outcome of a test. */
  uses(slot: Slot | undefined): void;
  /** Forgets a slot that is written, and says what is done with it later. */
  assigns(slot: Slot): { tested: boolean; used: boolean };
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
 * Backward liveness of slots, by a worklist over the blocks, last blocks first. `tested` are slots whose facts can still decide a
 * branch, here or in a function that sees them; `used` those that are passed on. A fact about any other slot is dropped, which is
 * what keeps the number of states of a function with many independent `if`s linear.
 * Slots that other functions see are live everywhere, which the caller has to add; what they are given matters here.
 */
export function liveSlots(blocks: readonly Block[], isSeenByOthers: (slot: Slot) => boolean): LiveSets[] {
  const needs = new Needs();
  for (const block of blocks) {
    hearBlock(block, needs);
    needs.blockIsOver();
  }
  const numbers = needs.numbers();
  const tested = slotSets(blocks.length, numbers, numbers.first);
  const used = slotSets(blocks.length, numbers, numbers.first);
  const live = blocks.map(
    (_, id) => new LiveSets(tested[id] as SlotSet, used[id] as SlotSet, isSeenByOthers),
  );
  const predecessors = blocks.map((): BlockId[] => []);
  for (const { id, end } of blocks) for (const next of successors(end)) predecessors[next]?.push(id);
  const pending = new Set(blocks.map(({ id }) => id).reverse());
  const [testedNow, usedNow] = slotSets(2, numbers, numbers.of.size);
  const now = new LiveSets(testedNow as SlotSet, usedNow as SlotSet, isSeenByOthers);
  for (const id of pending) {
    pending.delete(id);
    const block = blocks[id] as Block;
    now.clear();
    for (const next of successors(block.end)) now.join(live[next] as LiveSets);
    hearBlock(block, now);
    if (live[id]?.join(now)) for (const previous of predecessors[id] ?? []) pending.add(previous);
  }
  return live;
}

/** Numbers the slots of a function; first those that a block needs from before it, for no others live where a block begins. */
class Needs implements Uses {
  readonly #numbers = new Map<Slot, number>();
  /** By number: whether some block needs the slot, and whether this one does, as far as it was heard. */
  readonly #needed: boolean[] = [];
  readonly #neededNow: boolean[] = [];
  readonly #heard: number[] = [];

  tests(slot: Slot | undefined): void {
    if (slot === undefined) return;
    const number = this.#numberOf(slot);
    this.#neededNow[number] = true;
    this.#heard.push(number);
  }

  uses(slot: Slot | undefined): void {
    this.tests(slot);
  }

  assigns(slot: Slot): { tested: boolean; used: boolean } {
    this.#neededNow[this.#numberOf(slot)] = false;
    return { tested: true, used: true };
  }

  /** The start of a block has come. */
  blockIsOver(): void {
    for (const number of this.#heard) {
      if (this.#neededNow[number]) this.#needed[number] = true;
      this.#neededNow[number] = false;
    }
    this.#heard.length = 0;
  }

  numbers(): SlotNumbers {
    const slots = [...this.#numbers.keys()];
    const isNeeded = (_: Slot, number: number): boolean => this.#needed[number] ?? false;
    const first = slots.filter(isNeeded);
    const rest = slots.filter((slot, number) => !isNeeded(slot, number));
    return { of: new Map([...first, ...rest].map((slot, number) => [slot, number])), first: first.length };
  }

  #numberOf(slot: Slot): number {
    let number = this.#numbers.get(slot);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(slot, number);
      this.#needed.push(false);
      this.#neededNow.push(false);
    }
    return number;
  }
}

class LiveSets implements Uses, LiveSlots {
  readonly tested: SlotSet;
  readonly used: SlotSet;

  readonly #isSeenByOthers: (slot: Slot) => boolean;

  constructor(tested: SlotSet, used: SlotSet, isSeenByOthers: (slot: Slot) => boolean) {
    this.tested = tested;
    this.used = used;
    this.#isSeenByOthers = isSeenByOthers;
  }

  tests(slot: Slot | undefined): void {
    if (slot !== undefined) this.tested.add(slot);
  }

  uses(slot: Slot | undefined): void {
    if (slot !== undefined) this.used.add(slot);
  }

  assigns(slot: Slot): { tested: boolean; used: boolean } {
    const [tested, used] = [this.tested.delete(slot), this.used.delete(slot)];
    const isSeen = this.#isSeenByOthers(slot);
    return { tested: tested || isSeen, used: used || isSeen };
  }

  clear(): void {
    this.tested.clear();
    this.used.clear();
  }

  /** Adds the slots of others; says whether any was new. */
  join(others: LiveSets): boolean {
    const tested = this.tested.addAll(others.tested);
    return this.used.addAll(others.used) || tested;
  }
}

function hearBlock({ events, end }: Block, uses: Uses): void {
  hearEnd(end, uses);
  for (let at = events.length - 1; at >= 0; at--) hearEvent(events[at] as FlowEvent, uses);
}

function hearEnd(end: Terminal, uses: Uses): void {
  switch (end.kind) {
    case "branch":
      uses.tests(end.guard.on);
      uses.tests(end.guard.soft);
      for (const slot of end.guard.about ?? []) uses.uses(slot);
      return;
    case "call": {
      const { receiver, args, functions, functionSlot } = end.call;
      const inView = functions.length > 0 || functionSlot !== undefined;
      for (const slot of [receiver, ...args]) {
        uses.uses(slot);
        if (inView) uses.tests(slot);
      }
      return uses.uses(functionSlot);
    }
    case "take":
      return uses.uses(end.take.handleSlot);
    case "dispatch":
      return uses.tests(end.on);
    case "exit":
      for (const slot of end.values) {
        uses.tests(slot);
        uses.uses(slot);
      }
      return;
    case "jump":
    case "release":
    case "never":
      return;
  }
}

function hearEvent(event: FlowEvent, uses: Uses): void {
  switch (event.kind) {
    case "assign": {
      const { tested, used } = uses.assigns(event.to);
      if (tested || used) hearSource(event.value, uses, tested, used);
      return;
    }
    case "effect":
      uses.uses(event.item);
      return uses.uses(event.handleSlot);
    case "escape":
      return uses.uses(event.slot);
    case "interrupt":
      uses.assigns(event.thrown);
      return;
    case "resume":
      return uses.tests(event.thrown);
    case "caught":
    case "raise":
    case "gap":
      return;
  }
}

/** What a value that is tested or used later is made of. */
function hearSource(source: Source, uses: Uses, tested: boolean, used: boolean): void {
  switch (source.kind) {
    case "copy":
    case "pointer":
    case "givenPointer":
    case "pointee":
    case "allocated":
      if (tested) uses.tests(source.from);
      if (used) uses.uses(source.from);
      return;
    case "derived":
      for (const slot of source.from) uses.uses(slot);
      return;
    case "named":
      for (const slot of [...source.from, source.otherwise]) uses.uses(slot);
      if (tested) uses.tests(source.otherwise);
      return;
    case "form":
      uses.uses(source.value);
      return;
    case "field":
      uses.uses(source.of);
      return;
    case "record":
      for (const slot of source.fields.values()) {
        uses.uses(slot);
        uses.tests(slot);
      }
      return;
    case "condition":
      uses.tests(source.guard.on);
      uses.tests(source.guard.soft);
      return;
    case "handle":
      uses.uses(source.parameter);
      return;
    case "unknown":
    case "constant":
    case "object":
    case "function":
      return;
  }
}
