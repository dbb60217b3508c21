import { describe, expect, it } from "vitest";
import { inspect, WorkQueue, type QueueStorage } from "../../src/queue/index.ts";
import { TracedStorage } from "../conformance/traced-storage.ts";
import { isPending } from "./pending.ts";

/** First in, first out; each call can be made to fail. */
class FragileStorage<T> implements QueueStorage<T> {
  readonly items: T[] = [];
  broken: keyof QueueStorage<T> | undefined;
  lie: number | undefined;

  touch(_item: T): void {
    this.#check("touch");
  }
  push(item: T): void {
    this.#check("push");
    this.items.push(item);
  }
  pop(): T {
    this.#check("pop");
    return this.items.shift()!;
  }
  len(): number {
    this.#check("len");
    return this.lie ?? this.items.length;
  }
  #check(call: keyof QueueStorage<T>): void {
    if (this.broken === call) throw new Error(`${call} failed`);
  }
}

describe("a storage of one's own", () => {
  it("decides the order", () => {
    const queue = new WorkQueue({ storage: new TracedStorage("lifo-traced") });
    for (const item of ["a", "b", "c"]) queue.add(item);
    expect([1, 2, 3].map(() => queue.tryGet()!.item)).toEqual(["c", "b", "a"]);
  });

  it("is touched for a duplicate of a ready item only", () => {
    const storage = new TracedStorage("prio-traced");
    const queue = new WorkQueue({ storage });
    for (const item of ["a", "b", "b"]) queue.add(item);
    expect(storage.calls.at(-1)).toEqual(["touch", "b"]);
    expect(queue.tryGet()!.item).toBe("b");
    queue.add("b");
    queue.add("b");
    expect(storage.calls.filter(([call]) => call === "touch")).toHaveLength(1);
  });

  it("sees items that pass through to a worker that waits", async () => {
    const storage = new TracedStorage("fifo-traced");
    const queue = new WorkQueue({ storage });
    const get = queue.get();
    queue.add("a");
    expect(storage.calls).toEqual([
      ["push", "a"],
      ["pop", "a"],
    ]);
    await get;
  });

  it("gets the object added last handed out, whatever it gives back", () => {
    const queue = new WorkQueue<{ id: number; version: number }>({
      storage: new FragileStorage(),
      keyOf: (item) => item.id,
    });
    queue.add({ id: 1, version: 1 });
    queue.add({ id: 1, version: 2 });
    expect(queue.tryGet()!.item).toEqual({ id: 1, version: 2 });
  });

  it("leaves the queue as it was when it throws", async () => {
    const storage = new FragileStorage<string>();
    const queue = new WorkQueue({ storage });
    queue.add("a");
    queue.add("b");
    queue.tryGet();
    queue.add("a");
    const before = inspect(queue);
    const calls = {
      push: [() => queue.add("c"), () => queue.done("a")],
      touch: [() => queue.add("b")],
      pop: [() => queue.tryGet()],
      len: [() => queue.len(), () => queue.tryGet(), () => queue.add("c"), () => queue.add("b")],
    };
    for (const [broken, attempts] of Object.entries(calls)) {
      storage.broken = broken as keyof QueueStorage<string>;
      for (const attempt of attempts) {
        expect(attempt).toThrow(`${broken} failed`);
        expect(inspect(queue)).toEqual(before);
      }
    }
    await expect(queue.get()).rejects.toThrow("len failed");
    storage.broken = undefined;
    queue.done("a");
    expect([queue.tryGet()!.item, queue.tryGet()!.item]).toEqual(["b", "a"]);
  });

  it.each(["push", "pop"] as const)("refuses an item for a waiting worker when %s throws", async (broken) => {
    const storage = new FragileStorage<string>();
    const queue = new WorkQueue({ storage });
    const get = queue.get();
    storage.broken = broken;
    expect(() => queue.add("a")).toThrow(`${broken} failed`);
    expect(inspect(queue)).toMatchObject({ ready: [], dirty: [], processing: [] });
    expect(await isPending(get)).toBe(true);
    storage.broken = undefined;
    expect(queue.len()).toBe(0);
    queue.add("b");
    expect((await get).item).toBe("b");
    expect(storage.items).toEqual([]);
  });

  it("keeps an item whose key cannot be told once popped", () => {
    const storage = new FragileStorage<string>();
    let breaks = false;
    const keyOf = (item: string): string => {
      if (breaks) throw new Error("no key");
      return item;
    };
    const queue = new WorkQueue({ storage, keyOf });
    queue.add("a");
    queue.add("b");
    breaks = true;
    expect(() => queue.tryGet()).toThrow("no key");
    expect(() => queue.tryGet()).toThrow("no key");
    expect(queue.len()).toBe(2);
    breaks = false;
    expect([queue.tryGet()!.item, queue.tryGet()!.item]).toEqual(["a", "b"]);
  });
});

describe("a storage that lies", () => {
  it.each([1, 3, -1, NaN, "2" as unknown as number])("about its length (%s) is found out", (lie) => {
    const storage = new FragileStorage<string>();
    const queue = new WorkQueue({ storage });
    queue.add("a");
    queue.add("b");
    storage.lie = lie;
    for (const call of [
      () => queue.len(),
      () => queue.tryGet(),
      () => queue.add("c"),
      () => queue.add("a"),
    ]) {
      expect(call).toThrow(RangeError);
      expect(call).toThrow(`storage.len() is ${lie}, but 2 items are stored`);
    }
    storage.lie = undefined;
    expect([queue.tryGet()!.item, queue.tryGet()!.item]).toEqual(["a", "b"]);
  });

  it("about what it holds is found out", () => {
    const storage = new FragileStorage<string>();
    const queue = new WorkQueue({ storage });
    queue.add("a");
    storage.items[0] = "other";
    expect(() => queue.tryGet()).toThrow(TypeError);
    expect(() => queue.tryGet()).toThrow("storage.pop() returned an item that is not stored");
  });

  it("about an item handed out already is found out", () => {
    const storage = new FragileStorage<string>();
    const queue = new WorkQueue({ storage });
    queue.add("a");
    queue.tryGet();
    queue.add("b");
    storage.items[0] = "a";
    expect(() => queue.tryGet()).toThrow("storage.pop() returned an item that is not stored");
  });

  it("is refused when it is not empty at the start", () => {
    const storage = new FragileStorage<string>();
    storage.items.push("a");
    expect(() => new WorkQueue({ storage })).toThrow("storage.len() is 1, but 0 items are stored");
  });
});
