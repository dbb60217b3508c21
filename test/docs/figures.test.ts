import { expect, it } from "vitest";
import { inspect, WorkQueue } from "../../src/queue/index.ts";
import { settled } from "../../tools/story/settled.ts";
import { page } from "./blocks.ts";
import { Stage } from "./plays.ts";

/** What a page says in its first paragraph, on one line. */
function why(rule: string): string {
  const [, paragraph = ""] = page(rule).split(/<!-- \/header -->\s*/);
  return (paragraph.split("\n\n")[0] ?? "").replace(/\s+/g, " ");
}

it("no-immediate-retry: attempts of 10 ms in a minute in which the service is down", async () => {
  async function attemptsWith(retry: "add" | "addRateLimited"): Promise<number> {
    const stage = new Stage();
    let attempts = 0;
    void stage.work(async (item) => {
      attempts++;
      await stage.sleep(10);
      stage.queue[retry](item);
      stage.queue.done(item);
    });
    stage.queue.add("pod");
    await stage.pass(60_000, 5);
    return attempts;
  }
  const [wrong, right] = [await attemptsWith("add"), await attemptsWith("addRateLimited")];
  expect({ wrong, right }).toEqual({ wrong: 6001, right: 14 });
  expect(why("no-immediate-retry")).toContain("6,001 times in a minute, and with `addRateLimited` 14 times");
});

it("no-mismatched-item: runs of a record that changes once a second for a minute", async () => {
  async function runsWith(settle: (item: string) => string): Promise<number> {
    const stage = new Stage();
    let runs = 0;
    void stage.work((item) => {
      runs++;
      stage.queue.done(settle(item));
      return Promise.resolve();
    });
    await stage.pass(60_000, 1000, () => stage.queue.add("default/www"));
    return runs;
  }
  const [wrong, right] = [await runsWith((item) => item.split("/")[1] ?? ""), await runsWith((item) => item)];
  expect({ wrong, right }).toEqual({ wrong: 1, right: 60 });
  expect(why("no-mismatched-item")).toContain("worked on once instead of 60 times");
});

it("no-reference-items: runs, and entries of the limiter, of a record that changed 1,000 times and then fails", async () => {
  async function countsWith(item: () => unknown): Promise<{ runs: number; tracked: number; kept: number }> {
    const stage = new Stage<unknown>();
    for (let change = 0; change < 1000; change++) stage.queue.add(item());
    let runs = 0;
    void stage.work((taken) => {
      runs++;
      stage.queue.addRateLimited(taken);
      stage.queue.done(taken);
      return Promise.resolve();
    });
    await settled();
    const tracked = inspect(stage.queue).tracked.length;
    stage.queue.forget(item());
    return { runs, tracked, kept: inspect(stage.queue).tracked.length };
  }
  expect(await countsWith(() => ({ name: "www" }))).toEqual({ runs: 1000, tracked: 1000, kept: 1000 });
  expect(await countsWith(() => "www")).toEqual({ runs: 1, tracked: 1, kept: 0 });
  expect(why("no-reference-items")).toContain("worked on 1,000 times instead of once");
  expect(why("no-reference-items")).toContain(
    "keeps 1,000 entries, none of which a `forget` of an equal item reaches",
  );
});

it("require-shutdown-check: empty turns after a shutdown before a timer of 0 ms gets its turn", async () => {
  const queue = new WorkQueue<string>();
  let fired = false;
  setTimeout(() => (fired = true), 0);
  queue.shutDown();
  let turns = 0;
  for (; !fired && turns < 1_000_000; turns++) await queue.get();
  expect({ turns, fired }).toEqual({ turns: 1_000_000, fired: false });
  expect(why("require-shutdown-check")).toContain("a million empty turns");
});

it("no-double-done: turns that begin while another worker has the item, in a minute of changes", async () => {
  async function overlapsWith(settle: (stage: Stage, item: string) => Promise<void>): Promise<number> {
    const stage = new Stage();
    const [overlaps, atWork] = [{ count: 0 }, new Set<string>()];
    const turn = async (item: string): Promise<void> => {
      if (atWork.has(item)) overlaps.count++;
      atWork.add(item);
      await stage.sleep(500);
      atWork.delete(item);
      await settle(stage, item);
    };
    void Promise.all([stage.work(turn), stage.work(turn)]);
    await stage.pass(60_000, 100, () => stage.queue.add("www"));
    return overlaps.count;
  }
  const twice = await overlapsWith(async (stage, item) => {
    stage.queue.done(item);
    await stage.sleep(200);
    stage.queue.done(item);
  });
  const once = await overlapsWith(async (stage, item) => {
    await stage.sleep(200);
    stage.queue.done(item);
  });
  expect({ twice, once }).toEqual({ twice: 85, once: 0 });
  expect(why("no-double-done")).toContain("85 times in a minute");
});

it("prefer-guaranteed-done: runs of a record that changes ten times, after a log line that throws", async () => {
  async function runsWith(turn: (queue: WorkQueue<string>, item: string, log: () => void) => Promise<void>) {
    const stage = new Stage();
    let runs = 0;
    const log = (): void => {
      if (runs++ === 0) throw new TypeError("Converting circular structure to JSON");
    };
    void stage.work((item) => turn(stage.queue, item, log));
    await stage.pass(10_000, 1000, () => stage.queue.add("www"));
    return runs;
  }
  const byHand = await runsWith(async (queue, item, log) => {
    await Promise.resolve();
    log();
    queue.done(item);
  });
  const guaranteed = await runsWith(async (queue, item, log) => {
    try {
      await Promise.resolve();
      log();
    } finally {
      queue.done(item);
    }
  });
  expect({ byHand, guaranteed }).toEqual({ byHand: 1, guaranteed: 10 });
  expect(why("prefer-guaranteed-done")).toContain("worked on once instead of ten times");
});

it("require-retry-limit: runs in two days of an item that can never succeed", async () => {
  async function runsWith(limit: number): Promise<{ firstDay: number; secondDay: number }> {
    const [stage, day] = [new Stage(), 24 * 3600 * 1000];
    let runs = 0;
    void stage.work((item) => {
      runs++;
      if (stage.queue.numRequeues(item) < limit) stage.queue.addRateLimited(item);
      else stage.queue.forget(item);
      stage.queue.done(item);
      return Promise.resolve();
    });
    stage.queue.add("poison");
    await stage.passRetries(day);
    const firstDay = runs;
    await stage.passRetries(day);
    return { firstDay, secondDay: runs - firstDay };
  }
  expect(await runsWith(Infinity)).toEqual({ firstDay: 104, secondDay: 86 });
  expect(await runsWith(5)).toEqual({ firstDay: 6, secondDay: 0 });
  expect(why("require-retry-limit")).toContain("104 times in its first day and 86 times in its second");
});
