import { describe, expect, it, vi } from "vitest";
import {
  FakeClock,
  inspect,
  ItemFastSlowRateLimiter,
  RateLimitingQueue,
  runWorkers,
  type WorkerOptions,
} from "../../src/queue/index.ts";
import { isPending } from "./pending.ts";

function makeQueue(): { queue: RateLimitingQueue<string>; clock: FakeClock } {
  const clock = new FakeClock();
  const rateLimiter = new ItemFastSlowRateLimiter<string>({
    fastDelay: 10,
    slowDelay: 10,
    maxFastAttempts: 1,
  });
  return { queue: new RateLimitingQueue({ clock, rateLimiter }), clock };
}

/** Lets everything that can go on now go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const nothingLeft = { ready: [], dirty: [], processing: [], waiting: [], tracked: [] };

describe("runWorkers", () => {
  it("forgets and ends what succeeded, until shutdown", async () => {
    const { queue } = makeQueue();
    const seen: string[] = [];
    queue.addRateLimited("a");
    queue.cancelWaiting("a");
    for (const item of ["a", "b"]) queue.add(item);
    queue.shutDown();
    await runWorkers(queue, async (item) => void seen.push(item));
    expect(seen).toEqual(["a", "b"]);
    expect(inspect(queue)).toEqual(nothingLeft);
  });

  it("retries what threw, at once or later, with backoff and for ever by default", async () => {
    const { queue, clock } = makeQueue();
    const handler = vi.fn((item: string) => {
      if (handler.mock.calls.length % 2 === 0) throw new Error(item);
      return Promise.reject(new Error(item));
    });
    const onRetry = vi.fn();
    queue.add("a");
    const workers = runWorkers(queue, handler, { onRetry });
    for (let i = 1; i <= 20; i += 1) {
      await settled();
      expect(onRetry).toHaveBeenCalledTimes(i);
      expect(onRetry).toHaveBeenLastCalledWith("a", new Error("a"), i);
      expect(inspect(queue)).toMatchObject({ processing: [], waiting: [{ item: "a", dueIn: 10 }] });
      clock.step(10);
    }
    queue.shutDown();
    await workers;
  });

  it.each([0, 1, 3])("gives up after %d retries, and forgets", async (maxRetries) => {
    const { queue, clock } = makeQueue();
    const onRetry = vi.fn();
    const onGiveUp = vi.fn();
    const error = new Error("always");
    queue.add("a");
    const workers = runWorkers(queue, () => Promise.reject(error), { maxRetries, onRetry, onGiveUp });
    for (let i = 0; i < 5; i += 1) {
      await settled();
      clock.step(10);
    }
    expect(onRetry.mock.calls.map(([, , requeues]) => requeues as number)).toEqual(
      Array.from({ length: maxRetries }, (_, i) => i + 1),
    );
    expect(onGiveUp.mock.calls).toEqual([["a", error]]);
    expect(inspect(queue)).toEqual(nothingLeft);
    queue.shutDown();
    await workers;
  });

  it("adds again after the time the handler asks for, without counting a failure", async () => {
    const { queue, clock } = makeQueue();
    const handler = vi.fn(async () => ({ requeueAfter: 500 }));
    queue.addRateLimited("a");
    clock.step(10);
    const workers = runWorkers(queue, handler);
    await settled();
    expect(inspect(queue)).toEqual({ ...nothingLeft, waiting: [{ item: "a", dueIn: 500 }] });
    clock.step(500);
    await settled();
    expect(handler).toHaveBeenCalledTimes(2);
    queue.shutDown();
    await workers;
  });

  it("takes a requeueAfter that is no number for a failure", async () => {
    const { queue } = makeQueue();
    const onRetry = vi.fn();
    queue.add("a");
    queue.shutDown();
    await runWorkers(queue, async () => ({ requeueAfter: NaN }), { onRetry });
    expect(onRetry).toHaveBeenCalledWith("a", new RangeError("requeueAfter must not be NaN"), 1);
  });

  it.each([null, "text", {}, 5])("takes a handler that returns %j for a success", async (result) => {
    const { queue } = makeQueue();
    queue.add("a");
    queue.shutDown();
    await runWorkers(queue, async () => result as unknown as undefined);
    expect(inspect(queue)).toEqual(nothingLeft);
  });

  it("runs as many handlers side by side as it is told", async () => {
    const { queue } = makeQueue();
    let running = 0;
    let most = 0;
    for (let i = 0; i < 30; i += 1) queue.add(`${i}`);
    queue.shutDown();
    const handler = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await settled();
      running -= 1;
    };
    await runWorkers(queue, handler, { concurrency: 7 });
    expect(most).toBe(7);
    for (const item of ["a", "b"]) queue.add(item);
    const single = makeQueue().queue;
    for (const item of ["a", "b"]) single.add(item);
    single.shutDown();
    most = 0;
    await runWorkers(single, handler);
    expect(most).toBe(1);
  });

  it("gives no warning with many workers on one signal", async () => {
    const { queue } = makeQueue();
    const warned = vi.fn();
    process.on("warning", warned);
    const controller = new AbortController();
    const workers = runWorkers(queue, async () => {}, { concurrency: 100, signal: controller.signal });
    await settled();
    controller.abort();
    await workers;
    await settled();
    process.off("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe("an abort", () => {
  it("stops taking, tells the handlers in flight and waits for them", async () => {
    const { queue } = makeQueue();
    const controller = new AbortController();
    const reason = new Error("stop");
    let finish = (): void => {};
    let seen: AbortSignal | undefined;
    queue.add("a");
    queue.add("b");
    const handler = (_item: string, signal: AbortSignal): Promise<void> => {
      seen = signal;
      return new Promise((resolve) => (finish = resolve));
    };
    const workers = runWorkers(queue, handler, { signal: controller.signal });
    await settled();
    expect(seen!.aborted).toBe(false);
    controller.abort(reason);
    expect(seen!.reason).toBe(reason);
    expect(await isPending(workers)).toBe(true);
    finish();
    await workers;
    expect(inspect(queue)).toMatchObject({ ready: ["b"], processing: [] });
    expect(queue.shuttingDown()).toBe(false);
  });

  it("before the start takes nothing", async () => {
    const { queue } = makeQueue();
    const handler = vi.fn();
    queue.add("a");
    await runWorkers(queue, handler, { signal: AbortSignal.abort() });
    expect(handler).not.toHaveBeenCalled();
    expect(queue.len()).toBe(1);
  });

  it("releases workers that wait for an item", async () => {
    const { queue } = makeQueue();
    const controller = new AbortController();
    const workers = runWorkers(queue, async () => {}, { signal: controller.signal, concurrency: 3 });
    await settled();
    controller.abort();
    await workers;
    queue.add("a");
    expect(queue.len()).toBe(1);
  });

  it("leaves no listener behind", async () => {
    const { queue } = makeQueue();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    queue.shutDown();
    await runWorkers(queue, async () => {}, { signal });
    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledOnce();
  });
});

describe("a callback that throws", () => {
  const error = new Error("callback");
  const throws = (): never => {
    throw error;
  };

  it.each<[string, WorkerOptions<string>, object]>([
    [
      "onRetry",
      { onRetry: throws },
      { waiting: [{ item: "a", dueIn: 10 }], tracked: [{ item: "a", requeues: 1 }] },
    ],
    ["onGiveUp", { maxRetries: 0, onGiveUp: throws }, {}],
  ])("%s rejects, the item being settled", async (_name, options, left) => {
    const { queue } = makeQueue();
    queue.add("a");
    queue.add("b");
    const workers = runWorkers(queue, () => Promise.reject(new Error("handler")), options);
    await expect(workers).rejects.toBe(error);
    expect(inspect(queue)).toEqual({ ...nothingLeft, ready: ["b"], dirty: ["b"], ...left });
  });

  it("stops the other workers, once their handlers have ended", async () => {
    const { queue } = makeQueue();
    let finish = (): void => {};
    const signals: AbortSignal[] = [];
    for (const item of ["slow", "fails", "more"]) queue.add(item);
    const workers = runWorkers(
      queue,
      async (item, signal) => {
        signals.push(signal);
        if (item === "fails") throw new Error("handler");
        await new Promise<void>((resolve) => (finish = resolve));
      },
      { concurrency: 2, onRetry: throws },
    );
    const failed = expect(workers).rejects.toBe(error);
    expect(await isPending(workers.catch(() => {}))).toBe(true);
    expect(signals[0]!.aborted).toBe(true);
    finish();
    await failed;
    expect(inspect(queue)).toMatchObject({ ready: ["more"], processing: [] });
  });
});

describe("two workers that fail", () => {
  it("reject with the error that came first", async () => {
    const { queue } = makeQueue();
    const errors = [new Error("first"), new Error("second")];
    vi.spyOn(queue, "forget").mockImplementation(() => {
      throw errors.shift() ?? new Error("third");
    });
    for (const item of ["a", "b"]) queue.add(item);
    await expect(runWorkers(queue, async () => {}, { concurrency: 2 })).rejects.toThrow("first");
    expect(errors).toEqual([]);
  });

  it("reject with an error that is not the reason to stop, although they are to stop", async () => {
    const { queue } = makeQueue();
    const stop = new AbortController();
    vi.spyOn(queue, "get").mockImplementation(() => {
      stop.abort();
      return Promise.reject(new Error("storage"));
    });
    await expect(runWorkers(queue, async () => {}, { signal: stop.signal })).rejects.toThrow("storage");
  });
});

describe("a limiter or storage that throws", () => {
  it.each([
    ["when", () => Promise.reject(new Error("handler"))],
    ["numRequeues", () => Promise.reject(new Error("handler"))],
    ["forget", () => Promise.resolve()],
  ] as const)("%s: rejects, but leaves no item in processing", async (broken, handler) => {
    const { queue } = makeQueue();
    const method = broken === "when" ? "addRateLimited" : broken;
    vi.spyOn(queue, method).mockImplementation(() => {
      throw new Error(broken);
    });
    queue.add("a");
    await expect(runWorkers(queue, handler)).rejects.toThrow(broken);
    expect(inspect(queue).processing).toEqual([]);
  });

  it("rejects when nothing can be taken", async () => {
    const { queue } = makeQueue();
    vi.spyOn(queue, "get").mockRejectedValue(new Error("storage"));
    await expect(runWorkers(queue, async () => {})).rejects.toThrow("storage");
  });
});
