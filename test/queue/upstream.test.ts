/** An equivalent of each test of client-go's `util/workqueue`, by its name there. */
import { describe, expect, it } from "vitest";
import {
  DelayingQueue,
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  ItemFastSlowRateLimiter,
  MaxOfRateLimiter,
  RateLimitingQueue,
  runWorkers,
  WithMaxWaitRateLimiter,
  WorkQueue,
  type RateLimiter,
} from "../../src/queue/index.ts";
import { RecordedMetrics } from "../conformance/recorded-metrics.ts";
import { TracedStorage } from "../conformance/traced-storage.ts";
import { collectGarbage } from "./garbage.ts";
import { isPending } from "./pending.ts";

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function produce(queue: WorkQueue<number>, producer: number): Promise<void> {
  for (let i = 0; i < 50; i += 1) {
    queue.add(producer);
    await pause();
  }
}

async function consume(queue: WorkQueue<number>, work: (item: number) => void): Promise<void> {
  for (let taken = await queue.get(); !taken.shutdown; taken = await queue.get()) {
    work(taken.item);
    await pause();
    queue.done(taken.item);
  }
}

describe("queue_test.go", () => {
  const methods = ["shutDown", "shutDownWithDrain"] as const;

  it.each(methods)("TestBasic, %s", async (method) => {
    const queue = new WorkQueue<number | string>();
    const consumers = Array.from({ length: 10 }, () =>
      consume(queue as WorkQueue<number>, (item) => expect(item).not.toBe("added after shutdown")),
    );
    await Promise.all(Array.from({ length: 50 }, (_, i) => produce(queue as WorkQueue<number>, i)));
    const end = queue[method]();
    queue.add("added after shutdown");
    await end;
    await Promise.all(consumers);
    expect(queue.len()).toBe(0);
  });

  it.each(methods)("TestAddWhileProcessing, %s", async (method) => {
    const queue = new WorkQueue<number>();
    const seen = new Set<number>();
    const addOnceMore = (item: number): void => {
      if (!seen.has(item)) queue.add(item);
      seen.add(item);
    };
    const consumers = Array.from({ length: 10 }, () => consume(queue, addOnceMore));
    await Promise.all(Array.from({ length: 50 }, (_, i) => produce(queue, i)));
    await queue[method]();
    await Promise.all(consumers);
    expect(seen.size).toBe(50);
    expect(queue.len()).toBe(0);
  });

  it("TestLen", () => {
    const queue = new WorkQueue<string>();
    queue.add("foo");
    expect(queue.len()).toBe(1);
    queue.add("bar");
    expect(queue.len()).toBe(2);
    queue.add("foo");
    expect(queue.len()).toBe(2);
  });

  it("TestReinsert", () => {
    const queue = new WorkQueue<string>();
    queue.add("foo");
    queue.tryGet();
    queue.add("foo");
    queue.done("foo");
    expect(queue.tryGet()!.item).toBe("foo");
    queue.done("foo");
    expect(queue.len()).toBe(0);
  });

  it("TestCollapse", () => {
    const storage = new TracedStorage("fifo-traced");
    const queue = new WorkQueue({ storage });
    queue.add("bar");
    queue.add("bar");
    expect(queue.tryGet()!.item).toBe("bar");
    queue.done("bar");
    expect(queue.len()).toBe(0);
    expect(storage.calls).toContainEqual(["touch", "bar"]);
  });

  it("TestCollapseWhileProcessing", async () => {
    const storage = new TracedStorage("fifo-traced");
    const queue = new WorkQueue({ storage });
    queue.add("foo");
    queue.tryGet();
    queue.add("foo");
    queue.add("foo");
    const second = queue.get();
    expect(await isPending(second)).toBe(true);
    queue.done("foo");
    expect((await second).item).toBe("foo");
    queue.done("foo");
    expect(queue.len()).toBe(0);
    expect(storage.calls.map(([call]) => call)).not.toContain("touch");
  });

  it("TestQueueDrainageUsingShutDownWithDrain", async () => {
    const queue = new WorkQueue<string>();
    for (const item of ["foo", "bar"]) queue.add(item);
    for (let i = 0; i < 2; i += 1) queue.tryGet();
    const drain = queue.shutDownWithDrain();
    queue.done("foo");
    expect(await isPending(drain)).toBe(true);
    queue.done("bar");
    await drain;
  });

  it("TestNoQueueDrainageUsingShutDown", () => {
    const queue = new WorkQueue<string>();
    for (const item of ["foo", "bar"]) queue.add(item);
    for (let i = 0; i < 2; i += 1) queue.tryGet();
    queue.shutDown();
    expect(inspect(queue).processing).toEqual(["foo", "bar"]);
  });

  it("TestForceQueueShutdownUsingShutDown", async () => {
    const queue = new WorkQueue<string>();
    for (const item of ["foo", "bar"]) queue.add(item);
    for (let i = 0; i < 2; i += 1) queue.tryGet();
    const drain = queue.shutDownWithDrain();
    queue.shutDown();
    await drain;
  });

  it("TestQueueDrainageUsingShutDownWithDrainWithDirtyItem", async () => {
    const queue = new WorkQueue<string>();
    queue.add("foo");
    queue.tryGet();
    queue.add("foo");
    const drain = queue.shutDownWithDrain();
    queue.done("foo");
    expect(queue.tryGet()).toEqual({ item: "foo", shutdown: false });
    queue.done("foo");
    expect(queue.tryGet()).toEqual({ item: undefined, shutdown: true });
    await drain;
  });

  it("TestGarbageCollection", async () => {
    const queue = new WorkQueue<object>();
    const weak = addAndFinish(queue);
    await collectGarbage();
    expect(weak.deref()).toBeUndefined();
    expect(queue.len()).toBe(0);
  });

  function addAndFinish(queue: WorkQueue<object>): WeakRef<object> {
    queue.add({ some: "object" });
    const { item } = queue.tryGet()!;
    queue.done(item!);
    return new WeakRef(item!);
  }
});

