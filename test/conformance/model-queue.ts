import { rounded } from "./replay.ts";
import { TracedStorage } from "./traced-storage.ts";
import type { Operation, QueueEvent, StorageKind } from "./trace.ts";

interface Waiting {
  item: string;
  due: number;
  order: number;
}

export interface ModelOutcome {
  r?: unknown;
  ev: QueueEvent[];
  qc: [call: string, item: string][];
  len: number;
  sd: boolean;
  m: Record<string, number>;
}

/**
 * What the queue must do, written down naively from the documented semantics of client-go and the six deliberate differences, with
 * lists and sets only. The limiter is no part of it: delays are given. Instants are nanoseconds.
 */
export class ModelQueue {
  readonly storage: TracedStorage;
  readonly dirty = new Set<string>();
  readonly processing = new Set<string>();
  waiting: Waiting[] = [];
  shuttingDown = false;
  readonly #isDelaying: boolean;
  #now = 0;
  #order = 0;
  #hasShutDown = false;
  #getters: number[] = [];
  #drains: number[] = [];
  #events: QueueEvent[] = [];
  readonly #metrics: Record<string, number> = {};
  readonly #addedAt = new Map<string, number>();
  readonly #takenAt = new Map<string, number>();

  constructor(options: { storage?: StorageKind | undefined; isDelaying: boolean }) {
    this.storage = new TracedStorage(options.storage ?? "fifo-traced");
    this.#isDelaying = options.isDelaying;
  }

  /** One call; `delay` in ns is what the limiter gave for addRateLimited. */
  play({ o, k = "", ms = 0, id = 0 }: Operation, delay = 0): ModelOutcome {
    const result = this.#call(o, k, Math.round(ms * 1e6), id, delay);
    const outcome: ModelOutcome = {
      ev: this.#events.sort((a, b) => a[1] - b[1]),
      qc: this.storage.calls,
      len: this.storage.len(),
      sd: this.shuttingDown,
      m: Object.fromEntries(Object.entries(this.#metrics).map(([name, value]) => [name, rounded(value)])),
      ...(result !== undefined && { r: result }),
    };
    this.#events = [];
    this.storage.calls = [];
    return outcome;
  }

  #call(o: string, k: string, ns: number, id: number, delay: number): unknown {
    if (o === "add") return this.#add(k);
    if (o === "addAfter") return this.#addAfter(k, ns);
    if (o === "addRateLimited") return this.#addAfter(k, delay);
    if (o === "cancelWaiting") return this.#cancelWaiting(k);
    if (o === "get") return this.#get();
    if (o === "getWait") return this.#getWait(id);
    if (o === "done") return this.#done(k);
    if (o === "len") return this.storage.len();
    if (o === "shuttingDown") return this.shuttingDown;
    if (o === "shutDown") return this.#shutDown(id);
    if (o === "shutDownWithDrain") return this.#drain(id);
    if (o === "step") return this.#step(ns);
    return undefined;
  }

  #add(item: string): void {
    if (this.shuttingDown) return;
    if (this.dirty.has(item)) {
      if (!this.processing.has(item)) this.storage.touch(item);
      return;
    }
    this.#count("adds", 1);
    this.#count("depth", 1);
    this.#addedAt.set(item, this.#now);
    this.dirty.add(item);
    if (!this.processing.has(item)) this.#push(item);
  }

  #push(item: string): void {
    this.storage.push(item);
    const id = this.#getters.shift();
    if (id !== undefined) this.#events.push(["got", id, this.#take(), false]);
  }

  #take(): string {
    const item = this.storage.pop();
    this.#count("depth", -1);
    this.#observe("lat", this.#now - this.#addedAt.get(item)!);
    this.#takenAt.set(item, this.#now);
    this.dirty.delete(item);
    this.processing.add(item);
    return item;
  }

  #addAfter(item: string, delay: number): void {
    if (this.shuttingDown) return;
    this.#count("retries", 1);
    if (delay <= 0) return this.#add(item);
    const known = this.waiting.find((record) => record.item === item);
    const due = this.#now + delay;
    if (known !== undefined && known.due <= due) return;
    this.#cancelWaiting(item);
    this.waiting.push({ item, due, order: this.#order++ });
    this.waiting.sort((a, b) => a.due - b.due || a.order - b.order);
  }

  #cancelWaiting(item: string): boolean {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((record) => record.item !== item);
    return this.waiting.length < before;
  }

  #get(): unknown {
    if (this.storage.len() > 0) return [this.#take(), false];
    return this.shuttingDown ? [null, true] : "wouldBlock";
  }

  #getWait(id: number): void {
    const taken = this.#get();
    if (taken === "wouldBlock") this.#getters.push(id);
    else this.#events.push(["got", id, ...(taken as [string | null, boolean])]);
  }

  #done(item: string): void {
    if (!this.processing.delete(item)) return;
    this.#observe("work", this.#now - this.#takenAt.get(item)!);
    this.#takenAt.delete(item);
    if (this.dirty.has(item)) this.#push(item);
    if (this.dirty.size === 0 && this.processing.size === 0) this.#endDrains();
  }

  #shutDown(id: number): void {
    if (!(this.#isDelaying && this.#hasShutDown)) {
      this.#hasShutDown = true;
      this.#close();
      this.#endDrains();
    }
    this.#events.push(["shutDownReturned", id]);
  }

  #drain(id: number): void {
    this.#close();
    this.#drains.push(id);
    if (this.dirty.size === 0 && this.processing.size === 0) this.#endDrains();
  }

  #close(): void {
    this.shuttingDown = true;
    this.waiting = [];
    for (const id of this.#getters) this.#events.push(["got", id, null, true]);
    this.#getters = [];
  }

  #endDrains(): void {
    for (const id of this.#drains) this.#events.push(["drainReturned", id]);
    this.#drains = [];
  }

  #step(ns: number): void {
    const ticks = Math.floor(this.#now / 5e8);
    this.#now += ns;
    if (!this.shuttingDown && Math.floor(this.#now / 5e8) > ticks) this.#refreshGauges();
    while (this.waiting.length > 0 && this.waiting[0]!.due <= this.#now)
      this.#add(this.waiting.shift()!.item);
  }

  #refreshGauges(): void {
    const ages = Array.from(this.#takenAt.values(), (takenAt) => (this.#now - takenAt) / 1e9);
    this.#metrics["unfinished"] = ages.reduce((sum, age) => sum + age, 0);
    this.#metrics["longest"] = Math.max(0, ...ages);
  }

  #count(name: string, amount: number): void {
    this.#metrics[name] = (this.#metrics[name] ?? 0) + amount;
  }

  #observe(name: string, ns: number): void {
    this.#count(`${name}Count`, 1);
    this.#count(`${name}Sum`, ns / 1e9);
  }
}
