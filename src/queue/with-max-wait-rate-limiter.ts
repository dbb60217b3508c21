import { objectWith, realNumber } from "./arguments.ts";
import { rateLimiterMethods, type RateLimiter, type Tracked } from "./rate-limiter.ts";

/** Caps the delays of another limiter, which goes on counting beneath. */
export class WithMaxWaitRateLimiter<T> implements RateLimiter<T> {
  readonly #limiter: RateLimiter<T>;
  readonly #maxDelay: number;

  /** @param maxDelay the longest delay, in ms */
  constructor(limiter: RateLimiter<T>, maxDelay: number) {
    this.#limiter = objectWith(limiter, "limiter", rateLimiterMethods);
    this.#maxDelay = realNumber(maxDelay, "maxDelay");
  }

  when(item: T): number {
    return Math.min(this.#limiter.when(item), this.#maxDelay);
  }

  forget(item: T): void {
    this.#limiter.forget(item);
  }

  numRequeues(item: T): number {
    return this.#limiter.numRequeues(item);
  }

  tracked(): Iterable<Tracked<T>> {
    return this.#limiter.tracked?.() ?? [];
  }
}