describe("delaying_queue_test.go", () => {
  function makeQueue() {
    const clock = new FakeClock();
    const queue = new DelayingQueue<string>({ clock });
    const take = (): string => {
      const { item } = queue.tryGet()!;
      queue.done(item!);
      return item!;
    };
    return { clock, queue, take };
  }

  it("TestSimpleQueue", () => {
    const { clock, queue, take } = makeQueue();
    queue.addAfter("foo", 50);
    expect(queue.len()).toBe(0);
    clock.step(60);
    expect(queue.len()).toBe(1);
    take();
    clock.step(10_000);
    expect(queue.len()).toBe(0);
  });

  it("TestDeduping", () => {
    const { clock, queue, take } = makeQueue();
    queue.addAfter("foo", 50);
    queue.addAfter("foo", 70);
    clock.step(60);
    expect(take()).toBe("foo");
    clock.step(20);
    expect(queue.len()).toBe(0);
    queue.addAfter("foo", 50);
    queue.addAfter("foo", 30);
    clock.step(40);
    expect(take()).toBe("foo");
    clock.step(1);
    clock.step(20);
    expect(queue.len()).toBe(0);
  });

  it("TestAddTwoFireEarly", () => {
    const { clock, queue, take } = makeQueue();
    queue.addAfter("foo", 1000);
    queue.addAfter("bar", 50);
    expect(queue.len()).toBe(0);
    clock.step(60);
    expect(take()).toBe("bar");
    queue.addAfter("late", 2000);
    clock.step(1000);
    expect(take()).toBe("foo");
    clock.step(2000);
    expect(take()).toBe("late");
  });

  it("TestCopyShifting", () => {
    const { clock, queue, take } = makeQueue();
    queue.addAfter("foo", 1000);
    queue.addAfter("bar", 500);
    queue.addAfter("again", 250);
    clock.step(2000);
    expect([take(), take(), take()]).toEqual(["again", "bar", "foo"]);
  });
});

describe("rate_limiting_queue_test.go", () => {
  it("TestRateLimitingQueue", () => {
    const rateLimiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 1000 });
    const queue = new RateLimitingQueue<string>({ clock: new FakeClock(), rateLimiter });
    const delayOf = (item: string): number => {
      queue.addRateLimited(item);
      const { dueIn } = inspect(queue).waiting.find((waiting) => waiting.item === item)!;
      queue.cancelWaiting(item);
      return dueIn;
    };
    expect([delayOf("one"), delayOf("one")]).toEqual([1, 2]);
    expect(queue.numRequeues("one")).toBe(2);
    expect([delayOf("two"), delayOf("two")]).toEqual([1, 2]);
    queue.forget("one");
    expect(queue.numRequeues("one")).toBe(0);
    expect(delayOf("one")).toBe(1);
  });
});

