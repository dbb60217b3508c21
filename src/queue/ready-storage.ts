import { optionalObject } from "./arguments.ts";
import type { Entry } from "./entry.ts";
import type { QueueStorage } from "./queue-storage.ts";
import type { ReadyList } from "./ready-list.ts";

/**
 * The ready entries in a storage of the caller's. The storage holds items, so the entries are kept beside it by key, and its answers
 * are checked against them. An item popped for a worker who then cannot have it (a metrics sink threw) is held for the next one.
 */
export class ReadyStorage<T> implements ReadyList<T> {
  readonly #storage: QueueStorage<T>;
  readonly #keyOf: (item: T) => unknown;
  readonly #stored = new Map<unknown, Entry<T>>();
  #popped: { readonly item: T } | undefined;
  #held: Entry<T> | undefined;
  /** The storage still has the one item of a `pass` that failed, as it would not give it back. */
  #hasRefused = false;

  constructor(storage: QueueStorage<T>, keyOf: (item: T) => unknown) {
    this.#storage = optionalObject(storage, "storage", ["touch", "push", "pop", "len"]);
    this.#keyOf = keyOf;
    this.#checkLength();
  }

  len(): number {
    this.#checkLength();
    return this.#stored.size;
  }

  push(entry: Entry<T>): void {
    this.#checkLength();
    this.#storage.push(entry.item);
    this.#stored.set(entry.key, entry);
  }

  touch(item: T): void {
    this.#checkLength();
    this.#storage.touch(item);
  }

  front(): Entry<T> | undefined {
    if (this.#held === undefined && this.len() > 0) this.#held = this.#pop();
    return this.#held;
  }

  entries(): Iterable<Entry<T>> {
    return this.#stored.values();
  }

  removeFront(): void {
    this.#stored.delete(this.#held!.key);
    this.#held = undefined;
    this.#popped = undefined;
  }

  pass(entry: Entry<T>): void {
    this.push(entry);
    try {
      this.front();
    } catch (error) {
      this.#hasRefused = this.#popped === undefined;
      throw error;
    } finally {
      this.#stored.delete(entry.key);
      this.#held = undefined;
      this.#popped = undefined;
    }
  }

  /** Keeps what came out of the storage until the item's entry is found, since `keyOf` may throw. */
  #pop(): Entry<T> {
    this.#popped ??= { item: this.#storage.pop() };
    const entry = this.#stored.get(this.#keyOf(this.#popped.item));
    if (entry === undefined) throw new TypeError("storage.pop() returned an item that is not stored");
    return entry;
  }

  #checkLength(): void {
    if (this.#hasRefused) this.#storage.pop();
    this.#hasRefused = false;
    const outside = this.#popped === undefined ? 0 : 1;
    const length = this.#storage.len();
    if (length !== this.#stored.size - outside) {
      throw new RangeError(`storage.len() is ${length}, but ${this.#stored.size - outside} items are stored`);
    }
  }
}
