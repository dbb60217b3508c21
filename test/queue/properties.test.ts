import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
  runWorkers,
  WorkQueue,
} from "../../src/queue/index.ts";
import { ModelQueue } from "../conformance/model-queue.ts";
import { replay } from "../conformance/replay.ts";
import type { Operation, Trace } from "../conformance/trace.ts";
import { isPending } from "./pending.ts";

const item: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c", "d", "e");
const delay = fc.oneof(fc.integer({ min: -1, max: 50 }), fc.constantFrom(0.1, 0.2, 0.3, 10, 10, 20, 1e9));

/** A call, weighted so that queues fill, empty and now and then shut down. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ o: fc.constantFrom("add", "done"), k: item }) },
  { weight: 24, arbitrary: fc.record({ o: fc.constantFrom("get", "get", "getWait") }) },
  { weight: 18, arbitrary: fc.record({ o: fc.constant("addAfter"), k: item, ms: delay }) },
  { weight: 12, arbitrary: fc.record({ o: fc.constant("addRateLimited"), k: item }) },
  {
    weight: 9,
    arbitrary: fc.record({ o: fc.constant("step"), ms: fc.constantFrom(0, 0.1, 0.2, 1, 10, 25) }),
  },
  { weight: 3, arbitrary: fc.record({ o: fc.constantFrom("cancelWaiting", "forget"), k: item }) },
  { weight: 1, arbitrary: fc.record({ o: fc.constantFrom("shutDown", "shutDownWithDrain") }) },
);

const trace: fc.Arbitrary<Trace> = fc
  .record({
    ops: fc.array(operation, { maxLength: 120, size: "max" }),
    storage: fc.constantFrom(undefined, undefined, "fifo-traced", "lifo-traced", "prio-traced"),
  })
  .map(({ ops, storage }) => ({
    name: "random",
    kind: "ratelimiting",
    metrics: true,
    limiter: { type: "expo", baseMs: 5, maxMs: 100 },
    ops: ops.map((op, id) => ({ ...op, id })),
    ...(storage !== undefined && { storage }),
  }));

afterEach(() => {
  vi.restoreAllMocks();
});

describe("whatever is called", () => {
  it("the queue does what the model does", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    await fc.assert(
      fc.asyncProperty(trace, async (random) => {
        const model = new ModelQueue({ storage: random.storage, isDelaying: true });
        const outcomes = await replay(random);
        outcomes.forEach(({ d, nr: _nr, qc, ...outcome }, index) => {
          const { qc: expectedCalls, ...expected } = model.play(random.ops[index]!, d);
          expect({ index, ...outcome }).toEqual({ index, ...expected });
          if (random.storage !== undefined) expect(qc).toEqual(expectedCalls);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("numRequeues is the number of failures since the last forget", () => {
    const call = fc.record({ item, forgets: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const queue = new RateLimitingQueue<string>({ clock: new FakeClock() });
        const failures: Record<string, number> = {};
        for (const { item, forgets } of calls) {
          if (forgets) queue.forget(item);
          else queue.addRateLimited(item);
          failures[item] = forgets ? 0 : (failures[item] ?? 0) + 1;
          expect(queue.numRequeues(item)).toBe(failures[item]);
        }
        const counted = Object.entries(failures).filter(([, requeues]) => requeues > 0);
        expect(new Map(inspect(queue).tracked.map(({ item, requeues }) => [item, requeues]))).toEqual(
          new Map(counted),
        );
      }),
    );
  });
});

describe("with workers whose steps the scheduler mixes up", () => {
  /** Works through all that is added; notes what is in hand. */
  function makeWorkers(queue: WorkQueue<string>, scheduler: fc.Scheduler, onTake: (item: string) => void) {
    const inHand = new Set<string>();
    const work = async (): Promise<void> => {
      for (let taken = await queue.get(); !taken.shutdown; taken = await queue.get()) {
        expect(inHand).not.toContain(taken.item);
        inHand.add(taken.item);
        onTake(taken.item);
        await scheduler.schedule(Promise.resolve(), `work on ${taken.item}`);
        inHand.delete(taken.item);
        queue.done(taken.item);
      }
    };
    return Array.from({ length: 3 }, work);
  }

  it("no item is lost, none is handed out twice at once, and the drain ends after all of it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(item, { minLength: 1, maxLength: 30 }),
        async (scheduler, items) => {
          const queue = new WorkQueue<string>();
          const lastAdded = new Map<string, number>();
          const lastTaken = new Map<string, number>();
          let time = 0;
          const workers = makeWorkers(queue, scheduler, (item) => lastTaken.set(item, ++time));
          const adds = items.map(async (item) => {
            await scheduler.schedule(Promise.resolve(), `add ${item}`);
            lastAdded.set(item, ++time);
            queue.add(item);
          });
          await scheduler.waitFor(Promise.all(adds));
          await scheduler.waitFor(queue.shutDownWithDrain());
          await scheduler.waitFor(Promise.all(workers));
          for (const [item, added] of lastAdded) expect(lastTaken.get(item)).toBeGreaterThan(added);
          expect(inspect(queue)).toMatchObject({ ready: [], dirty: [], processing: [] });
        },
      ),
    );
  });

  it("aborted gets lose nothing", async () => {
    const step = fc.oneof(item, fc.constant("GET"), fc.nat(10));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const queue = new WorkQueue<string>();
        const gets: { controller: AbortController; outcome: Promise<string | undefined> }[] = [];
        const added = new Set<string>();
        for (const step of steps) {
          if (step === "GET") {
            const controller = new AbortController();
            const get = queue.get({ signal: controller.signal });
            gets.push({
              controller,
              outcome: get.then(
                ({ item }) => item,
                () => undefined,
              ),
            });
          } else if (typeof step === "number") {
            gets[step]?.controller.abort();
          } else {
            added.add(step);
            queue.add(step);
          }
        }
        const pending = await Promise.all(gets.map(({ outcome }) => isPending(outcome)));
        const settled = await Promise.all(gets.filter((_, i) => !pending[i]).map(({ outcome }) => outcome));
        const taken = settled.filter((item) => item !== undefined);
        const { ready, processing } = inspect(queue);
        expect(new Set(taken).size).toBe(taken.length);
        expect(processing.toSorted()).toEqual(taken.toSorted());
        expect(new Set([...ready, ...processing])).toEqual(added);
        if (pending.some(Boolean)) expect(ready).toEqual([]);
      }),
    );
  });

  it("runWorkers settles every item, however its handlers end", async () => {
    const ending = fc.constantFrom("succeeds", "throws", "requeues");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(item, ending), { maxLength: 40 }),
        fc.nat(3),
        async (plan, maxRetries) => {
          const clock = new FakeClock();
          const rateLimiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1, maxDelay: 8 });
          const queue = new RateLimitingQueue<string>({ clock, rateLimiter });
          const endings = new Map(
            plan.map(([item]) => [item, plan.filter(([other]) => other === item).map(([, e]) => e)]),
          );
          for (const item of endings.keys()) queue.add(item);
          const workers = runWorkers(
            queue,
            async (item) => {
              const next = endings.get(item)!.shift();
              if (next === "throws") throw new Error(item);
              return next === "requeues" ? { requeueAfter: 2 } : undefined;
            },
            { concurrency: 2, maxRetries },
          );
          for (let i = 0; i < 60; i += 1) {
            await new Promise((resolve) => setImmediate(resolve));
            clock.step(8);
          }
          expect(inspect(queue)).toEqual({ ready: [], dirty: [], processing: [], waiting: [], tracked: [] });
          queue.shutDown();
          await workers;
        },
      ),
      { numRuns: 50 },
    );
  });
});
