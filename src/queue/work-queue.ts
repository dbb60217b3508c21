import { someItem } from "./arguments.ts";
import { asyncDispose } from "./dispose-symbols.ts";
import { dirty, ItemTable, processing } from "./item-table.ts";
import { QueueLease, type Lease } from "./lease.ts";
import { LeaseIterator } from "./lease-iterator.ts";
import { warnOfStrayDone } from "./misuse-warning.ts";
import { QueueMetrics } from "./queue-metrics.ts";
import { checkQueueOptions, type QueueOptions } from "./queue-options.ts";
import type { ReadyList } from "./ready-list.ts";
import { ReadyRing } from "./ready-ring.ts";
import { ReadyStorage } from "./ready-storage.ts";
import { snapshot, type QueueSnapshot } from "./snapshot.ts";
import { systemClock } from "./system-clock.ts";
import { WaitList } from "./wait-list.ts";

export type Taken<T> = { item: T; shutdown: false } | { item: undefined; shutdown: true };

/** How a call that waits can be given up. */
export interface WaitOptions {
  signal?: AbortSignal;
}

/** No slot. */
const none = -1;

/**
 * A queue of distinct items: adding one that is ready already changes nothing, and one added while in processing comes again after
 * its `done`, so no item is ever worked on twice at once.
 *
 * The table holds every item the queue knows; the ready ones also stand in `#ready`, in their order. An add while a worker waits goes to
 * that worker at once. Whatever may throw (`keyOf`, a storage, a metrics sink) runs before any change.
 */
export class WorkQueue<T> implements AsyncDisposable {
  readonly #name: string | undefined;
  readonly #keyOf: ((item: T) => unknown) | undefined;
  readonly #metrics: QueueMetrics | undefined;
  /** @internal */
  protected readonly table: ItemTable<T>;
  readonly #ready: ReadyList<T>;
  readonly #getters = new WaitList<Taken<T>>();
  readonly #drainers = new WaitList<void>();
  /** The slot handed out last: most workers finish it next, and need not look it up then. */
  #lastTaken = none;
  #shuttingDown = false;
  #hasWarned = false;

  constructor(options: QueueOptions<T> = {}) {
    checkQueueOptions(options);
    const { name, metrics, clock = systemClock, storage, keyOf } = options;
    this.#name = name;
    this.#keyOf = keyOf;
    this.table = new ItemTable(keyOf !== undefined);
    this.#ready = storage
      ? new ReadyStorage(storage, (item) => this.keyOf(item), this.table)
      : new ReadyRing<T>();
    this.#metrics = name && metrics ? new QueueMetrics(name, metrics, clock) : undefined;
  }

