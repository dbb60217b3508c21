/** The slots of the ready items, in the order they are to be handed out. A call that throws has changed nothing. */
export interface ReadyList<T> {
  len(): number;
  push(slot: number): void;
  /** A ready item was added again, as `item`. */
  touch(item: T): void;
  /** The slot to hand out next, left in its place; undefined when there is none. */
  front(): number | undefined;
  /** Removes the slot `front` has just shown. */
  removeFront(): void;
  /** Takes a slot into the empty list and out again, for a worker that waits for it. */
  pass(slot: number): void;
  /** All of them; in order, as far as the list knows it. */
  slots(): Iterable<number>;
}
