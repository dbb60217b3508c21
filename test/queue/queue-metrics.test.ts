import { describe, expect, it, vi } from "vitest";
import {
  DelayingQueue,
  FakeClock,
  inspect,
  RateLimitingQueue,
  type MetricsProvider,
  type QueueOptions,
} from "../../src/queue/index.ts";
import { RecordedMetrics } from "../conformance/recorded-metrics.ts";
import { isPending } from "./pending.ts";

function observed(): { clock: FakeClock; metrics: RecordedMetrics; queue: RateLimitingQueue<string> } {
  // From here to the first tick is a little less than 500 ms in floating point.
  const clock = new FakeClock(12.3);
  const metrics = new RecordedMetrics();
  return { clock, metrics, queue: new RateLimitingQueue<string>({ name: "queue", clock, metrics }) };
}

/** The values to the nanosecond. */
function rounded({ values }: RecordedMetrics): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Math.round(value * 1e9) / 1e9]),
  );
}

describe("metrics", () => {
  it("are kept only with a name and a provider", () => {
    const metrics = new RecordedMetrics();
    const depth = vi.spyOn(metrics, "depth");
    for (const options of [{ metrics }, { metrics, name: "" }, { name: "queue" }]) {
      new DelayingQueue<string>({ ...options, clock: new FakeClock() }).addAfter("a", 0);
    }
    expect(metrics.values).toEqual({});
    expect(depth).not.toHaveBeenCalled();
  });

  it("are made once, under the queue's name", () => {
    const metrics = new RecordedMetrics();
    const spies = (["depth", "adds", "latency", "workDuration", "retries"] as const).map((name) =>
      vi.spyOn(metrics, name),
    );
    const queue = new DelayingQueue<string>({ name: "pods", metrics, clock: new FakeClock() });
    queue.add("a");
    for (const spy of spies) expect(spy.mock.calls).toEqual([["pods"]]);
  });

  it("count what is added, taken and done, in seconds", () => {
    const { clock, metrics, queue } = observed();
    queue.add("a");
    queue.add("a");
    clock.step(200);
    queue.tryGet();
    queue.add("a");
    expect(rounded(metrics)).toMatchObject({ adds: 2, depth: 1, latCount: 1, latSum: 0.2 });
    clock.step(300);
    queue.done("a");
    expect(rounded(metrics)).toMatchObject({ workCount: 1, workSum: 0.3, depth: 1 });
    queue.tryGet();
    expect(rounded(metrics)).toMatchObject({ latCount: 2, latSum: 0.5, depth: 0 });
    queue.done("a");
    expect(rounded(metrics)).toMatchObject({ workCount: 2, workSum: 0.3 });
  });

  it("count retries until shutdown", () => {
    const { metrics, queue } = observed();
    queue.addAfter("a", 0);
    queue.addAfter("a", 10);
    queue.addRateLimited("a");
    queue.shutDown();
    queue.addAfter("a", 10);
    queue.addRateLimited("a");
    expect(rounded(metrics)["retries"]).toBe(3);
  });

  it("show the age of what is in processing every 500 ms", () => {
    const { clock, metrics, queue } = observed();
    for (const item of ["a", "b"]) queue.add(item);
    clock.step(100);
    queue.tryGet();
    clock.step(100);
    queue.tryGet();
    clock.step(299);
    expect(rounded(metrics)["unfinished"]).toBeUndefined();
    clock.step(1);
    expect(rounded(metrics)).toMatchObject({ unfinished: 0.7, longest: 0.4 });
    queue.done("a");
    clock.step(500);
    expect(rounded(metrics)).toMatchObject({ unfinished: 0.8, longest: 0.8 });
    queue.done("b");
    clock.step(500);
    expect(rounded(metrics)).toMatchObject({ unfinished: 0, longest: 0 });
  });

  it("keep to the grid of 500 ms after a long jump", () => {
    const { clock, metrics, queue } = observed();
    queue.add("a");
    clock.step(1250);
    queue.tryGet();
    clock.step(249);
    expect(rounded(metrics)["unfinished"]).toBe(0);
    clock.step(1);
    expect(rounded(metrics)["unfinished"]).toBe(0.25);
  });

  it.each(["shutDown", "shutDownWithDrain"] as const)(
    "leave the gauges as they are after %s",
    async (method) => {
      const { clock, metrics, queue } = observed();
      queue.add("a");
      queue.tryGet();
      clock.step(500);
      void queue[method]();
      clock.step(10_000);
      expect(rounded(metrics)).toMatchObject({ unfinished: 0.5, longest: 0.5 });
      queue.done("a");
      expect(rounded(metrics)).toMatchObject({ workCount: 1, workSum: 10.5 });
    },
  );

  it("of an item handed to a waiting worker pass through depth", async () => {
    const { clock, metrics, queue } = observed();
    const get = queue.get();
    queue.addAfter("a", 30);
    clock.step(30);
    await get;
    expect(rounded(metrics)).toMatchObject({ adds: 1, depth: 0, latCount: 1, latSum: 0 });
  });

  it("do not keep a Node process up", () => {
    const unref = vi.fn();
    const clock = { now: () => 0, schedule: () => ({ cancel: () => {}, unref }) };
    const queue = new DelayingQueue<string>({ name: "queue", metrics: new RecordedMetrics(), clock });
    expect(unref).toHaveBeenCalledOnce();
    queue.addAfter("a", 10);
    expect(unref).toHaveBeenCalledOnce();
  });
});

