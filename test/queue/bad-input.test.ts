import { describe, expect, it } from "vitest";
import {
  BucketRateLimiter,
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  ItemFastSlowRateLimiter,
  MaxOfRateLimiter,
  RateLimitingQueue,
  runWorkers,
  WithMaxWaitRateLimiter,
  WorkQueue,
} from "../../src/queue/index.ts";

/** Any value where the types want another. */
const bad = (value: unknown): never => value as never;

describe("bad arguments", () => {
  const queue = new RateLimitingQueue<string>({ clock: new FakeClock() });
  queue.add("ready");
  queue.addRateLimited("waiting");
  const before = inspect(queue);

  it.each([
    ["add", () => queue.add(bad(undefined))],
    ["addAfter", () => queue.addAfter(bad(undefined), 1)],
    ["addRateLimited", () => queue.addRateLimited(bad(undefined))],
    ["done", () => queue.done(bad(undefined))],
    ["forget", () => queue.forget(bad(undefined))],
    ["numRequeues", () => queue.numRequeues(bad(undefined))],
    ["cancelWaiting", () => queue.cancelWaiting(bad(undefined))],
  ])("%s refuses undefined as an item", (_name, call) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow("item must not be undefined");
    expect(inspect(queue)).toEqual(before);
  });

  it.each([
    [NaN, RangeError, "delay must not be NaN"],
    ["5", TypeError, "delay must be a number, not string"],
    [null, TypeError, "delay must be a number, not null"],
    [undefined, TypeError, "delay must be a number, not undefined"],
    [5n, TypeError, "delay must be a number, not bigint"],
  ])("addAfter refuses %s as a delay, after shutdown too", (delay, type, message) => {
    const call = () => queue.addAfter("waiting", bad(delay));
    expect(call).toThrow(type);
    expect(call).toThrow(message);
    expect(inspect(queue)).toEqual(before);
    const closed = new RateLimitingQueue<string>();
    closed.shutDown();
    expect(() => closed.addAfter("a", bad(delay))).toThrow(message);
  });
});

describe("bad options", () => {
  it.each<[string, () => unknown, string]>([
    ["metrics", () => new WorkQueue({ name: "q", metrics: bad({}) }), "metrics.depth must be a function"],
    ["clock", () => new WorkQueue({ clock: bad({ now: () => 0 }) }), "clock.schedule must be a function"],
    ["clock", () => new WorkQueue({ clock: bad(null) }), "clock must be an object, not null"],
    ["storage", () => new WorkQueue({ storage: bad([]) }), "storage.touch must be a function"],
    ["keyOf", () => new WorkQueue({ keyOf: bad("id") }), "keyOf must be a function, not string"],
    [
      "rateLimiter",
      () => new RateLimitingQueue({ rateLimiter: bad({}) }),
      "rateLimiter.when must be a function",
    ],
    ["limiters", () => new MaxOfRateLimiter(bad(5)), "limiters[0] must be an object, not number"],
    ["limiter", () => new WithMaxWaitRateLimiter(bad({}), 1), "limiter.when must be a function"],
    [
      "clock of a bucket",
      () => new BucketRateLimiter({ qps: 1, burst: 1, clock: bad({}) }),
      "clock.now must be a function",
    ],
  ])("%s", (_name, make, message) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });
});

describe("bad limiter options", () => {
  const exponential = (options: object) =>
    new ItemExponentialFailureRateLimiter({ baseDelay: 1, maxDelay: 1, ...options });
  const fastSlow = (options: object) =>
    new ItemFastSlowRateLimiter({ fastDelay: 1, slowDelay: 1, maxFastAttempts: 1, ...options });
  const bucket = (options: object) => new BucketRateLimiter({ qps: 1, burst: 1, ...options });

  it.each<[string, () => unknown]>([
    ["baseDelay", () => exponential({ baseDelay: NaN })],
    ["maxDelay", () => exponential({ maxDelay: NaN })],
    ["maxTracked", () => exponential({ maxTracked: 0 })],
    ["maxTracked", () => exponential({ maxTracked: 1.5 })],
    ["fastDelay", () => fastSlow({ fastDelay: NaN })],
    ["slowDelay", () => fastSlow({ slowDelay: NaN })],
    ["maxFastAttempts", () => fastSlow({ maxFastAttempts: 1.5 })],
    ["maxTracked", () => fastSlow({ maxTracked: NaN })],
    ["qps", () => bucket({ qps: -1 })],
    ["qps", () => bucket({ qps: NaN })],
    ["burst", () => bucket({ burst: -1 })],
    ["burst", () => bucket({ burst: 0.5 })],
    ["maxDelay", () => new WithMaxWaitRateLimiter(bucket({}), NaN)],
    ["start", () => new FakeClock(NaN)],
    ["start", () => new FakeClock(Infinity)],
  ])("%s out of range", (name, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(new RegExp(`^${name} must`));
  });

  it.each<[string, () => unknown]>([
    ["baseDelay", () => exponential({ baseDelay: undefined })],
    ["maxDelay", () => exponential({ maxDelay: "1" })],
    ["keyOf", () => exponential({ keyOf: 1 })],
    ["slowDelay", () => fastSlow({ slowDelay: null })],
    ["burst", () => bucket({ burst: undefined })],
    ["qps", () => bucket({ qps: {} })],
    ["start", () => new FakeClock(bad("0"))],
  ])("%s of a wrong type", (name, make) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(new RegExp(`^${name} must`));
  });
});

describe("bad worker options", () => {
  it.each<[string, object]>([
    ["concurrency must be at least 1, not 0", { concurrency: 0 }],
    ["concurrency must be a whole number, not 1.5", { concurrency: 1.5 }],
    ["concurrency must be finite, not Infinity", { concurrency: Infinity }],
    ["maxRetries must not be negative, not -1", { maxRetries: -1 }],
    ["maxRetries must not be NaN", { maxRetries: NaN }],
    ["maxRetries must be a whole number, not 0.5", { maxRetries: 0.5 }],
    ["onRetry must be a function, not number", { onRetry: 5 }],
    ["onGiveUp must be a function, not null", { onGiveUp: null }],
  ])("%s", async (message, options) => {
    const queue = new RateLimitingQueue<string>();
    queue.add("a");
    await expect(runWorkers(queue, async () => {}, options)).rejects.toThrow(message);
    expect(queue.len()).toBe(1);
  });
});
