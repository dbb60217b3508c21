import { realNumber } from "./arguments.ts";
import type { Clock, ScheduledCall } from "./clock.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";
import type { QueueOptions } from "./queue-options.ts";
import { snapshot, type QueueSnapshot } from "./snapshot.ts";
import { systemClock } from "./system-clock.ts";
import { WaitingHeap } from "./waiting-heap.ts";
import { WorkQueue, type WaitOptions } from "./work-queue.ts";

/** A queue that can also add an item later. */
export class DelayingQueue<T> extends WorkQueue<T> {
  readonly #clock: Clock;
  readonly #keyed: boolean;
  readonly #retries: { inc(): void } | undefined;
  readonly #waiting: WaitingHeap<T>;
  #timer: ScheduledCall | undefined;
  /** The instant `#timer` was set to, in ns. */
  #timerDue: number | undefined;
  #hasShutDown = false;

  constructor(options: QueueOptions<T> = {}) {
    super(options);
    const { name, metrics, clock = systemClock, keyOf } = options;
    this.#clock = clock;
    this.#keyed = keyOf !== undefined;
    this.#retries = name && metrics ? metrics.retries(name) : undefined;
    this.#waiting = new WaitingHeap(this.#keyed);
  }

  /**
   * Adds `item` when `delay` ms have passed; at once when that is 0 or less, never when it is `Infinity`. Of two delays for one item
   * the one that ends earlier counts. A direct `add` does not end the wait. Ignored after shutdown.
   */
  addAfter(item: T, delay: number): void {
    realNumber(delay, "delay");
    const key = this.keyOf(item);
    this.countRetry();
    this.acceptAfter(key, item, delay);
  }

  /**
   * Takes `item` out of those that wait for their delay, and tells whether it was there. client-go has no such call; the failure that
   * caused the delay stays counted.
   */
  cancelWaiting(item: T): boolean {
    const wasWaiting = this.#waiting.remove(this.keyOf(item));
    this.#setTimer();
    return wasWaiting;
  }

  /** As in client-go, only the first call counts: a drain begun after it cannot be ended by another. */
  override shutDown(): void {
    if (this.#hasShutDown) return;
    this.#hasShutDown = true;
    super.shutDown();
    this.#dropWaiting();
  }

  override shutDownWithDrain(options?: WaitOptions): Promise<void> {
    this.#dropWaiting();
    return super.shutDownWithDrain(options);
  }

  override [snapshot](): QueueSnapshot<T> {
    const now = this.#now();
    const waiting = this.#waiting.records().map(({ item, due }) => ({
      item,
      dueIn: Math.max(toMilliseconds(due - now), 0),
    }));
    return { ...super[snapshot](), waiting };
  }

  protected override accept(key: unknown, item: T): void {
    super.accept(key, item);
    if (this.#keyed) this.#waiting.replace(key, item);
  }

  protected countRetry(): void {
    if (!this.shuttingDown()) this.#retries?.inc();
  }

  /** `addAfter` of an item whose key and delay are known to be good. */
  protected acceptAfter(key: unknown, item: T, delay: number): void {
    if (this.shuttingDown()) return;
    const nanoseconds = toNanoseconds(delay);
    if (nanoseconds <= 0) return this.accept(key, item);
    this.#waiting.put(key, item, this.#now() + nanoseconds);
    this.#setTimer();
  }

  #now(): number {
    return toNanoseconds(this.#clock.now());
  }

  /** Keeps one timer, at the earliest deadline. */
  #setTimer(): void {
    const due = this.#waiting.nextDue();
    if (due === this.#timerDue) return;
    this.#timer?.cancel();
    this.#timerDue = due;
    this.#timer =
      due === undefined || due === Infinity
        ? undefined
        : this.#clock.schedule(Math.max(toMilliseconds(due - this.#now()), 0), () => this.#release());
  }

  #release(): void {
    this.#timerDue = undefined;
    this.#timer = undefined;
    try {
      this.#waiting.release(this.#now(), (key, item) => this.accept(key, item));
    } finally {
      this.#setTimer();
    }
  }

  #dropWaiting(): void {
    this.#waiting.clear();
    this.#setTimer();
  }
}
