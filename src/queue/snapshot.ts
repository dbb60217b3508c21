import type { Tracked } from "./rate-limiter.ts";

/** What a queue holds right now. */
export interface QueueSnapshot<T> {
  /** Items `get` can hand out now, without a custom storage in that order. */
  ready: T[];
  /** Items that want work: the ready ones, and those added again while in processing. */
  dirty: T[];
  /** Items handed out and not yet done. */
  processing: T[];
  /** Items waiting for their delay, by deadline; `dueIn` in ms, 0 when overdue, `Infinity` for never. */
  waiting: WaitingItem<T>[];
  /** Items the rate limiter counts failures of. */
  tracked: Tracked<T>[];
}

export interface WaitingItem<T> {
  item: T;
  dueIn: number;
}

/** The method through which `inspect` reads a queue. */
export const snapshot = Symbol("snapshot");
