import type { ItemTable } from "./item-table.ts";
import type { QueueStorage } from "./queue-storage.ts";
import type { ReadyList } from "./ready-list.ts";

/**
 * The ready items in a storage of the caller's. Which slots it was given is kept beside it, and its answers are checked against that. An
 * item popped for a worker who then cannot have it (a metrics sink threw) is held for the next one.
 */
export class ReadyStorage<T> implements ReadyList<T> {
  readonly #storage: QueueStorage<T>;
  readonly #keyOf: (item: T) => unknown;
  readonly #table: ItemTable<T>;
  readonly #stored = new Set<number>();
  #popped: { readonly item: T } | undefined;
  #held: number | undefined;
  /** The storage still has the one item of a `pass` that failed, as it would not give it back. */
  #hasRefused = false;

  constructor(storage: QueueStorage<T>, keyOf: (item: T) => unknown, table: ItemTable<T>) {
    this.#storage = storage;
    this.#keyOf = keyOf;
    this.#table = table;
    this.#checkLength();
  }

  len(): number {
    this.#checkLength();
    return this.#stored.size;
  }

  push(slot: number): void {
    this.#checkLength();
    this.#storage.push(this.#table.pendingItem(slot));
    this.#stored.add(slot);
  }

  touch(item: T): void {
    this.#checkLength();
    this.#storage.touch(item);
  }

  front(): number | undefined {
    if (this.#held === undefined && this.len() > 0) this.#held = this.#pop();
    return this.#held;
  }

  removeFront(): void {
    if (this.#held !== undefined) this.#drop(this.#held);
  }

  pass(slot: number): void {
    this.push(slot);
    try {
      this.front();
    } catch (error) {
      this.#hasRefused = this.#popped === undefined;
      throw error;
    } finally {
      this.#drop(slot);
    }
  }

  slots(): Iterable<number> {
    return this.#stored;
  }

  /** Keeps what came out of the storage until the item's slot is found, since `keyOf` may throw. */
  #pop(): number {
    this.#popped ??= { item: this.#storage.pop() };
    const slot = this.#table.find(this.#keyOf(this.#popped.item));
    if (slot === undefined || !this.#stored.has(slot)) {
      throw new TypeError("storage.pop() returned an item that is not stored");
    }
    return slot;
  }

  #drop(slot: number): void {
    this.#stored.delete(slot);
    this.#held = undefined;
    this.#popped = undefined;
  }

  #checkLength(): void {
    if (this.#hasRefused) this.#storage.pop();
    this.#hasRefused = false;
    const expected = this.#stored.size - (this.#popped === undefined ? 0 : 1);
    const length = this.#storage.len();
    if (length !== expected)
      throw new RangeError(`storage.len() is ${length}, but ${expected} items are stored`);
  }
}
