import { describe, expect, it, vi } from "vitest";
import { BucketRateLimiter, FakeClock } from "../../src/queue/index.ts";

describe("a bucket of 2 with 10 a second", () => {
  it("lets the burst pass and then makes everybody wait longer", () => {
    const limiter = new BucketRateLimiter<string>({ qps: 10, burst: 2, clock: new FakeClock() });
    expect(["a", "b", "c", "d"].map((item) => limiter.when(item))).toEqual([0, 0, 100, 200]);
  });

  it("refills with time, up to the burst, and gives nothing back on forget", () => {
    const clock = new FakeClock(7);
    const limiter = new BucketRateLimiter<string>({ qps: 10, burst: 2, clock });
    for (let i = 0; i < 3; i += 1) limiter.when("a");
    limiter.forget("a");
    clock.step(100);
    expect(limiter.when("a")).toBe(100);
    clock.step(1_000_000);
    expect([1, 2, 3].map(() => limiter.when("a"))).toEqual([0, 0, 100]);
    expect(limiter.numRequeues("a")).toBe(0);
  });
});

it("refills nothing when time runs backwards", () => {
  let now = 1000;
  const clock = { now: () => now, schedule: vi.fn() };
  const limiter = new BucketRateLimiter<string>({ qps: 1, burst: 1, clock });
  limiter.when("a");
  now = 0;
  expect(limiter.when("a")).toBe(1000);
  now = 500;
  expect(limiter.when("a")).toBe(1500);
});

it("never lets anything pass without tokens, and everything without a limit", () => {
  const clock = new FakeClock();
  expect(new BucketRateLimiter<string>({ qps: 10, burst: 0, clock }).when("a")).toBe(Infinity);
  expect(new BucketRateLimiter<string>({ qps: Infinity, burst: 0, clock }).when("a")).toBe(0);
  const empty = new BucketRateLimiter<string>({ qps: 0, burst: 1, clock });
  expect([empty.when("a"), empty.when("a")]).toEqual([0, Infinity]);
});

it("says never where Go's durations end, at 2^63 ns", () => {
  const clock = new FakeClock();
  const limiter = (years: number) => {
    const bucket = new BucketRateLimiter<string>({ qps: 1 / (years * 31_557_600), burst: 1, clock });
    bucket.when("a");
    return bucket.when("a");
  };
  expect(limiter(292)).toBeCloseTo(292 * 31_557_600_000, -3);
  expect(limiter(293)).toBe(Infinity);
});

it("runs on the system clock by default", () => {
  const limiter = new BucketRateLimiter<string>({ qps: 0.001, burst: 1 });
  limiter.when("a");
  const delay = limiter.when("a");
  expect(delay).toBeGreaterThan(990_000);
  expect(delay).toBeLessThanOrEqual(1_000_000);
});
