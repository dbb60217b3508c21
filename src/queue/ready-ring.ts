import type { ReadyList } from "./ready-list.ts";

const smallestCapacity = 16;

/** First in, first out: a ring buffer whose capacity, a power of two, follows the number of slots up and down. */
export class ReadyRing<T> implements ReadyList<T> {
  #ring = new Int32Array(smallestCapacity);
  #head = 0;
  #length = 0;

  len(): number {
    return this.#length;
  }

  push(slot: number): void {
    if (this.#length === this.#ring.length) this.#resize(this.#ring.length * 2);
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = slot;
    this.#length += 1;
  }

  touch(_item: T): void {}

  front(): number | undefined {
    return this.#length === 0 ? undefined : this.#ring[this.#head];
  }

  removeFront(): void {
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#length -= 1;
    if (this.#length < this.#ring.length / 4 && this.#ring.length > smallestCapacity) {
      this.#resize(this.#ring.length / 2);
    }
  }

  pass(_slot: number): void {}

  *slots(): Iterable<number> {
    for (let i = 0; i < this.#length; i += 1) yield this.#at(i);
  }

  #at(index: number): number {
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)]!;
  }

  #resize(capacity: number): void {
    const ring = new Int32Array(capacity);
    for (let i = 0; i < this.#length; i += 1) ring[i] = this.#at(i);
    this.#ring = ring;
    this.#head = 0;
  }
}
