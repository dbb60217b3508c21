import { atLeastOne, optionalFunction } from "./arguments.ts";
import type { Tracked, TrackingOptions } from "./rate-limiter.ts";

/**
 * The failures of each item since it was last forgotten: one entry of a `Map` an item, and nothing else unless asked for.
 *
 * With a bound, a failing item moves to the end of the map, so the first entry is the one that failed least recently. A fresh
 * iterator would have to skip the holes that removed entries leave at the front, which makes eviction linear. One iterator is kept
 * instead: everything before it is gone (removed, or moved behind it), so its next entry is always the first.
 */
export class FailureCounts<T> {
  readonly #keyOf: ((item: T) => unknown) | undefined;
  readonly #maxTracked: number;
  readonly #counts = new Map<unknown, number>();
  /** The object each key was last seen with; without `keyOf` that is the key itself. */
  readonly #items: Map<unknown, T> | undefined;
  #oldest: Iterator<unknown> | undefined;

  constructor({ keyOf, maxTracked = Infinity }: TrackingOptions<T>) {
    this.#keyOf = optionalFunction(keyOf, "keyOf");
    this.#maxTracked = atLeastOne(maxTracked, "maxTracked");
    this.#items = keyOf && new Map();
  }

  get(item: T): number {
    return this.#counts.get(this.#key(item)) ?? 0;
  }

  /** Counts one failure and returns how many there were before it. */
  increment(item: T): number {
    const key = this.#key(item);
    const before = this.#counts.get(key) ?? 0;
    if (this.#maxTracked !== Infinity) this.#counts.delete(key);
    this.#counts.set(key, before + 1);
    this.#items?.set(key, item);
    if (this.#counts.size > this.#maxTracked) this.#dropOldest();
    return before;
  }

  delete(item: T): void {
    this.#remove(this.#key(item));
  }

  *tracked(): Iterable<Tracked<T>> {
    for (const [key, requeues] of this.#counts) {
      yield { item: this.#items === undefined ? (key as T) : this.#items.get(key)!, requeues };
    }
  }

  #key(item: T): unknown {
    return this.#keyOf === undefined ? item : this.#keyOf(item);
  }

  #remove(key: unknown): void {
    this.#counts.delete(key);
    this.#items?.delete(key);
  }

  #dropOldest(): void {
    this.#oldest ??= this.#counts.keys();
    this.#remove(this.#oldest.next().value);
  }
}
