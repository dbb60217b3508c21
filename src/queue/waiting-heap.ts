import { sortByDue } from "./sort-by-due.ts";

const arity = 4;
const smallestCapacity = 16;

/** Records taken out of the heap together, by deadline; column by column. */
interface DueBatch<T> {
  readonly keys: unknown[];
  readonly items: T[];
  readonly dues: number[];
  readonly sequences: number[];
}

export interface WaitingRecord<T> {
  readonly item: T;
  readonly due: number;
}

/**
 * Items waiting for a deadline, at most one record a key; the earliest comes out first, equal deadlines in the order they were set.
 * Instants are nanoseconds.
 *
 * A record is a slot: key, item and place in a 4-ary heap stand at that index of parallel arrays, so a waiting item costs one entry
 * of a map and a few numbers. The heap holds deadlines, sequence numbers and slots side by side, so that sifting reads neighbours and
 * no object; past its end `#slots` lists the free slots. Capacity doubles when full; when three quarters are free the records move
 * together and it shrinks. When many records are due at once they are sorted instead of taken off the heap one by one.
 */
export class WaitingHeap<T> {
  readonly #slotOf = new Map<unknown, number>();
  #size = 0;
  #nextSequence = 0;
  // By slot. Where an item is its own key, both are one array.
  #keys: unknown[] = [];
  #items: T[];
  #places = new Int32Array(smallestCapacity);
  // By place in the heap.
  #dues = new Float64Array(smallestCapacity);
  #sequences = new Float64Array(smallestCapacity);
  #slots = upTo(smallestCapacity);

  /** @param keyed whether keys differ from their items */
  constructor(keyed: boolean) {
    this.#items = keyed ? [] : (this.#keys as T[]);
  }

  /** The earliest deadline; undefined when nothing waits. */
  nextDue(): number | undefined {
    return this.#size === 0 ? undefined : this.#dues[0];
  }

