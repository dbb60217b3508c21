import type { Slot } from "./program.ts";

/** A set of slots within a range, one bit each. */
export class SlotSet {
  readonly #first: Slot;
  readonly #words: Int32Array;

  private constructor(first: Slot, words: Int32Array) {
    this.#first = first;
    this.#words = words;
  }

  /** An empty set for the slots from `first` to `last`, none if `last` is less. */
  static within(first: Slot, last: Slot): SlotSet {
    return new SlotSet(first, new Int32Array(last < first ? 0 : ((last - first) >> 5) + 1));
  }

  has(slot: Slot): boolean {
    const bit = slot - this.#first;
    return bit >= 0 && ((this.#words[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  add(slot: Slot): void {
    const bit = slot - this.#first;
    this.#words[bit >> 5] = (this.#words[bit >> 5] ?? 0) | (1 << (bit & 31));
  }

  /** Says whether the slot was there. */
  delete(slot: Slot): boolean {
    const there = this.has(slot);
    const bit = slot - this.#first;
    if (there) this.#words[bit >> 5] = (this.#words[bit >> 5] ?? 0) ^ (1 << (bit & 31));
    return there;
  }

  clear(): void {
    this.#words.fill(0);
  }

  /** Adds what is in a set of the same range; says whether anything was new. */
  addAll(others: SlotSet): boolean {
    const words = this.#words;
    let grew = 0;
    for (let at = 0; at < words.length; at++) {
      const [mine = 0, theirs = 0] = [words[at], others.#words[at]];
      grew |= theirs & ~mine;
      words[at] = mine | theirs;
    }
    return grew !== 0;
  }

  *[Symbol.iterator](): Generator<Slot> {
    const end = this.#first + this.#words.length * 32;
    for (let slot = this.#first; slot < end; slot++) if (this.has(slot)) yield slot;
  }
}
