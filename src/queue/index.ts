export { BucketRateLimiter, type BucketOptions } from "./bucket-rate-limiter.ts";
export type { Clock, ScheduledCall } from "./clock.ts";
export { defaultControllerRateLimiter, defaultItemBasedRateLimiter } from "./default-rate-limiters.ts";
export { DelayingQueue } from "./delaying-queue.ts";
export { FakeClock } from "./fake-clock.ts";
export { inspect } from "./inspect.ts";
export {
  ItemExponentialFailureRateLimiter,
  type ItemExponentialFailureOptions,
} from "./item-exponential-failure-rate-limiter.ts";
export { ItemFastSlowRateLimiter, type ItemFastSlowOptions } from "./item-fast-slow-rate-limiter.ts";
export type { Lease, RetryLease } from "./lease.ts";
export { MaxOfRateLimiter } from "./max-of-rate-limiter.ts";
export type { MetricsProvider } from "./metrics-provider.ts";
export type { QueueOptions } from "./queue-options.ts";
export type { QueueStorage } from "./queue-storage.ts";
export type { RateLimiter, Tracked, TrackingOptions } from "./rate-limiter.ts";
export { RateLimitingQueue, type RateLimitingQueueOptions } from "./rate-limiting-queue.ts";
export { runWorkers, type Handler, type WorkerOptions } from "./run-workers.ts";
export type { QueueSnapshot, WaitingItem } from "./snapshot.ts";
export { systemClock } from "./system-clock.ts";
export { WithMaxWaitRateLimiter } from "./with-max-wait-rate-limiter.ts";
export { WorkQueue, type Taken, type WaitOptions } from "./work-queue.ts";
