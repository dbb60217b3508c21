import { describe, expect, it } from "vitest";
import {
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
  type QueueOptions,
} from "../../src/queue/index.ts";
import { collectGarbage } from "./garbage.ts";

interface Item {
  id: number;
  payload: number[];
}

const options: Record<string, QueueOptions<Item>> = {
  "by identity": {},
  "with keyOf": { keyOf: (item) => item.id },
};

function makeQueue(more: QueueOptions<Item>): { queue: RateLimitingQueue<Item>; clock: FakeClock } {
  const clock = new FakeClock();
  const rateLimiter = new ItemExponentialFailureRateLimiter<Item>({
    baseDelay: 1,
    maxDelay: 100,
    ...(more.keyOf && { keyOf: more.keyOf }),
  });
  return { clock, queue: new RateLimitingQueue<Item>({ clock, rateLimiter, ...more }) };
}

function takeAll(queue: RateLimitingQueue<Item>): void {
  for (let taken = queue.tryGet(); taken?.shutdown === false; taken = queue.tryGet()) queue.done(taken.item);
}

/** Gives each of 100 items to `use` and keeps weak hold of them. */
function weakItems(use: (item: Item) => void): WeakRef<Item>[] {
  return Array.from({ length: 100 }, (_, id) => {
    const item = { id, payload: [id] };
    use(item);
    return new WeakRef(item);
  });
}

const alive = (items: WeakRef<Item>[]): number => items.filter((item) => item.deref() !== undefined).length;

describe.each(Object.entries(options))("items that are gone are not kept alive, %s", (_name, more) => {
  it("after done", async () => {
    const { queue } = makeQueue(more);
    const items = weakItems((item) => queue.add(item));
    queue.add({ id: -1, payload: [] });
    takeAll(queue);
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });

  it("after done while others wait", async () => {
    const { queue } = makeQueue(more);
    queue.addAfter({ id: -1, payload: [] }, 1000);
    const items = weakItems((item) => queue.add(item));
    takeAll(queue);
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });

  it("after their delay", async () => {
    const { queue, clock } = makeQueue(more);
    queue.addAfter({ id: -1, payload: [] }, 1000);
    const items = weakItems((item) => queue.addAfter(item, 10));
    clock.step(10);
    takeAll(queue);
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });

  it("after cancelWaiting", async () => {
    const { queue } = makeQueue(more);
    const items = weakItems((item) => {
      queue.addAfter(item, 10);
      queue.cancelWaiting(item);
    });
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });

  it("after forget", async () => {
    const { queue, clock } = makeQueue(more);
    const items = weakItems((item) => {
      queue.addRateLimited(item);
      queue.forget(item);
    });
    clock.step(1000);
    takeAll(queue);
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });

  it("after a shutdown that drops what waits", async () => {
    const { queue } = makeQueue(more);
    const items = weakItems((item) => queue.addAfter(item, 10));
    queue.shutDown();
    await collectGarbage();
    expect(alive(items)).toBe(0);
    expect(queue.len()).toBe(0);
  });
});

describe("an object replaced by a newer one of its key is not kept alive", () => {
  /** Takes an object, adds a newer one in the given way, and ends the work. */
  function replaced(queue: RateLimitingQueue<Item>, add: (item: Item) => void): WeakRef<Item> {
    const item = { id: 1, payload: [] };
    queue.add(item);
    queue.tryGet();
    add({ id: 1, payload: [1] });
    queue.done(item);
    return new WeakRef(item);
  }

  it.each(["ready", "waiting"])("while the newer one is %s", async (state) => {
    const { queue } = makeQueue({ keyOf: (item) => item.id });
    const item = replaced(queue, (newer) =>
      state === "ready" ? queue.add(newer) : queue.addAfter(newer, 10),
    );
    await collectGarbage();
    expect(item.deref()).toBeUndefined();
    expect(inspect(queue)).toMatchObject({ [state]: [{}] });
  });
});

describe("the memory of 300,000 items comes back", () => {
  const count = 300_000;
  const inUse = async (): Promise<number> => {
    await collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  it.each(["ready", "waiting", "failed"])("once they are no longer %s", async (state) => {
    const clock = new FakeClock();
    const queue = new RateLimitingQueue<number>({ clock });
    const before = await inUse();
    for (let item = 0; item < count; item += 1) {
      if (state === "ready") queue.add(item);
      else if (state === "waiting") queue.addAfter(item, item + 1);
      else queue.addRateLimited(item);
    }
    const full = (await inUse()) - before;
    expect(full).toBeGreaterThan(40 * count);
    clock.step(1e9);
    for (let taken = queue.tryGet(); taken?.shutdown === false; taken = queue.tryGet()) {
      queue.forget(taken.item);
      queue.done(taken.item);
    }
    expect(((await inUse()) - before) / full).toBeLessThan(0.02);
    expect(queue.len()).toBe(0);
  });
});
