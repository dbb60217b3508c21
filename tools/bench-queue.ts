/**
 * Measures the work queue beside its peers, and beside the bare data structures it is made of, all in one run:
 * `npm run bench:queue [-- part of a title]`. Peers take part where they do the same work, or where said.
 */
import asyncLibrary from "async";
import Denque from "denque";
import fastq from "fastq";
import PQueue from "p-queue";
import {
  DelayingQueue,
  FakeClock,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
  WorkQueue,
} from "../src/queue/index.ts";
import { BareHeap } from "./bench-queue/bare-heap.ts";
import { makeDelays, makeKeys } from "./bench-queue/keys.ts";
import { compare, weigh, type Contestant } from "./bench-queue/measure.ts";
import { webernetesQueue, type PeerQueue } from "./bench-queue/webernetes.ts";

const manyKeys = makeKeys(10_000);
const bulkKeys = makeKeys(100_000);
/** Cheap calls are measured in many short runs: the best of them is least disturbed by whatever else runs. */
const shortRun = 200_000;
const manyRounds = 30;
const webernetes = await webernetesQueue();
const backoff = { baseDelay: 5, maxDelay: 1_000_000 };

console.log(`Node ${process.version}, ${process.platform} ${process.arch}; the best of several rounds`);
for (const keys of [manyKeys.slice(0, 1), manyKeys]) await benchCycle(keys);
await benchBulk();
await benchDuplicateAdd();
await benchAwaitEach();
for (const consumers of [1, 10]) await benchConsumers(consumers);
await benchLimiter();
await benchAddRateLimited();
for (const count of [100_000, 1_000_000]) await benchWaiting(count);
weighItems();

async function benchCycle(keys: readonly string[]): Promise<void> {
  const operations = shortRun;
  await compare({
    title: `add + tryGet + done, ${keys.length} key(s)`,
    operations,
    rounds: manyRounds,
    contestants: [
      {
        name: "bare Map: set + get + delete",
        prepare() {
          const map = new Map<string, number>();
          return () => {
            for (let i = 0; i < operations; i += 1) {
              const key = keys[i % keys.length]!;
              map.set(key, 1);
              map.get(key);
              map.delete(key);
            }
          };
        },
      },
      {
        name: "WorkQueue",
        prepare() {
          const queue = new WorkQueue<string>();
          return () => {
            for (let i = 0; i < operations; i += 1) {
              queue.add(keys[i % keys.length]!);
              queue.done(queue.tryGet()!.item!);
            }
          };
        },
      },
      {
        name: "denque: push + shift (no dedupe, no done)",
        prepare() {
          const queue = new Denque<string>();
          return () => {
            for (let i = 0; i < operations; i += 1) {
              queue.push(keys[i % keys.length]!);
              queue.shift();
            }
          };
        },
      },
    ],
  });
}

async function benchBulk(): Promise<void> {
  await compare({
    title: "100,000 items added, then each taken and done",
    operations: bulkKeys.length,
    rounds: 25,
    contestants: [
      {
        name: "bare Map: all set, then each got and deleted",
        prepare() {
          const map = new Map<string, number>();
          return () => {
            for (const key of bulkKeys) map.set(key, 1);
            for (const key of bulkKeys) if (map.get(key) === 1) map.delete(key);
          };
        },
      },
      {
        name: "WorkQueue",
        prepare() {
          const queue = new WorkQueue<string>();
          return () => {
            for (const key of bulkKeys) queue.add(key);
            takeAll(queue);
          };
        },
      },
    ],
  });
}

async function benchDuplicateAdd(): Promise<void> {
  const operations = 10 * shortRun;
  const map = new Map([["key", 1]]);
  const queue = new WorkQueue<string>();
  queue.add("key");
  await compare({
    title: "add of an item that is ready already",
    operations,
    rounds: manyRounds,
    contestants: [
      {
        name: "bare Map: get",
        prepare: () => () => {
          let found = 0;
          for (let i = 0; i < operations; i += 1) found += map.get("key")!;
          if (found !== operations) throw new Error("the look-up was optimised away");
        },
      },
      {
        name: "WorkQueue",
        prepare: () => () => {
          for (let i = 0; i < operations; i += 1) queue.add("key");
        },
      },
    ],
  });
}

