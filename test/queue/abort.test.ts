import { describe, expect, it } from "vitest";
import { inspect, RateLimitingQueue, WorkQueue } from "../../src/queue/index.ts";
import { isPending } from "./pending.ts";

const reason = new Error("enough");

describe("an aborted get", () => {
  it("rejects with the reason and takes nothing, even when items are ready", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    await expect(queue.get({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(inspect(queue).ready).toEqual(["a"]);
  });

  it.each([0, 1, 2])("is taken out of the line, place %d of 3", async (aborted) => {
    const queue = new WorkQueue<string>();
    const controllers = [0, 1, 2].map(() => new AbortController());
    const gets = controllers.map(({ signal }) => queue.get({ signal }));
    controllers[aborted]!.abort(reason);
    await expect(gets[aborted]).rejects.toBe(reason);
    queue.add("a");
    queue.add("b");
    queue.add("c");
    const others = gets.filter((_, i) => i !== aborted);
    expect((await Promise.all(others)).map(({ item }) => item)).toEqual(["a", "b"]);
    expect(inspect(queue).ready).toEqual(["c"]);
  });

  it("can come too late", async () => {
    const queue = new WorkQueue<string>();
    const controller = new AbortController();
    const get = queue.get({ signal: controller.signal });
    queue.add("a");
    controller.abort(reason);
    await expect(get).resolves.toEqual({ item: "a", shutdown: false });
    queue.add("b");
    expect(inspect(queue)).toMatchObject({ ready: ["b"], processing: ["a"] });
  });

  it("goes with all others of its signal", async () => {
    const queue = new WorkQueue<string>();
    const controller = new AbortController();
    const aborted = [1, 2, 3].map(() => queue.get({ signal: controller.signal }));
    const other = queue.get();
    controller.abort(reason);
    const outcomes = await Promise.allSettled(aborted);
    expect(outcomes).toEqual(aborted.map(() => ({ status: "rejected", reason })));
    queue.add("a");
    expect((await other).item).toBe("a");
  });

  it("still hears of its signal when another one of it was served", async () => {
    const queue = new WorkQueue<string>();
    const controller = new AbortController();
    const [served, aborted] = [1, 2].map(() => queue.get({ signal: controller.signal }));
    queue.add("a");
    controller.abort(reason);
    expect((await served!).item).toBe("a");
    await expect(aborted).rejects.toBe(reason);
  });

  it("leaves no listener on the signal", async () => {
    const queue = new WorkQueue<string>();
    const { signal } = new AbortController();
    let listeners = 0;
    const counting = Object.create(signal, {
      aborted: { value: false },
      throwIfAborted: { value: () => {} },
      addEventListener: { value: () => void (listeners += 1) },
      removeEventListener: { value: () => void (listeners -= 1) },
    }) as AbortSignal;
    const gets = [queue.get({ signal: counting }), queue.get({ signal: counting })];
    expect(listeners).toBe(1);
    queue.add("a");
    queue.shutDown();
    await Promise.all(gets);
    expect(listeners).toBe(0);
  });
});

describe("an aborted drain", () => {
  it("rejects, leaves the queue shut down and other drains waiting", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    const controller = new AbortController();
    const aborted = queue.shutDownWithDrain({ signal: controller.signal });
    const other = queue.shutDownWithDrain();
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect(queue.shuttingDown()).toBe(true);
    expect(await isPending(other)).toBe(true);
    queue.tryGet();
    queue.done("a");
    await other;
  });

  it("shuts down also when aborted before", async () => {
    const queue = new RateLimitingQueue<string>();
    queue.addAfter("a", 1000);
    await expect(queue.shutDownWithDrain({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(queue.shuttingDown()).toBe(true);
    expect(inspect(queue).waiting).toEqual([]);
  });
});

it("an aborted lease takes nothing", async () => {
  const queue = new WorkQueue<string>();
  queue.add("a");
  await expect(queue.lease({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(queue.len()).toBe(1);
});
