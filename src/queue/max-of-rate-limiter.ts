import { objectWith } from "./arguments.ts";
import { rateLimiterMethods, type RateLimiter, type Tracked } from "./rate-limiter.ts";

/** Asks all of its limiters and takes the longest delay. */
export class MaxOfRateLimiter<T> implements RateLimiter<T> {
  readonly #limiters: readonly RateLimiter<T>[];

  constructor(...limiters: RateLimiter<T>[]) {
    this.#limiters = limiters.map((limiter, i) => objectWith(limiter, `limiters[${i}]`, rateLimiterMethods));
  }

  when(item: T): number {
    let longest = 0;
    for (const limiter of this.#limiters) longest = Math.max(longest, limiter.when(item));
    return longest;
  }

  forget(item: T): void {
    for (const limiter of this.#limiters) limiter.forget(item);
  }

  numRequeues(item: T): number {
    let most = 0;
    for (const limiter of this.#limiters) most = Math.max(most, limiter.numRequeues(item));
    return most;
  }

  /** The largest count of each item. */
  tracked(): Iterable<Tracked<T>> {
    const byItem = new Map<T, Tracked<T>>();
    for (const limiter of this.#limiters) {
      for (const { item, requeues } of limiter.tracked?.() ?? []) {
        byItem.set(item, { item, requeues: Math.max(requeues, byItem.get(item)?.requeues ?? 0) });
      }
    }
    return byItem.values();
  }
}
