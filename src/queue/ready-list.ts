import type { Entry } from "./entry.ts";

/** The ready entries, in the order they are to be handed out. A call that throws has changed nothing. */
export interface ReadyList<T> {
  len(): number;
  push(entry: Entry<T>): void;
  /** A ready entry was added again, as `item`. */
  touch(item: T): void;
  /** The entry to hand out next, left in its place. */
  front(): Entry<T> | undefined;
  /** Removes the entry `front` has just shown. */
  removeFront(): void;
  /** Takes an entry into the empty list and out again, for a worker that waits for it. */
  pass(entry: Entry<T>): void;
  /** All of them; in order, as far as the list knows it. */
  entries(): Iterable<Entry<T>>;
}
