import { realNumber, wholeNumber } from "./arguments.ts";
import { FailureCounts } from "./failure-counts.ts";
import type { RateLimiter, Tracked, TrackingOptions } from "./rate-limiter.ts";

export interface ItemFastSlowOptions<T> extends TrackingOptions<T> {
  /** The delay after each of the first `maxFastAttempts` failures, in ms. */
  fastDelay: number;
  /** The delay after every further failure, in ms. */
  slowDelay: number;
  /** With 0 or less, every delay is the slow one. */
  maxFastAttempts: number;
}

/** A few quick tries, then slow ones, each item on its own. */
export class ItemFastSlowRateLimiter<T> implements RateLimiter<T> {
  readonly #fastDelay: number;
  readonly #slowDelay: number;
  readonly #maxFastAttempts: number;
  readonly #failures: FailureCounts<T>;

  constructor(options: ItemFastSlowOptions<T>) {
    this.#fastDelay = realNumber(options.fastDelay, "fastDelay");
    this.#slowDelay = realNumber(options.slowDelay, "slowDelay");
    this.#maxFastAttempts = wholeNumber(options.maxFastAttempts, "maxFastAttempts");
    this.#failures = new FailureCounts(options);
  }

  when(item: T): number {
    return this.#failures.increment(item) < this.#maxFastAttempts ? this.#fastDelay : this.#slowDelay;
  }

  forget(item: T): void {
    this.#failures.delete(item);
  }

  numRequeues(item: T): number {
    return this.#failures.get(item);
  }

  tracked(): Iterable<Tracked<T>> {
    return this.#failures.tracked();
  }
}
