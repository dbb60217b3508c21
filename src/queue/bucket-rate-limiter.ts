import { nonNegative, objectWith, wholeNumber } from "./arguments.ts";
import { clockMethods, type Clock } from "./clock.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { systemClock } from "./system-clock.ts";

export interface BucketOptions {
  /** Tokens that come back each second; `Infinity` means no limit. */
  qps: number;
  /** Tokens the bucket holds, and starts with. */
  burst: number;
  clock?: Clock;
}

const nanosecondsPerSecond = 1e9;
/** Go's longest duration, about 292 years: from there on a delay means "never". */
const longestDuration = 2 ** 63;

/**
 * A token bucket over all items together, with the arithmetic of `golang.org/x/time/rate`: every call takes one token, on credit
 * when there is none, and waits until the debt is paid back at `qps`. A token once taken is never given back.
 */
export class BucketRateLimiter<T> implements RateLimiter<T> {
  readonly #qps: number;
  readonly #burst: number;
  readonly #clock: Clock;
  #tokens: number;
  #last: number;

  constructor({ qps, burst, clock = systemClock }: BucketOptions) {
    this.#qps = nonNegative(qps, "qps");
    this.#burst = nonNegative(wholeNumber(burst, "burst"), "burst");
    this.#clock = objectWith(clock, "clock", clockMethods);
    this.#tokens = burst;
    this.#last = toNanoseconds(clock.now());
  }

  when(_item: T): number {
    if (this.#qps === Infinity) return 0;
    if (this.#burst === 0) return Infinity;
    this.#refill();
    this.#tokens -= 1;
    return this.#tokens < 0 ? this.#timeToRepay(-this.#tokens) : 0;
  }

  forget(_item: T): void {}

  numRequeues(_item: T): number {
    return 0;
  }

  #refill(): void {
    const now = toNanoseconds(this.#clock.now());
    const elapsed = Math.max(now - this.#last, 0);
    // Seconds and the rest apart, as Go computes them, so that the rounding is the same to the nanosecond.
    const seconds =
      Math.floor(elapsed / nanosecondsPerSecond) + (elapsed % nanosecondsPerSecond) / nanosecondsPerSecond;
    this.#tokens = Math.min(this.#tokens + seconds * this.#qps, this.#burst);
    this.#last = now;
  }

  #timeToRepay(debt: number): number {
    const duration = Math.trunc((debt / this.#qps) * nanosecondsPerSecond);
    return duration < longestDuration ? toMilliseconds(duration) : Infinity;
  }
}
