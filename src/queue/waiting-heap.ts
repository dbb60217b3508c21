import { sortByDue } from "./sort-by-due.ts";

const arity = 4;
const smallestCapacity = 16;

/** Slots taken out of the heap together, by deadline. */
export interface DueBatch {
  readonly slots: Int32Array;
  readonly dues: Float64Array;
  readonly sequences: Float64Array;
}

/**
 * Slots by deadline (instants in ns), the earliest first, equal ones in the order they were set: a 4-ary heap. Deadlines, sequence numbers
 * and slots stand side by side in arrays, so that sifting reads neighbours and no object; `#places` leads back from slot to place. When much
 * of the heap is due at once it is sorted, not taken off one by one.
 */
export class WaitingHeap {
  #size = 0;
  #nextSequence = 0;
  // By place in the heap.
  #dues = new Float64Array(smallestCapacity);
  #sequences = new Float64Array(smallestCapacity);
  #slots = new Int32Array(smallestCapacity);
  // By slot.
  #places = new Int32Array(smallestCapacity);

  /** The earliest deadline; undefined when nothing waits. */
  nextDue(): number | undefined {
    return this.#size === 0 ? undefined : this.#dues[0];
  }

  insert(slot: number, due: number): void {
    this.#insert(slot, due, this.#nextSequence++);
  }

  /** Of two deadlines the earlier counts. */
  advance(slot: number, due: number): void {
    const place = this.#places[slot]!;
    if (due < this.#dues[place]!) this.#siftUp(place, due, this.#nextSequence++, slot);
  }

  remove(slot: number): void {
    this.#removeAt(this.#places[slot]!);
    this.#shrink();
  }

  /** Takes out what is due by `now`. */
  takeDue(now: number): DueBatch {
    const places = this.#duePlaces(now);
    const batch =
      places.length * 8 < this.#size || places.length < arity
        ? this.#popBatch(places.length)
        : this.#sortedBatch(Int32Array.from(places), now);
    this.#shrink();
    return batch;
  }

  /** Puts one slot of a batch back where it was. */
  restore(batch: DueBatch, index: number): void {
    this.#insert(batch.slots[index]!, batch.dues[index]!, batch.sequences[index]!);
  }

  /** All slots with their deadlines, in order; the heap stays as it is. */
  sorted(): DueBatch {
    return this.#copy(sortByDue(upTo(this.#size), this.#dues, this.#sequences));
  }

  #insert(slot: number, due: number, sequence: number): void {
    if (this.#size === this.#slots.length) this.#resize(this.#size * 2);
    if (slot >= this.#places.length)
      this.#places = resized(this.#places, Math.max(slot + 1, this.#places.length * 2));
    this.#siftUp(this.#size++, due, sequence, slot);
  }

  /** The places of what is due: with a record all those above it in the heap, so the walk stops where nothing is. */
  #duePlaces(now: number): number[] {
    const found: number[] = [];
    if (this.#size > 0 && this.#dues[0]! <= now) found.push(0);
    for (let i = 0; i < found.length; i += 1) {
      const firstChild = found[i]! * arity + 1;
      const end = Math.min(firstChild + arity, this.#size);
      for (let child = firstChild; child < end; child += 1) {
        if (this.#dues[child]! <= now) found.push(child);
      }
    }
    return found;
  }

  #popBatch(count: number): DueBatch {
    const batch = emptyBatch(count);
    for (let i = 0; i < count; i += 1) {
      batch.dues[i] = this.#dues[0]!;
      batch.sequences[i] = this.#sequences[0]!;
      batch.slots[i] = this.#slots[0]!;
      this.#removeAt(0);
    }
    return batch;
  }

  /** Takes all that is due out in one pass and makes a heap of the rest. */
  #sortedBatch(places: Int32Array, now: number): DueBatch {
    const batch = this.#copy(sortByDue(places, this.#dues, this.#sequences));
    let kept = 0;
    for (let place = 0; place < this.#size; place += 1) {
      if (this.#dues[place]! > now) this.#move(place, kept++);
    }
    this.#size = kept;
    for (let place = Math.floor((kept - 2) / arity); place >= 0; place -= 1) {
      this.#siftDown(place, this.#dues[place]!, this.#sequences[place]!, this.#slots[place]!);
    }
    return batch;
  }

  #copy(places: Int32Array): DueBatch {
    const batch = emptyBatch(places.length);
    for (let i = 0; i < places.length; i += 1) {
      const place = places[i]!;
      batch.dues[i] = this.#dues[place]!;
      batch.sequences[i] = this.#sequences[place]!;
      batch.slots[i] = this.#slots[place]!;
    }
    return batch;
  }

  #removeAt(place: number): void {
    const last = --this.#size;
    if (place === last) return;
    const due = this.#dues[last]!;
    const sequence = this.#sequences[last]!;
    const slot = this.#slots[last]!;
    if (place > 0 && this.#isBefore(due, sequence, parentOf(place))) this.#siftUp(place, due, sequence, slot);
    else this.#siftDown(place, due, sequence, slot);
  }

  #isBefore(due: number, sequence: number, place: number): boolean {
    const other = this.#dues[place]!;
    return due < other || (due === other && sequence < this.#sequences[place]!);
  }

  #setPlace(place: number, due: number, sequence: number, slot: number): void {
    this.#dues[place] = due;
    this.#sequences[place] = sequence;
    this.#slots[place] = slot;
    this.#places[slot] = place;
  }

  #move(from: number, to: number): void {
    this.#setPlace(to, this.#dues[from]!, this.#sequences[from]!, this.#slots[from]!);
  }

