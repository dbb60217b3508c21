import { someItem } from "./arguments.ts";
import { asyncDispose } from "./dispose-symbols.ts";
import { dirtyEntry, type Entry } from "./entry.ts";
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

/**
 * A queue of distinct items: adding one that is ready already changes nothing, and one added while in processing comes again after
 * its `done`, so no item is ever worked on twice at once.
 *
 * One map holds every item that is ready, in processing, or both; the ready ones also stand in `#ready`, in their order. An add
 * while a worker waits goes to that worker at once. Whatever may throw (`keyOf`, a storage, a metrics sink) runs before any change.
 */
export class WorkQueue<T> implements AsyncDisposable {
  readonly #name: string | undefined;
  readonly #keyOf: ((item: T) => unknown) | undefined;
  readonly #metrics: QueueMetrics<T> | undefined;
  readonly #entries = new Map<unknown, Entry<T>>();
  readonly #ready: ReadyList<T>;
  readonly #getters = new WaitList<Taken<T>>();
  readonly #drainers = new WaitList<void>();
  /** The entry handed out last: most workers finish it next, and need not look it up then. */
  #lastTaken: Entry<T> | undefined;
  #shuttingDown = false;
  #hasWarned = false;

  constructor(options: QueueOptions<T> = {}) {
    checkQueueOptions(options);
    const { name, metrics, clock = systemClock, storage, keyOf } = options;
    this.#name = name;
    this.#keyOf = keyOf;
    this.#ready =
      storage === undefined ? new ReadyRing() : new ReadyStorage(storage, (item) => this.keyOf(item));
    this.#metrics = name && metrics ? new QueueMetrics(name, metrics, clock) : undefined;
  }

  /** Marks `item` as needing work. Ignored after shutdown. */
  add(item: T): void {
    const key = this.keyOf(item);
    if (!this.#shuttingDown) this.accept(key, item);
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
    const entry = this.#ready.front();
    if (entry === undefined) return this.#shuttingDown ? { item: undefined, shutdown: true } : undefined;
    this.#metrics?.taken(entry);
    this.#ready.removeFront();
    return this.#take(entry);
  }

  /** Ends the work on `item`. Ignored for an item that is not processing. */
  done(item: T): void {
    const last = this.#lastTaken;
    const entry = last?.taken === item && item !== undefined ? last : this.#entries.get(this.keyOf(item));
    if (entry?.processing !== true) return this.#warnOnce();
    this.#metrics?.done(entry);
    if (entry.dirty) this.#enqueue(entry);
    else this.#forgetEntry(entry);
    if (entry === last && !entry.processing) this.#lastTaken = undefined;
    if (this.#entries.size === 0) this.#drainers.resolveAll();
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
    return this.#entries.size === 0 ? Promise.resolve() : this.#drainers.wait(signal);
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
    const entries = [...this.#entries.values()];
    return {
      ready: Array.from(this.#ready.entries(), (entry) => entry.item),
      dirty: entries.filter((entry) => entry.dirty).map((entry) => entry.item),
      processing: entries.filter((entry) => entry.processing).map((entry) => entry.taken!),
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

  /** `add` of an item whose key is known, before shutdown. */
  protected accept(key: unknown, item: T): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#admit(dirtyEntry(key, item));
    else if (entry.dirty) this.#replace(entry, item);
    else this.#redo(entry, item);
  }

  #admit(entry: Entry<T>): void {
    this.#metrics?.added(entry);
    try {
      this.#enqueue(entry);
    } catch (error) {
      this.#metrics?.refused();
      throw error;
    }
    this.#entries.set(entry.key, entry);
  }

  #replace(entry: Entry<T>, item: T): void {
    if (!entry.processing) this.#ready.touch(item);
    entry.item = item;
  }

  #redo(entry: Entry<T>, item: T): void {
    this.#metrics?.added(entry);
    entry.item = item;
    entry.dirty = true;
  }

  /** Gives a dirty entry to the getter that has waited longest, or else makes it ready. */
  #enqueue(entry: Entry<T>): void {
    if (this.#getters.isEmpty()) {
      this.#ready.push(entry);
      this.#metrics?.released(entry);
      entry.processing = false;
      entry.taken = undefined;
    } else {
      this.#ready.pass(entry);
      this.#metrics?.taken(entry);
      this.#getters.resolveFirst(this.#take(entry));
    }
  }

  #take(entry: Entry<T>): Taken<T> {
    entry.dirty = false;
    entry.processing = true;
    entry.taken = entry.item;
    this.#lastTaken = entry;
    return { item: entry.item, shutdown: false };
  }

  #forgetEntry(entry: Entry<T>): void {
    this.#metrics?.released(entry);
    entry.processing = false;
    this.#entries.delete(entry.key);
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
