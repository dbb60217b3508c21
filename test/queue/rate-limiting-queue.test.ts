import { describe, expect, it, vi } from "vitest";
import {
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
  type RateLimiter,
} from "../../src/queue/index.ts";

describe("RateLimitingQueue", () => {
  it("backs off further with each call, and starts over after forget", () => {
    const clock = new FakeClock();
    const rateLimiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 1000 });
    const queue = new RateLimitingQueue<string>({ clock, rateLimiter });
    queue.addRateLimited("a");
    clock.step(1);
    expect(queue.tryGet()!.item).toBe("a");
    queue.addRateLimited("a");
    queue.done("a");
    expect(inspect(queue).waiting).toEqual([{ item: "a", dueIn: 2 }]);
    expect(queue.numRequeues("a")).toBe(2);
    expect(inspect(queue).tracked).toEqual([{ item: "a", requeues: 2 }]);
    queue.forget("a");
    expect(queue.numRequeues("a")).toBe(0);
    expect(inspect(queue).waiting).toHaveLength(1);
    queue.cancelWaiting("a");
    queue.addRateLimited("a");
    expect(inspect(queue).waiting).toEqual([{ item: "a", dueIn: 1 }]);
  });

  it("counts every call, but keeps the earlier deadline", () => {
    const queue = new RateLimitingQueue<string>({ clock: new FakeClock() });
    for (let i = 0; i < 3; i += 1) queue.addRateLimited("a");
    expect(queue.numRequeues("a")).toBe(3);
    expect(inspect(queue).waiting).toEqual([{ item: "a", dueIn: 5 }]);
  });

  it("counts after shutdown, too, but adds nothing", () => {
    const queue = new RateLimitingQueue<string>({ clock: new FakeClock() });
    queue.shutDown();
    queue.addRateLimited("a");
    expect(queue.numRequeues("a")).toBe(1);
    expect(inspect(queue).waiting).toEqual([]);
  });

  it("gives its default limiter its own clock and keyOf", () => {
    const clock = new FakeClock();
    const queue = new RateLimitingQueue<{ id: number }>({ clock, keyOf: (item) => item.id });
    for (let i = 0; i < 101; i += 1) queue.addRateLimited({ id: 1 });
    expect(queue.numRequeues({ id: 1 })).toBe(101);
    queue.addRateLimited({ id: 2 });
    expect(inspect(queue).waiting.at(-1)).toEqual({ item: { id: 2 }, dueIn: 200 });
    clock.step(1_000_000_000);
    queue.addRateLimited({ id: 3 });
    expect(inspect(queue).waiting).toEqual([{ item: { id: 3 }, dueIn: 5 }]);
  });

  it("adds at once when the limiter says so, and never when it says never", () => {
    const delays = [0, Infinity];
    const rateLimiter: RateLimiter<string> = {
      when: () => delays.shift()!,
      forget: vi.fn(),
      numRequeues: () => 7,
    };
    const queue = new RateLimitingQueue<string>({ clock: new FakeClock(), rateLimiter });
    queue.addRateLimited("a");
    queue.addRateLimited("b");
    expect(inspect(queue)).toMatchObject({
      ready: ["a"],
      waiting: [{ item: "b", dueIn: Infinity }],
      tracked: [],
    });
    expect(queue.numRequeues("a")).toBe(7);
    queue.forget("a");
    expect(rateLimiter.forget).toHaveBeenCalledWith("a");
  });

  it("is as before when the limiter throws or gives no number", () => {
    const rateLimiter: RateLimiter<string> = {
      when: (item) => {
        if (item === "throws") throw new Error("no delay");
        return NaN;
      },
      forget: () => {},
      numRequeues: () => 0,
    };
    const queue = new RateLimitingQueue<string>({ clock: new FakeClock(), rateLimiter });
    const before = inspect(queue);
    expect(() => queue.addRateLimited("throws")).toThrow("no delay");
    expect(() => queue.addRateLimited("NaN")).toThrow(RangeError);
    expect(() => queue.addRateLimited("NaN")).toThrow(/rateLimiter\.when\(\)/);
    expect(inspect(queue)).toEqual(before);
  });
});
