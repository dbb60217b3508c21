import { BucketRateLimiter } from "./bucket-rate-limiter.ts";
import type { Clock } from "./clock.ts";
import { ItemExponentialFailureRateLimiter } from "./item-exponential-failure-rate-limiter.ts";
import { MaxOfRateLimiter } from "./max-of-rate-limiter.ts";
import type { RateLimiter, TrackingOptions } from "./rate-limiter.ts";

/** Exponential from 5 ms to 1000 s for each item, and 10 a second (burst 100) for all together. */
export function defaultControllerRateLimiter<T>(
  options: TrackingOptions<T> & { clock?: Clock } = {},
): RateLimiter<T> {
  return new MaxOfRateLimiter(
    new ItemExponentialFailureRateLimiter<T>({ ...options, baseDelay: 5, maxDelay: 1_000_000 }),
    new BucketRateLimiter<T>({ ...options, qps: 10, burst: 100 }),
  );
}

/** Exponential from 1 ms to 1000 s for each item. */
export function defaultItemBasedRateLimiter<T>(options: TrackingOptions<T> = {}): RateLimiter<T> {
  return new ItemExponentialFailureRateLimiter({ ...options, baseDelay: 1, maxDelay: 1_000_000 });
}
