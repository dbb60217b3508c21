import type { Slot } from "./program.ts";

const wordSize = 32;

/** A number for each of some slots, the `first` of which sets may do with. */
export interface SlotNumbers {
  readonly of: ReadonlyMap<Slot, number>;
  readonly first: number;
}

/** Empty sets of the slots with numbers less than `size`, in one piece of memory: an array each would be most of it. */
export function slotSets(count: number, { of }: SlotNumbers, size: number): SlotSet[] {
  const width = Math.ceil(size / wordSize);
  const words = new Int32Array(count * width);
  return Array.from({ length: count }, (_, index) => new SlotSet(of, words, index * width, width));
}

/** A set of slots that have numbers, one bit each. */
export class SlotSet {
  readonly #numbers: ReadonlyMap<Slot, number>;
  readonly #words: Int32Array;
  readonly #start: number;
  readonly #width: number;

  constructor(numbers: ReadonlyMap<Slot, number>, words: Int32Array, start: number, width: number) {
    this.#numbers = numbers;
    this.#words = words;
    this.#start = start;
    this.#width = width;
  }

  has(slot: Slot): boolean {
    const number = this.#numbers.get(slot);
    if (number === undefined || number >> 5 >= this.#width) return false;
    return ((this.#words[this.#start + (number >> 5)] ?? 0) & (1 << (number & 31))) !== 0;
  }

  /** Adds a slot that there is room for. */
  add(slot: Slot): void {
    const number = this.#numbers.get(slot) ?? 0;
    const at = this.#start + (number >> 5);
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (number & 31));
  }

  /** Says whether the slot was there. */
  delete(slot: Slot): boolean {
    const there = this.has(slot);
    const number = this.#numbers.get(slot) ?? 0;
    const at = this.#start + (number >> 5);
    if (there) this.#words[at] = (this.#words[at] ?? 0) ^ (1 << (number & 31));
    return there;
  }

  clear(): void {
    this.#words.fill(0, this.#start, this.#start + this.#width);
  }

  /** Adds what is in a set of the same numbers, as far as there is room; says whether anything was new. */
  addAll(others: SlotSet): boolean {
    const [words, start] = [this.#words, this.#start];
    const width = Math.min(this.#width, others.#width);
    let grew = 0;
    for (let at = 0; at < width; at++) {
      const mine = words[start + at] ?? 0;
      const theirs = others.#words[others.#start + at] ?? 0;
      grew |= theirs & ~mine;
      words[start + at] = mine | theirs;
    }
    return grew !== 0;
  }

  *[Symbol.iterator](): Generator<Slot> {
    for (const slot of this.#numbers.keys()) if (this.has(slot)) yield slot;
  }
}