describe("default_rate_limiters_test.go", () => {
  const delays = (limiter: RateLimiter<string>, count: number, item = "one"): number[] =>
    Array.from({ length: count }, () => limiter.when(item));

  it("TestItemExponentialFailureRateLimiter", () => {
    const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 1000 });
    expect(delays(limiter, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(limiter.numRequeues("one")).toBe(5);
    expect(delays(limiter, 2, "two")).toEqual([1, 2]);
    expect(limiter.numRequeues("two")).toBe(2);
    limiter.forget("one");
    expect(limiter.numRequeues("one")).toBe(0);
    expect(limiter.when("one")).toBe(1);
  });

  it.each([
    [1, 1_000_000],
    [60_000, 3_600_000_000],
  ])("TestItemExponentialFailureRateLimiterOverFlow, %d ms", (baseDelay, maxDelay) => {
    const limiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay, maxDelay });
    expect(delays(limiter, 6).at(-1)).toBe(32 * baseDelay);
    expect(delays(limiter, 1000).at(-1)).toBe(maxDelay);
    expect(delays(limiter, 1000, "two").at(-1)).toBe(maxDelay);
  });

  it("TestItemFastSlowRateLimiter", () => {
    const limiter = new ItemFastSlowRateLimiter<string>({
      fastDelay: 5,
      slowDelay: 10_000,
      maxFastAttempts: 3,
    });
    expect(delays(limiter, 5)).toEqual([5, 5, 5, 10_000, 10_000]);
    expect(limiter.numRequeues("one")).toBe(5);
    expect(delays(limiter, 2, "two")).toEqual([5, 5]);
    expect(limiter.numRequeues("two")).toBe(2);
    limiter.forget("one");
    expect(limiter.numRequeues("one")).toBe(0);
    expect(limiter.when("one")).toBe(5);
  });

  it("TestMaxOfRateLimiter", () => {
    const limiter = new MaxOfRateLimiter(
      new ItemFastSlowRateLimiter<string>({ fastDelay: 5, slowDelay: 3000, maxFastAttempts: 3 }),
      new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 1000 }),
    );
    expect(delays(limiter, 5)).toEqual([5, 5, 5, 3000, 3000]);
    expect(limiter.numRequeues("one")).toBe(5);
    expect(delays(limiter, 2, "two")).toEqual([5, 5]);
    limiter.forget("one");
    expect(limiter.numRequeues("one")).toBe(0);
    expect(limiter.when("one")).toBe(5);
  });

  it("TestWithMaxWaitRateLimiter", () => {
    let calls = 0;
    const stepping: RateLimiter<string> = {
      when: () => (calls++ < 100 ? 0 : 1_000_000),
      forget: () => {},
      numRequeues: () => 0,
    };
    const limiter = new WithMaxWaitRateLimiter(stepping, 500_000);
    expect(new Set(delays(limiter, 100))).toEqual(new Set([0]));
    expect(limiter.when("one")).toBe(500_000);
  });
});

describe("metrics_test.go", () => {
  it("TestMetricShutdown", () => {
    const clock = new FakeClock();
    let refreshes = 0;
    class Counting extends RecordedMetrics {
      override unfinishedWork = () => ({ set: () => void (refreshes += 1) });
    }
    const queue = new WorkQueue<string>({ name: "test", clock, metrics: new Counting() });
    expect(refreshes).toBe(0);
    clock.step(500);
    expect(refreshes).toBe(1);
    clock.step(500);
    expect(refreshes).toBe(2);
    queue.shutDown();
    for (let i = 0; i < 10; i += 1) clock.step(10_000);
    expect(refreshes).toBe(2);
  });

  it("TestMetrics", () => {
    const clock = new FakeClock(1000);
    const metrics = new RecordedMetrics();
    const queue = new WorkQueue<string>({ name: "test", clock, metrics });
    queue.add("foo");
    expect(metrics.values).toMatchObject({ adds: 1, depth: 1 });
    clock.step(0.05);
    queue.tryGet();
    expect(metrics.values["latSum"]).toBeCloseTo(5e-5, 12);
    expect(metrics.values["depth"]).toBe(0);
    for (let i = 0; i < 5; i += 1) queue.add("foo");
    expect(metrics.values).toMatchObject({ adds: 2, depth: 1 });
    clock.step(0.025);
    queue.done("foo");
    expect(metrics.values["workSum"]).toBeCloseTo(2.5e-5, 12);
    clock.step(500 - 0.075 - 1);
    queue.tryGet();
    clock.step(1);
    expect(metrics.values["unfinished"]).toBeCloseTo(1e-3, 9);
    expect(metrics.values["longest"]).toBeCloseTo(1e-3, 9);
    queue.done("foo");
    expect(metrics.values["workSum"]).toBeCloseTo(2.5e-5 + 1e-3, 9);
    expect(metrics.values["workCount"]).toBe(2);
  });
});

