import { EventEmitter } from "node:events";
import { FakeClock, inspect, RateLimitingQueue } from "../../src/queue/index.ts";
import { settled } from "./settled.ts";

interface RecordEvents {
  add: [{ name: string }];
  update: [{ name: string }];
}

/** A controller that publishes what an informer says has changed. */
interface Publisher {
  watch(informer: EventEmitter<RecordEvents>): void;
  run(): Promise<void>;
}
type PublisherClass = new (
  queue: RateLimitingQueue<string>,
  publish: (name: string) => Promise<void>,
) => Publisher;

/** What happened while one record changed every second. */
export interface Story {
  /** The instants of reconciles until the last change, in seconds from the start. */
  readonly reconciles: readonly number[];
  /** The longest time, in seconds, from a change to the reconcile that saw it, also after the last change. */
  readonly worstWait: number;
  /** Keys that the rate limiter still tracks when all work is done. */
  readonly tracked: number;
}

/**
 * Plays `seconds` of one record changing every second, on a clock that jumps, and then goes on until the last change is published.
 * `nameAt` says which record changes in a second.
 */
export async function playStory(
  Controller: PublisherClass,
  seconds: number,
  nameAt: (second: number) => string = () => "www",
): Promise<Story> {
  const clock = new FakeClock();
  const queue = new RateLimitingQueue<string>({ clock });
  const seen = new Watched(clock);
  const controller = new Controller(queue, (name) => seen.published(name));
  const informer = new EventEmitter<RecordEvents>();
  controller.watch(informer);
  const running = controller.run();
  for (let second = 0; second < seconds; second++) {
    seen.changed(nameAt(second));
    informer.emit("update", { name: nameAt(second) });
    await passSecond(clock, queue);
  }
  const reconciles = [...seen.reconciles];
  while (seen.isBehind) await passSecond(clock, queue);
  queue.shutDown();
  await running;
  return { reconciles, worstWait: seen.worstWait, tracked: inspect(queue).tracked.length };
}

/** Who keeps the time from each change to the reconcile that sees it. */
class Watched {
  readonly reconciles: number[] = [];
  worstWait = 0;
  readonly #clock: FakeClock;
  /** The earliest change of each record that is not published yet. */
  readonly #unseen = new Map<string, number>();

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  get isBehind(): boolean {
    return this.#unseen.size > 0;
  }

  changed(name: string): void {
    if (!this.#unseen.has(name)) this.#unseen.set(name, this.#clock.now());
  }

  published(name: string): Promise<void> {
    const now = this.#clock.now();
    this.worstWait = Math.max(this.worstWait, (now - (this.#unseen.get(name) ?? now)) / 1000);
    this.#unseen.delete(name);
    this.reconciles.push(now / 1000);
    return Promise.resolve();
  }
}

/** Stops at every instant of the next second at which a waiting item is due. */
async function passSecond(clock: FakeClock, queue: RateLimitingQueue<string>): Promise<void> {
  await settled();
  let left = 1000;
  for (;;) {
    const due = inspect(queue).waiting[0]?.dueIn ?? Infinity;
    if (due >= left) break;
    clock.step(due);
    left -= due;
    await settled();
  }
  clock.step(left);
}
