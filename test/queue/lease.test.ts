import { describe, expect, it } from "vitest";
import { FakeClock, inspect, RateLimitingQueue, WorkQueue, type Lease } from "../../src/queue/index.ts";
import { isPending } from "./pending.ts";

describe("a lease", () => {
  it("calls done once, however often it is asked", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    const lease = (await queue.lease())!;
    expect(lease.item).toBe("a");
    lease.done();
    queue.add("a");
    queue.tryGet();
    lease.done();
    lease[Symbol.dispose]();
    expect(inspect(queue).processing).toEqual(["a"]);
  });

  it("is done at the end of `using`, whatever happens", async () => {
    const queue = new WorkQueue<string>();
    queue.add("a");
    const work = async (): Promise<void> => {
      using lease = (await queue.lease())!;
      expect(inspect(queue).processing).toEqual([lease.item]);
      throw new Error("failed");
    };
    await expect(work()).rejects.toThrow("failed");
    expect(inspect(queue).processing).toEqual([]);
  });

  it("is undefined after shutdown", async () => {
    const queue = new WorkQueue<string>();
    const lease = queue.lease();
    queue.shutDown();
    expect(await lease).toBeUndefined();
  });

  it("tries again when done threw", async () => {
    let breaks = true;
    const sink = { observe: () => {}, inc: () => {}, dec: () => {}, set: () => {} };
    const observe = (): void => {
      if (breaks) throw new Error("sink");
    };
    const queue = new WorkQueue<string>({
      name: "queue",
      clock: new FakeClock(),
      metrics: {
        depth: () => sink,
        adds: () => sink,
        latency: () => sink,
        workDuration: () => ({ observe }),
        unfinishedWork: () => sink,
        longestRunningProcessor: () => sink,
        retries: () => sink,
      },
    });
    queue.add("a");
    const lease = (await queue.lease())!;
    expect(() => lease.done()).toThrow("sink");
    expect(inspect(queue).processing).toEqual(["a"]);
    breaks = false;
    lease.done();
    expect(inspect(queue).processing).toEqual([]);
  });

  it("of a rate limiting queue retries, counts and forgets", async () => {
    const clock = new FakeClock();
    const queue = new RateLimitingQueue<string>({ clock });
    queue.add("a");
    const lease = (await queue.lease())!;
    lease.retry();
    expect(lease.numRequeues).toBe(1);
    lease.done();
    expect(inspect(queue)).toMatchObject({ processing: [], waiting: [{ item: "a", dueIn: 5 }] });
    lease.forget();
    expect(lease.numRequeues).toBe(0);
  });
});

describe("async iteration", () => {
  it("gives leases until shutdown, and leaves done to them", async () => {
    const queue = new RateLimitingQueue<string>();
    const seen: string[] = [];
    for (const item of ["a", "b", "c"]) queue.add(item);
    for await (const lease of queue) {
      using _ = lease;
      seen.push(lease.item);
      expect(lease.numRequeues).toBe(0);
      if (lease.item === "b") queue.shutDown();
    }
    expect(seen).toEqual(["a", "b", "c"]);
    expect(inspect(queue).processing).toEqual([]);
  });

  it("lets bodies run side by side", async () => {
    const queue = new WorkQueue<string>();
    const leases: Lease<string>[] = [];
    queue.add("a");
    queue.add("b");
    queue.shutDown();
    for await (const lease of queue) leases.push(lease);
    expect(inspect(queue).processing).toEqual(["a", "b"]);
    for (const lease of leases) lease.done();
    expect(inspect(queue).processing).toEqual([]);
  });

  it("takes nothing more once left, not even for a next() that still waits", async () => {
    const queue = new WorkQueue<string>();
    const iterator = queue[Symbol.asyncIterator]();
    const nexts = [iterator.next(), iterator.next()];
    expect(await isPending(nexts[0]!)).toBe(true);
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect(await Promise.all(nexts)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    queue.add("a");
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(queue.len()).toBe(1);
  });

  it("passes on what get throws", async () => {
    const queue = new WorkQueue<string>({
      storage: {
        touch: () => {},
        push: () => {},
        pop: () => "a",
        len: () => 0,
      },
    });
    queue.add("a");
    const iterator = queue[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toThrow("storage.len() is 0");
  });
});
