import {
  DelayingQueue,
  FakeClock,
  RateLimitingQueue,
  WorkQueue,
  type QueueOptions,
  type RateLimiter,
} from "../../src/queue/index.ts";
import { limiterOf } from "./limiters.ts";
import { RecordedMetrics } from "./recorded-metrics.ts";
import { TracedStorage } from "./traced-storage.ts";
import type { Observed, Operation, QueueEvent, Trace } from "./trace.ts";

/** What one call did, with everything spelled out; delays in ns. */
export type Outcome = Required<Pick<Observed, "ev" | "qc" | "len" | "sd" | "nr" | "m">> & {
  r?: unknown;
  d?: number;
};

/** Makes the calls of a trace on the port, through its public API, and notes what each did. */
export async function replay(trace: Trace): Promise<Outcome[]> {
  const player = new Player(trace);
  const outcomes: Outcome[] = [];
  for (const operation of trace.ops) outcomes.push(await player.play(operation));
  return outcomes;
}

class Player {
  readonly #clock = new FakeClock();
  readonly #metrics = new RecordedMetrics();
  readonly #storage: TracedStorage | undefined;
  readonly #limiter: RateLimiter<string> | undefined;
  readonly #queue: WorkQueue<string> | undefined;
  readonly #items = new Set<string>();
  #lastDelay: number | undefined;
  #events: QueueEvent[] = [];

  constructor(trace: Trace) {
    this.#storage = trace.storage && new TracedStorage(trace.storage);
    this.#limiter = trace.limiter && this.#recording(limiterOf(trace.limiter, this.#clock));
    this.#queue = trace.kind === "limiter" ? undefined : this.#makeQueue(trace);
  }

  async play(operation: Operation): Promise<Outcome> {
    this.#lastDelay = undefined;
    const result = this.#call(operation);
    if (operation.k !== undefined) this.#items.add(operation.k);
    await settled();
    const outcome: Outcome = {
      ev: this.#events.sort((a, b) => a[1] - b[1]),
      qc: this.#storage?.calls ?? [],
      len: this.#queue?.len() ?? 0,
      sd: this.#queue?.shuttingDown() ?? false,
      nr: Object.fromEntries(
        Array.from(this.#items, (item) => [item, this.#limiter?.numRequeues(item) ?? 0]),
      ),
      m: Object.fromEntries(
        Object.entries(this.#metrics.values).map(([name, value]) => [name, rounded(value)]),
      ),
      ...(result !== undefined && { r: result }),
      ...(this.#lastDelay !== undefined && { d: this.#lastDelay }),
    };
    this.#events = [];
    if (this.#storage !== undefined) this.#storage.calls = [];
    return outcome;
  }

  #makeQueue(trace: Trace): WorkQueue<string> {
    const options: QueueOptions<string> = { clock: this.#clock };
    if (trace.metrics) Object.assign(options, { name: "queue", metrics: this.#metrics });
    if (this.#storage !== undefined) options.storage = this.#storage;
    if (trace.kind === "plain") return new WorkQueue(options);
    if (trace.kind === "delaying") return new DelayingQueue(options);
    return new RateLimitingQueue({ ...options, ...(this.#limiter && { rateLimiter: this.#limiter }) });
  }

  /** The limiter itself, but its delays are noted. */
  #recording(limiter: RateLimiter<string>): RateLimiter<string> {
    return {
      when: (item) => {
        const delay = limiter.when(item);
        this.#lastDelay = Math.round(delay * 1e6);
        return delay;
      },
      forget: (item) => limiter.forget(item),
      numRequeues: (item) => limiter.numRequeues(item),
    };
  }

  /** Makes one call and returns what it gave back, if the recordings have that. */
  #call({ o, k = "", ms = 0, id = 0, n = 1 }: Operation): unknown {
    const queue = this.#queue as RateLimitingQueue<string>;
    switch (o) {
      case "step":
        return this.#clock.step(ms);
      case "when":
      case "whenN":
        for (let i = 0; i < n; i += 1) this.#limiter!.when(k);
        return undefined;
      case "forget":
        return this.#limiter!.forget(k);
      case "numRequeues":
        return this.#limiter!.numRequeues(k);
      case "get":
        return this.#get(queue);
      case "getWait":
        return void queue
          .get()
          .then(({ item, shutdown }) => this.#events.push(["got", id, item ?? null, shutdown]));
      case "shutDown":
        queue.shutDown();
        return void this.#events.push(["shutDownReturned", id]);
      case "shutDownWithDrain":
        return void queue.shutDownWithDrain().then(() => this.#events.push(["drainReturned", id]));
      case "addAfter":
        return queue.addAfter(k, ms);
      case "cancelWaiting":
        return queue.cancelWaiting(k);
      case "add":
      case "addRateLimited":
      case "done":
        return queue[o](k);
      case "len":
      case "shuttingDown":
        return queue[o]();
      default:
        throw new Error(`unknown call ${o}`);
    }
  }

  #get(queue: WorkQueue<string>): unknown {
    const taken = queue.tryGet();
    return taken === undefined ? "wouldBlock" : [taken.item ?? null, taken.shutdown];
  }
}

/** Sums are recorded to the nanosecond. */
export function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** Lets everything that can go on now go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
