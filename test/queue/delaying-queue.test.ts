import { describe, expect, it, vi } from "vitest";
import { DelayingQueue, FakeClock, inspect } from "../../src/queue/index.ts";
import { isPending } from "./pending.ts";

function makeQueue(): { queue: DelayingQueue<string>; clock: FakeClock; takeAll: () => string[] } {
  const clock = new FakeClock();
  const queue = new DelayingQueue<string>({ clock });
  const takeAll = (): string[] => {
    const items = [];
    for (let taken = queue.tryGet(); taken?.shutdown === false; taken = queue.tryGet()) {
      items.push(taken.item);
      queue.done(taken.item);
    }
    return items;
  };
  return { queue, clock, takeAll };
}

describe("addAfter", () => {
  it("adds exactly at the deadline", () => {
    const { queue, clock, takeAll } = makeQueue();
    queue.addAfter("a", 50);
    expect(queue.len()).toBe(0);
    clock.step(49.999999);
    expect(queue.len()).toBe(0);
    clock.step(0.000001);
    expect(takeAll()).toEqual(["a"]);
    clock.step(100_000);
    expect(queue.len()).toBe(0);
  });

  it.each([0, -1, -Infinity, 0.0000004])("adds at once after %d ms", (delay) => {
    const { queue } = makeQueue();
    queue.addAfter("a", delay);
    expect(queue.len()).toBe(1);
    expect(inspect(queue).waiting).toEqual([]);
  });

  it("waits for ever after Infinity", () => {
    const { queue, clock } = makeQueue();
    queue.addAfter("a", Infinity);
    queue.addAfter("b", Infinity);
    clock.step(1e15);
    expect(inspect(queue).waiting).toEqual([
      { item: "a", dueIn: Infinity },
      { item: "b", dueIn: Infinity },
    ]);
    queue.addAfter("a", 5);
    clock.step(5);
    expect(inspect(queue)).toMatchObject({ ready: ["a"], waiting: [{ item: "b" }] });
  });

  it("keeps the earlier of two deadlines", () => {
    const { queue, clock, takeAll } = makeQueue();
    queue.addAfter("a", 50);
    queue.addAfter("a", 70);
    queue.addAfter("b", 70);
    queue.addAfter("b", 50);
    clock.step(50);
    expect(takeAll()).toEqual(["a", "b"]);
    clock.step(100);
    expect(takeAll()).toEqual([]);
  });

  it("releases by deadline, equal ones in the order they were set", () => {
    const { queue, clock, takeAll } = makeQueue();
    const delays = { a: 30, b: 10, c: 20, d: 10, e: 30, f: 10 };
    for (const [item, delay] of Object.entries(delays)) queue.addAfter(item, delay);
    queue.addAfter("e", 10);
    clock.step(30);
    expect(takeAll()).toEqual(["b", "d", "f", "e", "c", "a"]);
  });

  it("releases thousands by deadline", () => {
    const { queue, clock, takeAll } = makeQueue();
    for (let i = 0; i < 5000; i += 1) queue.addAfter(`${i}`, ((i * 7919) % 5000) + 1);
    clock.step(100);
    expect(takeAll()).toHaveLength(100);
    clock.step(5000);
    const rest = takeAll().map((item) => (Number(item) * 7919) % 5000);
    expect(rest).toEqual(Array.from({ length: 4900 }, (_, i) => i + 100));
  });

  it("is not undone by a direct add, nor by taking the item", () => {
    const { queue, clock, takeAll } = makeQueue();
    queue.addAfter("a", 10);
    queue.add("a");
    expect(takeAll()).toEqual(["a"]);
    clock.step(10);
    expect(takeAll()).toEqual(["a"]);
  });

  it("dedupes with a ready item and marks one in processing", () => {
    const { queue, clock } = makeQueue();
    queue.add("a");
    queue.addAfter("a", 10);
    clock.step(10);
    expect(queue.len()).toBe(1);
    queue.tryGet();
    queue.addAfter("a", 10);
    clock.step(10);
    expect(inspect(queue)).toMatchObject({ ready: [], dirty: ["a"], processing: ["a"] });
  });

  it("hands a released item to a worker that waits", async () => {
    const { queue, clock } = makeQueue();
    const get = queue.get();
    queue.addAfter("a", 10);
    expect(await isPending(get)).toBe(true);
    clock.step(10);
    expect((await get).item).toBe("a");
  });

  it("shows in inspect with the time that is left", () => {
    const { queue, clock } = makeQueue();
    queue.addAfter("a", 20);
    queue.addAfter("b", 10);
    clock.step(2.5);
    expect(inspect(queue).waiting).toEqual([
      { item: "b", dueIn: 7.5 },
      { item: "a", dueIn: 17.5 },
    ]);
  });

  it("is 0 ms away in inspect when overdue", () => {
    let now = 0;
    const clock = { now: () => now, schedule: () => ({ cancel: () => {} }) };
    const queue = new DelayingQueue<string>({ clock });
    queue.addAfter("a", 10);
    now = 20;
    expect(inspect(queue).waiting).toEqual([{ item: "a", dueIn: 0 }]);
  });
});

