import { realNumber } from "./arguments.ts";
import { FailureCounts } from "./failure-counts.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";
import type { RateLimiter, Tracked, TrackingOptions } from "./rate-limiter.ts";

export interface ItemExponentialFailureOptions<T> extends TrackingOptions<T> {
  /** The delay after the first failure, in ms. */
  baseDelay: number;
  /** The longest delay, in ms. */
  maxDelay: number;
}

/** `baseDelay * 2^failures`, at most `maxDelay`, each item on its own. */
export class ItemExponentialFailureRateLimiter<T> implements RateLimiter<T> {
  readonly #base: number;
  readonly #max: number;
  readonly #failures: FailureCounts<T>;

  constructor(options: ItemExponentialFailureOptions<T>) {
    this.#base = toNanoseconds(realNumber(options.baseDelay, "baseDelay"));
    this.#max = toNanoseconds(realNumber(options.maxDelay, "maxDelay"));
    this.#failures = new FailureCounts(options);
  }

  when(item: T): number {
    const delay = this.#base * 2 ** this.#failures.increment(item);
    // Written so that a product that is no number (0 * 2^1024) counts as too large, too.
    const bounded = delay <= this.#max ? delay : this.#max;
    return bounded > 0 ? toMilliseconds(bounded) : 0;
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
