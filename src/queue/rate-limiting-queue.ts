import { optionalObject, realNumber, someItem } from "./arguments.ts";
import { defaultControllerRateLimiter } from "./default-rate-limiters.ts";
import { DelayingQueue } from "./delaying-queue.ts";
import { QueueRetryLease, type RetryLease } from "./lease.ts";
import { LeaseIterator } from "./lease-iterator.ts";
import type { QueueOptions } from "./queue-options.ts";
import { rateLimiterMethods, type RateLimiter } from "./rate-limiter.ts";
import { snapshot, type QueueSnapshot } from "./snapshot.ts";
import type { WaitOptions } from "./work-queue.ts";

export interface RateLimitingQueueOptions<T> extends QueueOptions<T> {
  /** Default: `defaultControllerRateLimiter` with the queue's clock and `keyOf`. */
  rateLimiter?: RateLimiter<T>;
}

/** A queue that adds failed items again after a backoff. */
export class RateLimitingQueue<T> extends DelayingQueue<T> {
  readonly #rateLimiter: RateLimiter<T>;

  constructor(options: RateLimitingQueueOptions<T> = {}) {
    optionalObject(options.rateLimiter, "rateLimiter", rateLimiterMethods);
    super(options);
    this.#rateLimiter = options.rateLimiter ?? defaultControllerRateLimiter(limiterOptions(options));
  }

  /**
   * Counts a failure of `item` and adds it again after the delay the limiter gives. Every call counts, also when the item waits already
   * and after shutdown.
   */
  addRateLimited(item: T): void {
    const key = this.keyOf(item);
    this.countRetry();
    this.acceptAfter(
      key,
      item,
      realNumber(this.#rateLimiter.when(item), "the delay from rateLimiter.when()"),
    );
  }

  /** Ends the counting of failures: the item succeeded, or is given up. Neither ends its processing nor a wait. */
  forget(item: T): void {
    this.#rateLimiter.forget(someItem(item));
  }

  /** Failures of `item` since the last `forget`. */
  numRequeues(item: T): number {
    return this.#rateLimiter.numRequeues(someItem(item));
  }

  override lease(options?: WaitOptions): Promise<RetryLease<T> | undefined> {
    return super.lease(options) as Promise<RetryLease<T> | undefined>;
  }

  override [Symbol.asyncIterator](): AsyncIterator<RetryLease<T>> {
    return new LeaseIterator((options) => this.lease(options));
  }

  override [snapshot](): QueueSnapshot<T> {
    return { ...super[snapshot](), tracked: [...(this.#rateLimiter.tracked?.() ?? [])] };
  }

  protected override leaseOf(item: T): RetryLease<T> {
    return new QueueRetryLease(this, item);
  }
}

function limiterOptions<T>({ clock, keyOf }: QueueOptions<T>): Pick<QueueOptions<T>, "clock" | "keyOf"> {
  return { ...(clock && { clock }), ...(keyOf && { keyOf }) };
}
