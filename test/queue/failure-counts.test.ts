import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ItemFastSlowRateLimiter } from "../../src/queue/index.ts";

function bounded(maxTracked: number, keyOf?: (item: string) => unknown): ItemFastSlowRateLimiter<string> {
  const options = { fastDelay: 1, slowDelay: 2, maxFastAttempts: 1, maxTracked };
  return new ItemFastSlowRateLimiter({ ...options, ...(keyOf && { keyOf }) });
}

describe("maxTracked", () => {
  it("drops the item that failed least recently", () => {
    const limiter = bounded(2);
    for (const item of ["a", "b", "a", "c"]) limiter.when(item);
    expect([...limiter.tracked()]).toEqual([
      { item: "a", requeues: 2 },
      { item: "c", requeues: 1 },
    ]);
    expect(limiter.numRequeues("b")).toBe(0);
  });

  it("goes by key", () => {
    const limiter = bounded(2, (item) => item.toLowerCase());
    for (const item of ["a", "b", "A", "c"]) limiter.when(item);
    expect([...limiter.tracked()]).toEqual([
      { item: "A", requeues: 2 },
      { item: "c", requeues: 1 },
    ]);
  });

  it("keeps the last ones of any sequence of failures and forgets", () => {
    const call = fc.record({ item: fc.constantFrom(..."abcdefgh"), forgets: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (calls, maxTracked) => {
        const limiter = bounded(maxTracked);
        let expected: { item: string; requeues: number }[] = [];
        for (const { item, forgets } of calls) {
          const requeues = expected.find((other) => other.item === item)?.requeues ?? 0;
          expected = expected.filter((other) => other.item !== item);
          if (forgets) limiter.forget(item);
          else {
            limiter.when(item);
            expected = [...expected, { item, requeues: requeues + 1 }].slice(-maxTracked);
          }
        }
        expect([...limiter.tracked()]).toEqual(expected);
      }),
    );
  });

  it("evicts in constant time", () => {
    const timeOf = (maxTracked: number): number => {
      const limiter = bounded(maxTracked);
      for (let i = 0; i < maxTracked; i += 1) limiter.when(`${i}`);
      const start = performance.now();
      for (let i = 0; i < 50_000; i += 1) limiter.when(`${maxTracked + i}`);
      return performance.now() - start;
    };
    timeOf(1000);
    // A scan for the oldest would make the second 100 times as slow.
    expect(timeOf(100_000)).toBeLessThan(20 * timeOf(1000) + 50);
  });
});
