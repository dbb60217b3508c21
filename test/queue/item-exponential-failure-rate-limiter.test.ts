import { expect, it } from "vitest";
import { ItemExponentialFailureRateLimiter } from "../../src/queue/index.ts";

const times = (count: number, call: () => number): number[] => Array.from({ length: count }, call);

it("doubles from 5 ms up to the cap, which the 19th call reaches", () => {
  const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 5, maxDelay: 1_000_000 });
  expect(times(20, () => limiter.when("a"))).toEqual([
    5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 81_920, 163_840, 327_680,
    655_360, 1_000_000, 1_000_000,
  ]);
});

it("stays at the cap after thousands of failures", () => {
  const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 3_600_000_000 });
  times(5000, () => limiter.when("a"));
  expect(limiter.when("a")).toBe(3_600_000_000);
  expect(limiter.numRequeues("a")).toBe(5001);
});

it("gives the cap where the product is no number, and never less than 0", () => {
  const zero = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 0, maxDelay: 10 });
  expect(times(1026, () => zero.when("a")).slice(-3)).toEqual([0, 10, 10]);
  const negative = new ItemExponentialFailureRateLimiter<string>({ baseDelay: -5, maxDelay: 10 });
  expect(negative.when("a")).toBe(0);
});

it("waits for ever once it passes every number, without a cap", () => {
  const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: Infinity });
  expect(times(1100, () => limiter.when("a")).at(-1)).toBe(Infinity);
});

it("keeps to whole nanoseconds", () => {
  const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 0.1 + 0.2, maxDelay: 10 });
  expect(limiter.when("a")).toBe(0.3);
});

it("counts each item on its own, by key, until it is forgotten", () => {
  const limiter = new ItemExponentialFailureRateLimiter<{ id: number }>({
    baseDelay: 1,
    maxDelay: 100,
    keyOf: (item) => item.id,
  });
  limiter.when({ id: 1 });
  const last = { id: 1 };
  limiter.when(last);
  limiter.when({ id: 2 });
  expect(limiter.numRequeues({ id: 1 })).toBe(2);
  expect([...limiter.tracked()]).toEqual([
    { item: last, requeues: 2 },
    { item: { id: 2 }, requeues: 1 },
  ]);
  expect([...limiter.tracked()][0]!.item).toBe(last);
  limiter.forget({ id: 1 });
  expect(limiter.numRequeues({ id: 1 })).toBe(0);
  expect(limiter.when({ id: 1 })).toBe(1);
});
