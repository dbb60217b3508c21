import { describe, expect, it } from "vitest";
import {
  defaultControllerRateLimiter,
  defaultItemBasedRateLimiter,
  FakeClock,
  ItemExponentialFailureRateLimiter,
  ItemFastSlowRateLimiter,
  MaxOfRateLimiter,
  WithMaxWaitRateLimiter,
  type RateLimiter,
} from "../../src/queue/index.ts";

const constant = (delay: number): RateLimiter<string> => ({
  when: () => delay,
  forget: () => {},
  numRequeues: () => 0,
});

describe("MaxOfRateLimiter", () => {
  it("asks all and takes the longest delay and the largest count", () => {
    const fastSlow = new ItemFastSlowRateLimiter<string>({
      fastDelay: 5,
      slowDelay: 3000,
      maxFastAttempts: 2,
    });
    const exponential = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 4, maxDelay: 100 });
    const limiter = new MaxOfRateLimiter(fastSlow, exponential);
    expect([1, 2, 3].map(() => limiter.when("a"))).toEqual([5, 8, 3000]);
    exponential.when("a");
    expect(limiter.numRequeues("a")).toBe(4);
    fastSlow.when("b");
    expect([...limiter.tracked()]).toEqual([
      { item: "a", requeues: 4 },
      { item: "b", requeues: 1 },
    ]);
    limiter.forget("a");
    expect(limiter.numRequeues("a")).toBe(0);
    expect([...limiter.tracked()]).toEqual([{ item: "b", requeues: 1 }]);
  });

  it("gives no delay below 0, also without limiters", () => {
    expect(new MaxOfRateLimiter<string>().when("a")).toBe(0);
    expect(new MaxOfRateLimiter(constant(-5)).when("a")).toBe(0);
    expect([...new MaxOfRateLimiter(constant(1)).tracked()]).toEqual([]);
  });
});

describe("WithMaxWaitRateLimiter", () => {
  it("caps the delay and leaves the rest to the limiter beneath", () => {
    const inner = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 4, maxDelay: 100 });
    const limiter = new WithMaxWaitRateLimiter(inner, 10);
    expect([1, 2, 3].map(() => limiter.when("a"))).toEqual([4, 8, 10]);
    expect(limiter.numRequeues("a")).toBe(3);
    expect([...limiter.tracked()]).toEqual([{ item: "a", requeues: 3 }]);
    limiter.forget("a");
    expect(inner.numRequeues("a")).toBe(0);
    expect([...new WithMaxWaitRateLimiter(constant(1), 1).tracked()]).toEqual([]);
  });
});

describe("the defaults", () => {
  it("for controllers back off from 5 ms and let 10 a second pass after the first 100", () => {
    const clock = new FakeClock();
    const limiter = defaultControllerRateLimiter<string>({ clock });
    expect([1, 2, 3].map(() => limiter.when("a"))).toEqual([5, 10, 20]);
    for (let i = 3; i < 100; i += 1) limiter.when(`item ${i}`);
    expect(limiter.when("b")).toBe(100);
    expect(limiter.when("c")).toBe(200);
    for (let i = 3; i < 30; i += 1) limiter.when("a");
    clock.step(1_000_000_000);
    expect(limiter.when("a")).toBe(1_000_000);
  });

  it("for items back off from 1 ms", () => {
    const limiter = defaultItemBasedRateLimiter<{ id: string }>({ keyOf: (item) => item.id });
    expect([1, 2, 3].map(() => limiter.when({ id: "a" }))).toEqual([1, 2, 4]);
    for (let i = 3; i < 30; i += 1) limiter.when({ id: "a" });
    expect(limiter.when({ id: "a" })).toBe(1_000_000);
  });
});