describe("keyOf", () => {
  interface Version {
    id: string;
    version: number;
  }
  const makeKeyed = () => {
    const clock = new FakeClock();
    return { clock, queue: new DelayingQueue<Version>({ clock, keyOf: (item) => item.id }) };
  };

  it("makes waiting objects one item; the one added last comes out", () => {
    const { queue, clock } = makeKeyed();
    queue.addAfter({ id: "a", version: 1 }, 10);
    queue.addAfter({ id: "a", version: 2 }, 20);
    expect(inspect(queue).waiting).toEqual([{ item: { id: "a", version: 2 }, dueIn: 10 }]);
    clock.step(10);
    expect(queue.tryGet()!.item).toEqual({ id: "a", version: 2 });
  });

  it("does not let a released object replace a newer one", () => {
    const { queue, clock } = makeKeyed();
    queue.addAfter({ id: "a", version: 1 }, 10);
    queue.add({ id: "a", version: 2 });
    clock.step(10);
    expect(queue.tryGet()!.item).toEqual({ id: "a", version: 2 });
  });

  it("lets a waiting object leave the ready one alone", () => {
    const { queue } = makeKeyed();
    queue.add({ id: "a", version: 1 });
    queue.addAfter({ id: "a", version: 2 }, 10);
    expect(queue.tryGet()!.item).toEqual({ id: "a", version: 1 });
  });
});