  /** Marks `item` as needing work. Ignored after shutdown. */
  add(item: T): void {
    const key = this.keyOf(item);
    if (!this.#shuttingDown) this.accept(this.table.claim(key), item);
  }

  /** How many items are ready; those in processing or waiting for a delay do not count. */
  len(): number {
    return this.#ready.len();
  }

  /** Resolves when an item is ready or the queue is shut down and empty. An aborted get takes nothing and loses nothing. */
  get(options?: WaitOptions): Promise<Taken<T>> {
    const signal = options?.signal;
    try {
      signal?.throwIfAborted();
      const taken = this.tryGet();
      return taken === undefined ? this.#getters.wait(signal) : Promise.resolve(taken);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The same without waiting: undefined when nothing is ready. */
  tryGet(): Taken<T> | undefined {
    const slot = this.#ready.front();
    if (slot === undefined) return this.#shuttingDown ? { item: undefined, shutdown: true } : undefined;
    this.#metrics?.taken(slot);
    this.#ready.removeFront();
    return this.#take(slot);
  }

  /** Ends the work on `item`. Ignored for an item that is not processing. */
  done(item: T): void {
    const slot = this.#slotTakenAs(item);
    if (slot === undefined) return this.#warnOnce();
    this.#metrics?.done(slot);
    if (this.table.stateOf(slot) & dirty) this.#enqueue(slot);
    else this.#endProcessing(slot, 0);
    this.table.release(slot);
    if (this.#shuttingDown && this.table.size === 0) this.#drainers.resolveAll();
  }

  /** Refuses further items, and releases waiting getters and drains. Ready items are still handed out. */
  shutDown(): void {
    this.#close();
    this.#drainers.resolveAll();
  }

  /**
   * Shuts down, and resolves, for every caller, when nothing is ready, dirty or processing any more. An aborted drain leaves the queue
   * shut down.
   */
  shutDownWithDrain(options?: WaitOptions): Promise<void> {
    this.#close();
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return this.table.size === 0 ? Promise.resolve() : this.#drainers.wait(signal);
  }

  shuttingDown(): boolean {
    return this.#shuttingDown;
  }

  /** `get`, as a lease that knows its queue; undefined after shutdown. */
  async lease(options?: WaitOptions): Promise<Lease<T> | undefined> {
    const taken = await this.get(options);
    return taken.shutdown ? undefined : this.leaseOf(taken.item);
  }

  /** Leases until shutdown. The iterator itself never calls `done`: the lease does (`using`), so bodies may run side by side. */
  [Symbol.asyncIterator](): AsyncIterator<Lease<T>> {
    return new LeaseIterator((options) => this.lease(options));
  }

  /** Drains. */
  [asyncDispose](): Promise<void> {
    return this.shutDownWithDrain();
  }

  [snapshot](): QueueSnapshot<T> {
    const { table } = this;
    return {
      ready: Array.from(this.#ready.slots(), (slot) => table.pendingItem(slot)),
      dirty: table.slotsIn(dirty).map((slot) => table.pendingItem(slot)),
      processing: table.slotsIn(processing).map((slot) => table.takenItem(slot)),
      waiting: [],
      tracked: [],
    };
  }

  /** What `item` is known by; throws for undefined. */
  protected keyOf(item: T): unknown {
    someItem(item);
    return this.#keyOf === undefined ? item : this.#keyOf(item);
  }

  protected leaseOf(item: T): Lease<T> {
    return new QueueLease(this, item);
  }

  /** `add`, before shutdown, of an item whose slot is known. */
  protected accept(slot: number, item: T): void {
    const state = this.table.stateOf(slot);
    if (state & dirty) this.#replace(slot, state, item);
    else if (state & processing) this.#redo(slot, item);
    else this.#admit(slot, item);
  }

  #admit(slot: number, item: T): void {
    try {
      this.#metrics?.added(slot);
      this.table.setPendingItem(slot, item);
      this.#enqueue(slot);
    } catch (error) {
      this.table.release(slot);
      this.#metrics?.refused(slot);
      throw error;
    }
  }

  #replace(slot: number, state: number, item: T): void {
    if (!(state & processing)) this.#ready.touch(item);
    this.table.setPendingItem(slot, item);
  }

  #redo(slot: number, item: T): void {
    this.#metrics?.added(slot);
    this.table.setPendingItem(slot, item);
    this.table.change(slot, 0, dirty);
  }

  /** Gives an item that needs work to the getter that has waited longest, or else makes it ready. */
  #enqueue(slot: number): void {
    if (this.#getters.isEmpty()) {
      this.#ready.push(slot);
      this.#endProcessing(slot, dirty);
    } else {
      this.#ready.pass(slot);
      this.#metrics?.taken(slot);
      this.#getters.resolveFirst(this.#take(slot));
    }
  }

  #take(slot: number): Taken<T> {
    const item = this.table.pendingItem(slot);
    this.table.setTakenItem(slot, item);
    this.table.change(slot, dirty, processing);
    this.#lastTaken = slot;
    return { item, shutdown: false };
  }

  /** The slot of an item in processing. */
  #slotTakenAs(item: T): number | undefined {
    const last = this.#lastTaken;
    if (last !== none && item !== undefined && this.table.takenItem(last) === item) return last;
    const slot = this.table.find(this.keyOf(item));
    return slot !== undefined && this.table.stateOf(slot) & processing ? slot : undefined;
  }

  /** Moves an item from processing, if it is in that, to `next`. */
  #endProcessing(slot: number, next: number): void {
    this.#metrics?.released(slot);
    this.table.change(slot, processing, next);
    if (this.#lastTaken === slot) this.#lastTaken = none;
  }

  #close(): void {
    this.#shuttingDown = true;
    this.#metrics?.stop();
    this.#getters.resolveAll({ item: undefined, shutdown: true });
  }

  #warnOnce(): void {
    if (!this.#hasWarned) warnOfStrayDone(this.#name);
    this.#hasWarned = true;
  }
}