/** One item at a time: added, awaited, done. */
async function benchAwaitEach(): Promise<void> {
  const operations = shortRun;
  const times = async (step: () => Promise<void>): Promise<void> => {
    for (let i = 0; i < operations; i += 1) await step();
  };
  await compare({
    title: "add + await get + done, 1 key",
    operations,
    rounds: manyRounds,
    contestants: [
      {
        name: "WorkQueue",
        prepare() {
          const queue = new WorkQueue<string>();
          return () =>
            times(async () => {
              queue.add("key");
              queue.done((await queue.get()).item!);
            });
        },
      },
      {
        name: "fastq.promise: await push",
        prepare() {
          const queue = fastq.promise(async (_key: string) => {}, 1);
          return () => times(() => queue.push("key"));
        },
      },
      {
        name: "@ngrok/webernetes",
        prepare() {
          const queue = webernetes.newTyped();
          return () =>
            times(async () => {
              queue.add("key");
              queue.done((await queue.get())[0]!);
            });
        },
      },
    ],
  });
}

/** Workers that wait; 10,000 items go in together and are awaited before the next batch. */
async function benchConsumers(consumers: number): Promise<void> {
  const batches = 5;
  const batched = (name: string, prepare: () => (key: string, done: () => void) => void): Contestant => ({
    name,
    prepare() {
      const submit = prepare();
      return async () => {
        for (let i = 0; i < batches; i += 1) await wholeBatch(manyKeys, submit);
      };
    },
  });
  await compare({
    title: `add + get + done, 10,000 keys, ${consumers} waiting worker(s)`,
    operations: manyKeys.length * batches,
    rounds: 20,
    contestants: [
      batched("WorkQueue", () => consumed(new WorkQueue<string>(), consumers)),
      batched("fastq.promise", () => {
        const queue = fastq.promise((done: () => void) => Promise.resolve(done()), consumers);
        return (_key, done) => void queue.push(done);
      }),
      batched("p-queue", () => {
        const queue = new PQueue({ concurrency: consumers });
        return (_key, done) =>
          void queue.add(() => {
            done();
          });
      }),
      batched("async.queue", () => {
        const queue = asyncLibrary.queue((done: () => void, ended) => {
          done();
          ended();
        }, consumers);
        return (_key, done) => void queue.pushAsync(done);
      }),
      batched("@ngrok/webernetes", () => consumedPeer(webernetes.newTyped(), consumers)),
    ],
  });
}

function wholeBatch(keys: readonly string[], submit: (key: string, done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    let left = keys.length;
    const done = (): void => {
      left -= 1;
      if (left === 0) resolve();
    };
    for (const key of keys) submit(key, done);
  });
}

/** Starts consumers of a queue; gives the function that adds to it. */
function consumed(queue: WorkQueue<string>, consumers: number): (key: string, done: () => void) => void {
  let onDone = (): void => {};
  const consume = async (): Promise<void> => {
    for (;;) {
      const taken = await queue.get();
      if (taken.shutdown) return;
      queue.done(taken.item);
      onDone();
    }
  };
  for (let i = 0; i < consumers; i += 1) void consume();
  return (key, done) => {
    onDone = done;
    queue.add(key);
  };
}

function consumedPeer(queue: PeerQueue, consumers: number): (key: string, done: () => void) => void {
  let onDone = (): void => {};
  const consume = async (): Promise<void> => {
    for (;;) {
      const [item, shutdown] = await queue.get();
      if (shutdown) return;
      queue.done(item!);
      onDone();
    }
  };
  for (let i = 0; i < consumers; i += 1) void consume();
  return (key, done) => {
    onDone = done;
    queue.add(key);
  };
}