describe("cancelWaiting", () => {
  it("takes the item out of waiting, and tells whether it was there", () => {
    const { queue, clock, takeAll } = makeQueue();
    queue.addAfter("a", 10);
    queue.addAfter("b", 20);
    expect(queue.cancelWaiting("a")).toBe(true);
    expect(queue.cancelWaiting("a")).toBe(false);
    expect(queue.cancelWaiting("x")).toBe(false);
    clock.step(20);
    expect(takeAll()).toEqual(["b"]);
  });

  it("leaves a ready item and one in processing alone", () => {
    const { queue, clock } = makeQueue();
    queue.add("a");
    expect(queue.cancelWaiting("a")).toBe(false);
    queue.tryGet();
    queue.addAfter("a", 10);
    expect(queue.cancelWaiting("a")).toBe(true);
    clock.step(10);
    expect(inspect(queue)).toMatchObject({ dirty: [], processing: ["a"] });
    queue.done("a");
  });

  it("holds no timer for an item that was taken out", () => {
    const { queue, clock } = makeQueue();
    const cancel = vi.fn();
    vi.spyOn(clock, "schedule").mockReturnValue({ cancel });
    queue.addAfter("a", 10);
    expect(cancel).not.toHaveBeenCalled();
    queue.cancelWaiting("a");
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("lets the item wait anew, for longer", () => {
    const { queue, clock } = makeQueue();
    queue.addAfter("a", 10);
    queue.cancelWaiting("a");
    queue.addAfter("a", 100);
    clock.step(99);
    expect(queue.len()).toBe(0);
    clock.step(1);
    expect(queue.len()).toBe(1);
  });
});

describe("shutdown", () => {
  it.each(["shutDown", "shutDownWithDrain"] as const)(
    "%s drops what waits and refuses more",
    async (method) => {
      const { queue, clock } = makeQueue();
      queue.addAfter("a", 10);
      await queue[method]();
      queue.addAfter("b", 10);
      queue.addAfter("c", 0);
      expect(inspect(queue)).toMatchObject({ ready: [], waiting: [] });
      clock.step(10);
      expect(queue.len()).toBe(0);
    },
  );

  it("keeps a waiting item that is in processing, too", () => {
    const { queue } = makeQueue();
    queue.add("a");
    queue.tryGet();
    queue.addAfter("a", 10);
    queue.shutDown();
    expect(inspect(queue)).toMatchObject({ waiting: [], processing: ["a"] });
  });

  it("counts once, as in client-go: a drain begun after it is not ended by another", async () => {
    const { queue } = makeQueue();
    queue.add("a");
    const first = queue.shutDownWithDrain();
    queue.shutDown();
    await first;
    const second = queue.shutDownWithDrain();
    queue.shutDown();
    expect(await isPending(second)).toBe(true);
    queue.tryGet();
    queue.done("a");
    await second;
  });
});

describe("timers", () => {
  /** A clock that knows how many calls it owes. */
  class CountingClock extends FakeClock {
    readonly owed = new Set<object>();
    override schedule(delay: number, callback: () => void) {
      const call = super.schedule(delay, () => {
        this.owed.delete(call);
        callback();
      });
      this.owed.add(call);
      return { cancel: () => (this.owed.delete(call), call.cancel()) };
    }
  }

  it("keeps one for the earliest deadline, and none when nothing waits", () => {
    const clock = new CountingClock();
    const queue = new DelayingQueue<string>({ clock });
    for (const delay of [30, 20, 10, 40]) queue.addAfter(`${delay}`, delay);
    expect(clock.owed.size).toBe(1);
    queue.cancelWaiting("10");
    queue.cancelWaiting("40");
    expect(clock.owed.size).toBe(1);
    clock.step(30);
    expect(queue.len()).toBe(2);
    expect(clock.owed.size).toBe(0);
    queue.addAfter("a", Infinity);
    expect(clock.owed.size).toBe(0);
  });

  it.each(["shutDown", "shutDownWithDrain"] as const)("leaves none behind after %s", async (method) => {
    const clock = new CountingClock();
    const queue = new DelayingQueue<string>({ clock });
    queue.addAfter("a", 10);
    await queue[method]();
    expect(clock.owed.size).toBe(0);
  });

  it("waits on when the clock calls early", () => {
    let now = 0;
    let fire = (): void => {};
    const delays: number[] = [];
    const clock = {
      now: () => now,
      schedule: (delay: number, callback: () => void) => {
        delays.push(delay);
        fire = callback;
        return { cancel: () => {} };
      },
    };
    const queue = new DelayingQueue<string>({ clock });
    queue.addAfter("a", 10);
    now = 9;
    fire();
    expect(queue.len()).toBe(0);
    expect(delays).toEqual([10, 1]);
    now = 10;
    fire();
    expect(queue.len()).toBe(1);
  });
});

it("runs on the system clock by default", async () => {
  const queue = new DelayingQueue<string>();
  const start = performance.now();
  queue.addAfter("b", 30);
  queue.addAfter("a", 20);
  expect((await queue.get()).item).toBe("a");
  expect((await queue.get()).item).toBe("b");
  expect(performance.now() - start).toBeGreaterThanOrEqual(30);
});
