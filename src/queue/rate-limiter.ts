/** Decides how long an item waits before it is tried again. */
export interface RateLimiter<T> {
  /** Counts one failure of `item` and returns how long it must wait, in ms. */
  when(item: T): number;
  /** Ends the counting of `item`: it succeeded, or is given up. */
  forget(item: T): void;
  /** Failures of `item` since the last `forget`. */
  numRequeues(item: T): number;
  /** What it tracks now, for `inspect`; a limiter without it shows as tracking nothing. */
  tracked?(): Iterable<Tracked<T>>;
}

export const rateLimiterMethods = [
  "when",
  "forget",
  "numRequeues",
] as const satisfies readonly (keyof RateLimiter<never>)[];

/** One item a limiter counts failures of. */
export interface Tracked<T> {
  item: T;
  requeues: number;
}

/** Options of the limiters that remember items. */
export interface TrackingOptions<T> {
  /** Items with the same key are counted together; give the limiter the `keyOf` of its queue. */
  keyOf?: (item: T) => unknown;
  /** How many items are remembered at most: past that, the one that failed least recently is dropped. Default: no bound. */
  maxTracked?: number;
}
