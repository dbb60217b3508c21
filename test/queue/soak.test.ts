import { expect, it } from "vitest";
import {
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
} from "../../src/queue/index.ts";
import { collectGarbage } from "./garbage.ts";

const operations = 10_000_000;

/** Small steps of a fixed random sequence (Lehmer), 1 .. 2^31 - 2. */
function* lehmer(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state;
  }
}

/** Calls everything at random on keys of a set that moves on, so that old items must go. */
function churn(queue: RateLimitingQueue<string>, clock: FakeClock, count: number): void {
  const random = lehmer(42);
  const inHand: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const number = random.next().value;
    const key = `object-${Math.floor(i / 1000) + (number % 5000)}`;
    const choice = (number >> 8) % 16;
    if (choice < 4) queue.add(key);
    else if (choice < 6) queue.addAfter(key, number % 1000);
    else if (choice < 8) queue.addRateLimited(key);
    else if (choice < 12) take(queue, inHand);
    else if (choice < 14) finish(queue, inHand.shift());
    else if (choice === 14) queue.cancelWaiting(key);
    else clock.step(number % 50);
  }
  for (const item of inHand) finish(queue, item);
}

function take(queue: RateLimitingQueue<string>, inHand: string[]): void {
  const taken = queue.tryGet();
  if (taken?.shutdown === false) inHand.push(taken.item);
}

function finish(queue: RateLimitingQueue<string>, item: string | undefined): void {
  if (item === undefined) return;
  queue.forget(item);
  queue.done(item);
}

/** Takes, forgets and ends all that is ready or waits; forgets what is only counted. */
function empty(queue: RateLimitingQueue<string>, clock: FakeClock): void {
  clock.step(1_000_000);
  for (let taken = queue.tryGet(); taken?.shutdown === false; taken = queue.tryGet())
    finish(queue, taken.item);
  for (const { item } of inspect(queue).tracked) queue.forget(item);
}

async function heap(): Promise<number> {
  await collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it("is back at its memory of the start after 10 million operations", { timeout: 120_000 }, async () => {
  const clock = new FakeClock();
  const rateLimiter = new ItemExponentialFailureRateLimiter<string>({ baseDelay: 5, maxDelay: 1000 });
  const queue = new RateLimitingQueue<string>({ clock, rateLimiter });
  churn(queue, clock, 200_000);
  empty(queue, clock);
  const start = await heap();
  churn(queue, clock, operations);
  expect(inspect(queue).waiting.length + queue.len()).toBeGreaterThan(1000);
  empty(queue, clock);
  expect(inspect(queue)).toEqual({ ready: [], dirty: [], processing: [], waiting: [], tracked: [] });
  expect((await heap()) / start).toBeLessThan(1.05);
});