describe("parallelizer_test.go", () => {
  /** The package has no ParallelizeUntil; workers on a queue that is shut down do its work. */
  it.each([
    [1000, 10],
    [1000, 1],
    [10, 100],
    [999, 13],
  ])("TestParallelizeUntil: %d pieces, %d workers", async (pieces, concurrency) => {
    const queue = new RateLimitingQueue<number>();
    const visits = new Array<number>(pieces).fill(0);
    for (let piece = 0; piece < pieces; piece += 1) queue.add(piece);
    queue.shutDown();
    await runWorkers(queue, async (piece) => void (visits[piece]! += 1), { concurrency });
    expect(new Set(visits)).toEqual(new Set([1]));
  });
});

describe("controller-runtime's priority queue, where it applies", () => {
  function makeQueue() {
    const clock = new FakeClock();
    const metrics = new RecordedMetrics();
    return { clock, metrics, queue: new RateLimitingQueue<string>({ name: "test", clock, metrics }) };
  }

  it("returns an item", async () => {
    const { queue, metrics } = makeQueue();
    queue.add("foo");
    expect((await queue.get()).item).toBe("foo");
    expect(metrics.values).toMatchObject({ depth: 0, adds: 1 });
  });

  it("returns items in the order they were added", () => {
    const { queue } = makeQueue();
    const items = ["foo", "bar", "baz", "qux"];
    for (const item of items) queue.add(item);
    expect(items.map(() => queue.tryGet()!.item)).toEqual(items);
  });

  it("does not return an item before it is done", async () => {
    const { queue } = makeQueue();
    queue.add("foo");
    queue.tryGet();
    queue.add("foo");
    const get = queue.get();
    expect(await isPending(get)).toBe(true);
    queue.done("foo");
    expect((await get).item).toBe("foo");
  });

  it("dedupes items", () => {
    const { queue, metrics } = makeQueue();
    queue.add("foo");
    queue.add("foo");
    expect(queue.len()).toBe(1);
    expect(metrics.values).toMatchObject({ depth: 1, adds: 1 });
  });

  it("keeps the earliest delay, and counts the item only once it is ready", () => {
    const { clock, queue, metrics } = makeQueue();
    queue.addAfter("foo", 3_600_000);
    queue.addAfter("foo", 1000);
    queue.addAfter("foo", 7_200_000);
    expect(queue.len()).toBe(0);
    expect(metrics.values["depth"]).toBeUndefined();
    clock.step(1000);
    expect(queue.len()).toBe(1);
    expect(metrics.values).toMatchObject({ depth: 1, adds: 1, retries: 3 });
  });

  it("returns delayed items not before, and as soon as they are due, in order", async () => {
    const { clock, queue } = makeQueue();
    const get = queue.get();
    queue.addAfter("later", 2000);
    queue.addAfter("soon", 1000);
    clock.step(999);
    expect(await isPending(get)).toBe(true);
    clock.step(1);
    expect((await get).item).toBe("soon");
    clock.step(1000);
    expect(queue.tryGet()!.item).toBe("later");
  });

  it("unblocks a waiting get on shutdown", async () => {
    const { queue } = makeQueue();
    const get = queue.get();
    queue.shutDown();
    expect((await get).shutdown).toBe(true);
  });

  it("limits the rate of each item on its own", () => {
    const { queue } = makeQueue();
    for (const item of ["foo", "foo", "bar"]) queue.addRateLimited(item);
    expect(inspect(queue).tracked).toEqual([
      { item: "foo", requeues: 2 },
      { item: "bar", requeues: 1 },
    ]);
    expect(inspect(queue).waiting.map(({ dueIn }) => dueIn)).toEqual([5, 5]);
  });

  it("returns many items, each once", async () => {
    const { queue } = makeQueue();
    const seen = new Set<string>();
    for (let i = 0; i < 1000; i += 1) queue.add(`${i}`);
    queue.shutDown();
    await runWorkers(queue, async (item) => void seen.add(item), { concurrency: 10 });
    expect(seen.size).toBe(1000);
  });

  it("does not lock up when shut down while it hands out", async () => {
    const { queue } = makeQueue();
    const gets = Array.from({ length: 10 }, () => queue.get());
    queue.add("foo");
    queue.shutDown();
    const taken = await Promise.all(gets);
    expect(taken.filter(({ shutdown }) => !shutdown)).toEqual([{ item: "foo", shutdown: false }]);
  });
});