async function benchLimiter(): Promise<void> {
  const operations = shortRun;
  await compare({
    title: "limiter: when + forget, 10,000 keys",
    operations,
    rounds: manyRounds,
    contestants: [
      {
        name: "bare Map: get + set + delete",
        prepare() {
          const map = new Map<string, number>();
          return () => {
            for (let i = 0; i < operations; i += 1) {
              const key = manyKeys[i % manyKeys.length]!;
              map.set(key, (map.get(key) ?? 0) + 1);
              map.delete(key);
            }
          };
        },
      },
      {
        name: "ItemExponentialFailureRateLimiter",
        prepare() {
          const limiter = new ItemExponentialFailureRateLimiter<string>(backoff);
          return () => {
            for (let i = 0; i < operations; i += 1) {
              const key = manyKeys[i % manyKeys.length]!;
              limiter.when(key);
              limiter.forget(key);
            }
          };
        },
      },
    ],
  });
}

async function benchAddRateLimited(): Promise<void> {
  await compare({
    title: "addRateLimited + forget, each of 100,000 keys",
    operations: bulkKeys.length,
    rounds: 25,
    contestants: [
      {
        name: "RateLimitingQueue",
        prepare() {
          const rateLimiter = new ItemExponentialFailureRateLimiter<string>(backoff);
          const queue = new RateLimitingQueue<string>({ clock: new FakeClock(), rateLimiter });
          return () => {
            for (const key of bulkKeys) {
              queue.addRateLimited(key);
              queue.forget(key);
            }
          };
        },
      },
      {
        name: "@ngrok/webernetes",
        prepare() {
          const limiter = webernetes.newTypedItemExponentialFailureRateLimiter(5, 1_000_000);
          const queue = webernetes.newTypedRateLimitingQueue(limiter);
          return async () => {
            for (const key of bulkKeys) {
              await queue.addRateLimited(key);
              queue.forget(key);
            }
            await queue.shutDown();
          };
        },
      },
    ],
  });
}

async function benchWaiting(count: number): Promise<void> {
  const keys = makeKeys(count);
  const delays = makeDelays(count);
  const rounds = count > 500_000 ? 4 : 20;
  const fill = (): { queue: DelayingQueue<string>; clock: FakeClock } => {
    const clock = new FakeClock();
    const queue = new DelayingQueue<string>({ clock });
    for (let i = 0; i < count; i += 1) queue.addAfter(keys[i]!, delays[i]!);
    return { queue, clock };
  };
  const fillBare = (): BareHeap => {
    const heap = new BareHeap();
    for (let i = 0; i < count; i += 1) heap.push(keys[i]!, delays[i]!);
    return heap;
  };
  await compare({
    title: `${count} items inserted with addAfter, random delays`,
    operations: count,
    rounds,
    contestants: [
      { name: "bare binary heap: push (no look-up by key)", prepare: () => keeping(fillBare) },
      { name: "DelayingQueue", prepare: () => keeping(fill) },
    ],
  });
  await compare({
    title: `the ${count} released together, each taken and done`,
    operations: count,
    rounds,
    contestants: [
      {
        name: "bare binary heap: pop",
        prepare() {
          const heap = fillBare();
          return () => {
            while (heap.pop() !== undefined);
          };
        },
      },
      {
        name: "DelayingQueue",
        prepare() {
          const { queue, clock } = fill();
          return () => {
            clock.step(600_001);
            takeAll(queue);
          };
        },
      },
    ],
  });
}

/** A run that keeps what it made. */
function keeping(make: () => unknown): () => void {
  const made: unknown[] = [];
  return () => void made.push(make());
}

function takeAll(queue: WorkQueue<string>): void {
  for (let taken = queue.tryGet(); taken && !taken.shutdown; taken = queue.tryGet()) queue.done(taken.item);
}

function weighItems(): void {
  const count = bulkKeys.length;
  console.log("\nmemory, each of 100,000 items");
  weigh("bare Map: an entry", count, () => new Map(bulkKeys.map((key) => [key, 1])));
  weigh("a tracked failure", count, () => {
    const limiter = new ItemExponentialFailureRateLimiter<string>(backoff);
    for (const key of bulkKeys) limiter.when(key);
    return limiter;
  });
  weigh("a waiting item", count, () => {
    const queue = new DelayingQueue<string>({ clock: new FakeClock() });
    bulkKeys.forEach((key, i) => queue.addAfter(key, i + 1));
    return queue;
  });
  weigh("a ready item", count, () => {
    const queue = new WorkQueue<string>();
    for (const key of bulkKeys) queue.add(key);
    return queue;
  });
}