/** Metrics of which one sink throws while it is `broken`. */
class FragileMetrics extends RecordedMetrics {
  broken: string | undefined;

  fragile(): MetricsProvider {
    const check = <S extends object>(sink: S, metric: string): S =>
      Object.fromEntries(
        Object.entries(sink as Record<string, (seconds: number) => void>).map(([call, report]) => [
          call,
          (seconds: number) => {
            if (this.broken === `${metric}.${call}`) throw new Error(this.broken);
            report(seconds);
          },
        ]),
      ) as S;
    return {
      depth: () => check(this.depth(), "depth"),
      adds: () => check(this.adds(), "adds"),
      latency: () => check(this.latency(), "latency"),
      workDuration: () => check(this.workDuration(), "workDuration"),
      unfinishedWork: () => check(this.unfinishedWork(), "unfinishedWork"),
      longestRunningProcessor: () => check(this.longestRunningProcessor(), "longestRunningProcessor"),
      retries: () => check(this.retries(), "retries"),
    };
  }
}

function fragileQueue(options: QueueOptions<string> = {}) {
  const clock = new FakeClock();
  const metrics = new FragileMetrics();
  const queue = new RateLimitingQueue<string>({
    name: "queue",
    clock,
    metrics: metrics.fragile(),
    ...options,
  });
  return { clock, metrics, queue };
}

describe("a sink that throws", () => {
  const calls: Record<string, ((queue: RateLimitingQueue<string>) => unknown)[]> = {
    "adds.inc": [
      (queue) => queue.add("new"),
      (queue) => queue.add("processing"),
      (queue) => queue.addAfter("new", 0),
    ],
    "depth.inc": [(queue) => queue.add("new"), (queue) => queue.add("processing")],
    "depth.dec": [(queue) => queue.tryGet()],
    "latency.observe": [(queue) => queue.tryGet()],
    "workDuration.observe": [(queue) => queue.done("processing"), (queue) => queue.done("dirty")],
    "retries.inc": [
      (queue) => queue.addAfter("new", 0),
      (queue) => queue.addAfter("new", 10),
      (queue) => queue.addRateLimited("new"),
    ],
  };

  it.each(Object.keys(calls))("%s: the error reaches the caller, and the queue is as it was", (broken) => {
    const { metrics, queue } = fragileQueue();
    for (const item of ["processing", "dirty", "ready"]) queue.add(item);
    queue.tryGet();
    queue.tryGet();
    queue.add("dirty");
    queue.addRateLimited("waiting");
    const before = inspect(queue);
    metrics.broken = broken;
    for (const call of calls[broken]!) {
      expect(() => call(queue)).toThrow(broken);
      expect(inspect(queue)).toEqual(before);
    }
    metrics.broken = undefined;
    for (const call of calls[broken]!) call(queue);
    expect(inspect(queue)).not.toEqual(before);
  });

  it.each([
    ["by identity", {}],
    ["with keyOf", { keyOf: (item: string) => item }],
  ])("loses no item that was about to be added after its delay, %s", (_name, options) => {
    const { clock, metrics, queue } = fragileQueue(options);
    for (const item of ["a", "b", "c"]) queue.addAfter(item, 10);
    metrics.broken = "adds.inc";
    expect(() => clock.step(20)).toThrow("adds.inc");
    expect(inspect(queue)).toMatchObject({
      ready: [],
      waiting: [{ item: "a" }, { item: "b" }, { item: "c" }],
    });
    metrics.broken = undefined;
    clock.step(0);
    expect(inspect(queue)).toMatchObject({ ready: ["a", "b", "c"], waiting: [] });
  });

  it("leaves a worker waiting, and the item out", async () => {
    const { metrics, queue } = fragileQueue();
    const get = queue.get();
    metrics.broken = "latency.observe";
    expect(() => queue.add("a")).toThrow("latency.observe");
    expect(inspect(queue)).toMatchObject({ ready: [], dirty: [], processing: [] });
    expect(metrics.values).toMatchObject({ depth: 0 });
    expect(await isPending(get)).toBe(true);
    metrics.broken = undefined;
    queue.add("b");
    expect((await get).item).toBe("b");
  });

  it("does not change the depth when the add was not counted", () => {
    const { metrics, queue } = fragileQueue();
    metrics.broken = "adds.inc";
    expect(() => queue.add("a")).toThrow("adds.inc");
    expect(metrics.values["depth"]).toBeUndefined();
  });

  it("on a tick does not end the ticks", () => {
    const { clock, metrics, queue } = fragileQueue();
    queue.add("a");
    queue.tryGet();
    metrics.broken = "unfinishedWork.set";
    expect(() => clock.step(500)).toThrow("unfinishedWork.set");
    metrics.broken = undefined;
    clock.step(500);
    expect(metrics.values["unfinished"]).toBe(1);
  });
});