  #siftUp(start: number, due: number, sequence: number, slot: number): void {
    let place = start;
    while (place > 0) {
      const parent = parentOf(place);
      if (!this.#isBefore(due, sequence, parent)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#setPlace(place, due, sequence, slot);
  }

  #siftDown(start: number, due: number, sequence: number, slot: number): void {
    let place = start;
    for (let child = this.#firstChild(place); child !== undefined; child = this.#firstChild(place)) {
      if (this.#isBefore(due, sequence, child)) break;
      this.#move(child, place);
      place = child;
    }
    this.#setPlace(place, due, sequence, slot);
  }

  /** Of the children of a place the one that comes first. */
  #firstChild(place: number): number | undefined {
    const start = place * arity + 1;
    if (start >= this.#size) return undefined;
    const end = Math.min(start + arity, this.#size);
    let first = start;
    for (let child = start + 1; child < end; child += 1) {
      if (this.#isBefore(this.#dues[child]!, this.#sequences[child]!, first)) first = child;
    }
    return first;
  }

  /** Gives memory back: the heap's own once three quarters of it are empty, that by slot once nothing waits. */
  #shrink(): void {
    let capacity = this.#slots.length;
    while (capacity > smallestCapacity && this.#size < capacity / 4) capacity /= 2;
    if (capacity < this.#slots.length) this.#resize(capacity);
    if (this.#size === 0 && this.#places.length > smallestCapacity)
      this.#places = new Int32Array(smallestCapacity);
  }

  #resize(capacity: number): void {
    this.#dues = resized(this.#dues, capacity);
    this.#sequences = resized(this.#sequences, capacity);
    this.#slots = resized(this.#slots, capacity);
  }
}

function parentOf(place: number): number {
  return (place - 1) >> 2;
}

/** 0, 1, 2, ... below `end`. */
function upTo(end: number): Int32Array {
  return new Int32Array(end).map((_, index) => index);
}

function emptyBatch(length: number): DueBatch {
  return {
    slots: new Int32Array(length),
    dues: new Float64Array(length),
    sequences: new Float64Array(length),
  };
}

/** The same numbers in an array of another length. */
function resized<A extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(array: A, length: number): A {
  const copy = new (array.constructor as new (length: number) => A)(length);
  copy.set(array.length > length ? array.subarray(0, length) : array);
  return copy;
}