  /** Sets a deadline. Of two for one key the earlier counts, and of two items the later. */
  put(key: unknown, item: T, due: number): void {
    const slot = this.#slotOf.get(key);
    if (slot === undefined) {
      this.#insert(key, item, due, this.#nextSequence++);
    } else {
      this.#items[slot] = item;
      const place = this.#places[slot]!;
      if (due < this.#dues[place]!) this.#siftUp(place, due, this.#nextSequence++, slot);
    }
  }

  /** Hands out `item` in place of the one that waits under `key`, if any does. */
  replace(key: unknown, item: T): void {
    const slot = this.#slotOf.get(key);
    if (slot !== undefined) this.#items[slot] = item;
  }

  /** Takes a record out; false when there was none. */
  remove(key: unknown): boolean {
    const slot = this.#slotOf.get(key);
    if (slot === undefined) return false;
    this.#removeAt(this.#places[slot]!);
    this.#shrink();
    return true;
  }

  clear(): void {
    this.#slotOf.clear();
    this.#size = 0;
    this.#shrink();
  }

  /** Takes out what is due by `now` and gives it to `accept`. When that throws, what it has not accepted waits on. */
  release(now: number, accept: (key: unknown, item: T) => void): void {
    const { keys, items, dues, sequences } = this.#takeDue(now);
    let accepted = 0;
    try {
      for (; accepted < keys.length; accepted += 1) accept(keys[accepted], items[accepted]!);
    } finally {
      for (let i = accepted; i < keys.length; i += 1)
        this.#insert(keys[i], items[i]!, dues[i]!, sequences[i]!);
    }
  }

  /** All records, by deadline. */
  records(): WaitingRecord<T>[] {
    const places = this.#sorted(upTo(this.#size));
    return Array.from(places, (place) => ({
      item: this.#items[this.#slots[place]!]!,
      due: this.#dues[place]!,
    }));
  }

  #insert(key: unknown, item: T, due: number, sequence: number): void {
    if (this.#size === this.#slots.length) this.#grow();
    const place = this.#size++;
    const slot = this.#slots[place]!;
    this.#keys[slot] = key;
    this.#items[slot] = item;
    this.#slotOf.set(key, slot);
    this.#siftUp(place, due, sequence, slot);
  }

  #takeDue(now: number): DueBatch<T> {
    const places = this.#duePlaces(now);
    const batch: DueBatch<T> = { keys: [], items: [], dues: [], sequences: [] };
    if (places.length * 8 < this.#size || places.length < arity) {
      for (let i = 0; i < places.length; i += 1) {
        this.#copyTo(batch, 0);
        this.#removeAt(0);
      }
    } else {
      for (const place of this.#sorted(Int32Array.from(places))) this.#copyTo(batch, place);
      this.#removeDue(now);
    }
    this.#shrink();
    return batch;
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

  #sorted(places: Int32Array): Int32Array {
    return sortByDue(places, this.#dues, this.#sequences);
  }

  #copyTo(batch: DueBatch<T>, place: number): void {
    const slot = this.#slots[place]!;
    batch.keys.push(this.#keys[slot]);
    batch.items.push(this.#items[slot]!);
    batch.dues.push(this.#dues[place]!);
    batch.sequences.push(this.#sequences[place]!);
  }

  /** Takes out all that is due in one pass, and makes a heap of the rest. */
  #removeDue(now: number): void {
    const freed: number[] = [];
    let kept = 0;
    for (let place = 0; place < this.#size; place += 1) {
      const slot = this.#slots[place]!;
      if (this.#dues[place]! > now) this.#setPlace(kept++, this.#dues[place]!, this.#sequences[place]!, slot);
      else freed.push(slot);
    }
    this.#slots.set(freed, kept);
    this.#size = kept;
    if (kept === 0) this.#slotOf.clear();
    else for (const slot of freed) this.#free(slot);
    for (let place = Math.floor((kept - 2) / arity); place >= 0; place -= 1) {
      this.#siftDown(place, this.#dues[place]!, this.#sequences[place]!, this.#slots[place]!);
    }
  }

  #removeAt(place: number): void {
    const slot = this.#slots[place]!;
    this.#free(slot);
    const last = --this.#size;
    const due = this.#dues[last]!;
    const sequence = this.#sequences[last]!;
    const moved = this.#slots[last]!;
    this.#slots[last] = slot;
    if (place === last) return;
    if (place > 0 && this.#isBefore(due, sequence, parentOf(place)))
      this.#siftUp(place, due, sequence, moved);
    else this.#siftDown(place, due, sequence, moved);
  }

  #free(slot: number): void {
    this.#slotOf.delete(this.#keys[slot]);
    this.#keys[slot] = undefined;
    this.#items[slot] = undefined as T;
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
    for (;;) {
      const child = this.#firstOfChildren(place);
      if (child === undefined || this.#isBefore(due, sequence, child)) break;
      this.#move(child, place);
      place = child;
    }
    this.#setPlace(place, due, sequence, slot);
  }

  #firstOfChildren(place: number): number | undefined {
    const start = place * arity + 1;
    if (start >= this.#size) return undefined;
    const end = Math.min(start + arity, this.#size);
    let first = start;
    for (let child = start + 1; child < end; child += 1) {
      if (this.#isBefore(this.#dues[child]!, this.#sequences[child]!, first)) first = child;
    }
    return first;
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const slots = upTo(capacity);
    slots.set(this.#slots);
    this.#slots = slots;
    this.#dues = copyOf(this.#dues, new Float64Array(capacity));
    this.#sequences = copyOf(this.#sequences, new Float64Array(capacity));
    this.#places = copyOf(this.#places, new Int32Array(capacity));
  }

  /** Gives memory back once three quarters of it are free: the records get the first slots, in the order of the heap. */
  #shrink(): void {
    let capacity = this.#slots.length;
    while (capacity > smallestCapacity && this.#size < capacity / 4) capacity /= 2;
    if (capacity === this.#slots.length) return;
    const used = this.#slots.subarray(0, this.#size);
    const isKeyed = this.#keys !== this.#items;
    const items = Array.from(used, (slot) => this.#items[slot]!);
    this.#keys = isKeyed ? Array.from(used, (slot) => this.#keys[slot]) : items;
    this.#items = items;
    this.#slots = upTo(capacity);
    this.#places = upTo(capacity);
    this.#dues = this.#dues.slice(0, capacity);
    this.#sequences = this.#sequences.slice(0, capacity);
    for (let slot = 0; slot < this.#size; slot += 1) this.#slotOf.set(this.#keys[slot], slot);
  }
}

function parentOf(place: number): number {
  return (place - 1) >> 2;
}

/** 0, 1, 2, ... below `end`. */
function upTo(end: number): Int32Array<ArrayBuffer> {
  return new Int32Array(end).map((_, index) => index);
}

function copyOf<A extends Float64Array | Int32Array>(source: A, target: A): A {
  target.set(source);
  return target;
}
