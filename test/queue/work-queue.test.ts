import { afterEach, describe, expect, it, vi } from "vitest";
import { inspect, WorkQueue } from "../../src/queue/index.ts";
import { isPending } from "./pending.ts";

interface Version {
  id: string;
  version: number;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("add, tryGet and done", () => {
  it("hands out each item once, first in first out", () => {
    const queue = new WorkQueue<string>();
    for (const item of ["a", "b", "a", "c"]) queue.add(item);
    expect(queue.len()).toBe(3);
    expect([1, 2, 3].map(() => queue.tryGet()!.item)).toEqual(["a", "b", "c"]);
    expect(queue.tryGet()).toBeUndefined();
  });

  it("brings an item added during processing back after done, behind the others", () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.tryGet();
    for (const item of ["a", "b", "a"]) queue.add(item);
    expect(queue.len()).toBe(1);
    queue.done("a");
    expect([queue.tryGet()!.item, queue.tryGet()!.item]).toEqual(["b", "a"]);
  });

  it("takes any value but undefined as an item", () => {
    const queue = new WorkQueue<unknown>();
    const items = ["", 0, null, NaN, false, {}, []];
    for (const item of items) queue.add(item);
    expect(items.map(() => queue.tryGet()!.item)).toEqual(items);
    for (const item of items) queue.done(item);
    expect(inspect(queue).processing).toEqual([]);
  });

  it("finishes items in any order", () => {
    const queue = new WorkQueue<string>();
    for (const item of ["a", "b", "c"]) queue.add(item);
    for (let i = 0; i < 3; i += 1) queue.tryGet();
    queue.done("b");
    expect(inspect(queue).processing).toEqual(["a", "c"]);
    queue.done("c");
    queue.done("a");
    expect(inspect(queue).processing).toEqual([]);
  });

  it("ignores done for an item that is ready, done already, or unknown", () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.done("a");
    queue.done("x");
    expect(queue.tryGet()!.item).toBe("a");
    queue.add("a");
    queue.done("a");
    queue.done("a");
    expect(inspect(queue)).toMatchObject({ ready: ["a"], processing: [] });
    expect(queue.len()).toBe(1);
  });

  it("holds thousands of items, and lets them go", () => {
    const queue = new WorkQueue<number>();
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 5000; i += 1) queue.add(i);
      for (let i = 0; i < 5000; i += 1) {
        expect(queue.tryGet()!.item).toBe(i);
        if (i % 2 === 0) queue.done(i);
      }
      for (let i = 1; i < 5000; i += 2) queue.done(i);
      expect(queue.len()).toBe(0);
    }
  });
});

describe("keyOf", () => {
  const keyOf = (item: Version): string => item.id;

  it("makes objects one item, and hands out the one added last", () => {
    const queue = new WorkQueue<Version>({ keyOf });
    const second = { id: "a", version: 2 };
    queue.add({ id: "a", version: 1 });
    queue.add(second);
    expect(queue.len()).toBe(1);
    expect(queue.tryGet()!.item).toBe(second);
  });

  it("lets any object of the key end the work; the one in hand stays as it was", () => {
    const queue = new WorkQueue<Version>({ keyOf });
    const [first, second, third] = [1, 2, 3].map((version) => ({ id: "a", version })) as [
      Version,
      Version,
      Version,
    ];
    queue.add(first);
    queue.tryGet();
    queue.add(second);
    queue.add(third);
    expect(inspect(queue)).toMatchObject({ processing: [first], dirty: [third], ready: [] });
    queue.done(second);
    expect(queue.tryGet()!.item).toBe(third);
  });

  it("keeps objects apart by identity without it", () => {
    const queue = new WorkQueue<Version>();
    queue.add({ id: "a", version: 1 });
    queue.add({ id: "a", version: 1 });
    expect(queue.len()).toBe(2);
  });

  it("loses nothing when it throws", () => {
    let breaks = false;
    const queue = new WorkQueue<string>({
      keyOf: (item) => {
        if (breaks) throw new Error("no key");
        return item;
      },
    });
    queue.add("a");
    queue.add("b");
    queue.tryGet();
    const before = inspect(queue);
    breaks = true;
    expect(() => queue.add("c")).toThrow("no key");
    expect(() => queue.done("b")).toThrow("no key");
    expect(inspect(queue)).toEqual(before);
  });
});

describe("get", () => {
  it("resolves at once when an item is ready", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    await expect(queue.get()).resolves.toEqual({ item: "a", shutdown: false });
  });

  it("serves those that wait first come, first served, and the queue stays empty", async () => {
    const queue = new WorkQueue<string>();
    const gets = [queue.get(), queue.get(), queue.get()];
    for (const item of ["a", "b", "c"]) queue.add(item);
    expect(queue.len()).toBe(0);
    expect((await Promise.all(gets)).map(({ item }) => item)).toEqual(["a", "b", "c"]);
    expect(inspect(queue).processing).toEqual(["a", "b", "c"]);
  });

  it("gets an item that comes back from done", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.tryGet();
    const get = queue.get();
    queue.add("a");
    expect(await isPending(get)).toBe(true);
    queue.done("a");
    await expect(get).resolves.toEqual({ item: "a", shutdown: false });
    expect(inspect(queue)).toMatchObject({ ready: [], dirty: [], processing: ["a"] });
  });

  it("tells of the shutdown once the ready items are gone", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.shutDown();
    await expect(queue.get()).resolves.toEqual({ item: "a", shutdown: false });
    await expect(queue.get()).resolves.toEqual({ item: undefined, shutdown: true });
    expect(queue.tryGet()).toEqual({ item: undefined, shutdown: true });
  });
});

describe("shutdown", () => {
  it("wakes all that wait, and refuses new items", async () => {
    const queue = new WorkQueue<string>();
    const gets = [queue.get(), queue.get()];
    expect(queue.shuttingDown()).toBe(false);
    queue.shutDown();
    expect(queue.shuttingDown()).toBe(true);
    expect(await Promise.all(gets)).toEqual([
      { item: undefined, shutdown: true },
      { item: undefined, shutdown: true },
    ]);
    queue.add("a");
    expect(inspect(queue).dirty).toEqual([]);
  });

  it("drains until nothing is ready, dirty or processing, and wakes every drainer", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.add("b");
    queue.tryGet();
    queue.add("a");
    const drains = [queue.shutDownWithDrain(), queue.shutDownWithDrain()];
    queue.done("a");
    for (const item of ["b", "a"]) {
      expect(await isPending(Promise.race(drains))).toBe(true);
      expect(queue.tryGet()!.item).toBe(item);
      expect(await isPending(Promise.race(drains))).toBe(true);
      queue.done(item);
    }
    await Promise.all(drains);
  });

  it("ends a drain by shutDown, each time anew", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    for (let i = 0; i < 2; i += 1) {
      const drain = queue.shutDownWithDrain();
      expect(await isPending(drain)).toBe(true);
      queue.shutDown();
      await drain;
    }
  });

  it("drains at once when there is nothing to do", async () => {
    const queue = new WorkQueue<string>();
    await queue.shutDownWithDrain();
    expect(queue.shuttingDown()).toBe(true);
  });

  it("drains on asynchronous disposal", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    const disposal = queue[Symbol.asyncDispose]();
    expect(queue.shuttingDown()).toBe(true);
    expect(await isPending(disposal)).toBe(true);
    queue.tryGet();
    queue.done("a");
    await disposal;
  });
});
