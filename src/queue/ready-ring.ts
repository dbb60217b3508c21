import type { Entry } from "./entry.ts";
import type { ReadyList } from "./ready-list.ts";

const smallestCapacity = 16;

/** First in, first out: a ring buffer whose capacity, a power of two, follows the number of entries up and down. */
export class ReadyRing<T> implements ReadyList<T> {
  #slots: (Entry<T> | undefined)[] = new Array(smallestCapacity).fill(undefined);
  #head = 0;
  #length = 0;

  len(): number {
    return this.#length;
  }

  push(entry: Entry<T>): void {
    if (this.#length === this.#slots.length) this.#resize(this.#slots.length * 2);
    this.#slots[(this.#head + this.#length) & (this.#slots.length - 1)] = entry;
    this.#length += 1;
  }

  touch(): void {}

  front(): Entry<T> | undefined {
    return this.#slots[this.#head];
  }

  removeFront(): void {
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
    this.#length -= 1;
    if (this.#length < this.#slots.length / 4 && this.#slots.length > smallestCapacity) {
      this.#resize(this.#slots.length / 2);
    }
  }

  pass(): void {}

  *entries(): Iterable<Entry<T>> {
    for (let i = 0; i < this.#length; i += 1) yield this.#at(i);
  }

  #at(index: number): Entry<T> {
    return this.#slots[(this.#head + index) & (this.#slots.length - 1)]!;
  }

  #resize(capacity: number): void {
    const slots: (Entry<T> | undefined)[] = new Array(capacity).fill(undefined);
    for (let i = 0; i < this.#length; i += 1) slots[i] = this.#at(i);
    this.#slots = slots;
    this.#head = 0;
  }
}
