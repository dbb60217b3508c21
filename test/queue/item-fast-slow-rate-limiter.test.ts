import { expect, it } from "vitest";
import { ItemFastSlowRateLimiter } from "../../src/queue/index.ts";

it("is fast for the first attempts and slow afterwards", () => {
  const limiter = new ItemFastSlowRateLimiter<string>({ fastDelay: 5, slowDelay: 1000, maxFastAttempts: 3 });
  expect(Array.from({ length: 5 }, () => limiter.when("a"))).toEqual([5, 5, 5, 1000, 1000]);
  expect(limiter.numRequeues("a")).toBe(5);
  expect([...limiter.tracked()]).toEqual([{ item: "a", requeues: 5 }]);
  limiter.forget("a");
  expect(limiter.when("a")).toBe(5);
});

it("is always slow without fast attempts", () => {
  const limiter = new ItemFastSlowRateLimiter<string>({ fastDelay: 5, slowDelay: 1000, maxFastAttempts: 0 });
  expect(limiter.when("a")).toBe(1000);
});
