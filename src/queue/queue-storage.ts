/** Where ready items wait. The default is first in, first out. An implementation starts empty and keeps every item it is given. */
export interface QueueStorage<T> {
  /** A stored item was added again; the storage may move it. */
  touch(item: T): void;
  push(item: T): void;
  /** Removes and returns the item to work on next; called only while `len()` is not 0. */
  pop(): T;
  len(): number;
}

export const queueStorageMethods = [
  "touch",
  "push",
  "pop",
  "len",
] as const satisfies readonly (keyof QueueStorage<never>)[];
