import { realNumber } from "./arguments.ts";
import type { Clock, ScheduledCall } from "./clock.ts";
import { releasing, waiting } from "./item-table.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";
import type { QueueOptions } from "./queue-options.ts";
import { snapshot, type QueueSnapshot } from "./snapshot.ts";
import { systemClock } from "./system-clock.ts";
import { WaitingHeap, type DueBatch } from "./waiting-heap.ts";
import { WorkQueue, type WaitOptions } from "./work-queue.ts";

/** A queue that can also add an item later. */
export class DelayingQueue<T> extends WorkQueue<T> {
  readonly #clock: Clock;
  readonly #retries: { inc(): void } | undefined;
  readonly #heap = new WaitingHeap();
  #timer: ScheduledCall | undefined;
  /** The instant `#timer` was set to, in ns. */
  #timerDue: number | undefined;
  #hasShutDown = false;

  constructor(options: QueueOptions<T> = {}) {
    super(options);
    const { name, metrics, clock = systemClock } = options;
    this.#clock = clock;
    this.#retries = name && metrics ? metrics.retries(name) : undefined;
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
    const slot = this.table.find(this.keyOf(item));
    if (slot === undefined || !(this.table.stateOf(slot) & waiting)) return false;
    this.#heap.remove(slot);
    this.table.change(slot, waiting, 0);
    this.table.release(slot);
    this.#setTimer();
    return true;
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
    const { slots, dues } = this.#heap.sorted();
    const items = Array.from(slots, (slot, index) => ({
      item: this.table.waitingItem(slot),
      dueIn: Math.max(toMilliseconds(dues[index]! - now), 0),
    }));
    return { ...super[snapshot](), waiting: items };
  }

  protected override accept(slot: number, item: T): void {
    super.accept(slot, item);
    this.table.setWaitingItem(slot, item);
  }

  protected countRetry(): void {
    if (!this.shuttingDown()) this.#retries?.inc();
  }

  /** `addAfter` of an item whose key and delay are known to be good. */
  protected acceptAfter(key: unknown, item: T, delay: number): void {
    if (this.shuttingDown()) return;
    const nanoseconds = toNanoseconds(delay);
    if (nanoseconds <= 0) this.accept(this.table.claim(key), item);
    else this.#wait(key, item, this.#now() + nanoseconds);
  }

  #wait(key: unknown, item: T, due: number): void {
    const slot = this.table.claim(key);
    this.table.setWaitingItem(slot, item);
    if (this.table.stateOf(slot) & waiting) {
      this.#heap.advance(slot, due);
    } else {
      this.#heap.insert(slot, due);
      this.table.change(slot, 0, waiting);
    }
    this.#setTimer();
  }

  #now(): number {
    return toNanoseconds(this.#clock.now());
  }

  /** Keeps one timer, at the earliest deadline. */
  #setTimer(): void {
    const due = this.#heap.nextDue();
    if (due === this.#timerDue) return;
    this.#timer?.cancel();
    this.#timerDue = due;
    this.#timer =
      due === undefined || due === Infinity
        ? undefined
        : this.#clock.schedule(Math.max(toMilliseconds(due - this.#now()), 0), () => this.#release());
  }

  /** Adds what is due. If that throws, what was not added waits on. */
  #release(): void {
    this.#timerDue = undefined;
    this.#timer = undefined;
    const batch = this.#heap.takeDue(this.#now());
    for (const slot of batch.slots) this.table.change(slot, waiting, releasing);
    let added = 0;
    try {
      for (const slot of batch.slots) {
        this.accept(slot, this.table.waitingItem(slot));
        this.table.change(slot, releasing, 0);
        this.table.release(slot);
        added += 1;
      }
    } finally {
      for (let i = added; i < batch.slots.length; i += 1) this.#waitOn(batch, i);
      this.#setTimer();
    }
  }

  #waitOn(batch: DueBatch, index: number): void {
    const slot = batch.slots[index]!;
    if (!(this.table.stateOf(slot) & waiting)) this.#heap.restore(batch, index);
    this.table.change(slot, releasing, waiting);
  }

  #dropWaiting(): void {
    for (const slot of this.#heap.takeDue(Infinity).slots) {
      this.table.change(slot, waiting, 0);
      this.table.release(slot);
    }
    this.#setTimer();
  }
}
