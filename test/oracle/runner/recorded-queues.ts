import * as queueModule from "../../../src/queue/index.ts";
import { inspect, RateLimitingQueue } from "../../../src/queue/index.ts";
import type {
  FakeClock,
  RateLimitingQueueOptions,
  Taken,
  WaitOptions,
  WorkQueue,
} from "../../../src/queue/index.ts";
import type { RunEvent } from "./events.ts";
import { programFile } from "./program-text.ts";

/** What recorded queues tell, and ask. */
export interface Recorder {
  readonly clock: FakeClock;
  readonly events: RunEvent[];
  /** Every queue the program made or was given, in that order. */
  readonly queues: WorkQueue<unknown>[];
  /** Whether what runs is the worker's own code, outside of every finalizer. */
  readonly isInOwnStatements: boolean;
  /** Which call of a function runs, by a number. */
  readonly running: number;
  /** The count that the program is told, where `actual` is the real one. */
  countOf(actual: number): number;
  /** Called before each `get`; a promise that never resolves ends the worker there. */
  beforeGet(queue: WorkQueue<unknown>): Promise<void>;
}

/** The queue module as the program sees it: the reference queue, on the recorder's clock, with every call noted. */
export function recordedModule(recorder: Recorder): object {
  class Recorded<T> extends RateLimitingQueue<T> {
    readonly #name: string;
    readonly #keyOf: (item: T) => unknown;

    constructor(options: RateLimitingQueueOptions<T> = {}) {
      super({ ...options, clock: recorder.clock });
      this.#name = `queue${String(recorder.queues.length)}`;
      this.#keyOf = options.keyOf ?? ((item) => item);
      recorder.queues.push(this as WorkQueue<unknown>);
    }

    #note(effect: (RunEvent & { kind: "effect" })["effect"], item: T): void {
      const wasProcessing = this.#isProcessing(item);
      const byHand = recorder.isInOwnStatements;
      const key = this.#keyOf(item);
      const place = effect === "readd" || effect === "retry" ? { place: placeInProgram() } : {};
      recorder.events.push({
        kind: "effect",
        effect,
        queue: this.#name,
        item,
        key,
        wasProcessing,
        byHand,
        ...place,
      });
    }

    #isProcessing(item: T): boolean {
      return inspect(this).processing.includes(item);
    }

    override async get(options?: WaitOptions): Promise<Taken<T>> {
      await recorder.beforeGet(this as WorkQueue<unknown>);
      const taken = await super.get(options);
      if (!taken.shutdown) recorder.events.push({ kind: "take", queue: this.#name, item: taken.item });
      return taken;
    }

    override done(item: T): void {
      this.#note("done", item);
      if (this.#isProcessing(item)) super.done(item); // else it would do nothing but warn
    }

    override forget(item: T): void {
      this.#note("forget", item);
      super.forget(item);
    }

    override addRateLimited(item: T): void {
      this.#note("retry", item);
      super.addRateLimited(item);
    }

    override add(item: T): void {
      this.#note("readd", item);
      super.add(item);
    }

    override addAfter(item: T, delay: number): void {
      this.#note("delay", item);
      super.addAfter(item, delay);
    }

    override numRequeues(item: T): number {
      const value = recorder.countOf(super.numRequeues(item));
      recorder.events.push({ kind: "count", queue: this.#name, value, within: recorder.running });
      return value;
    }
  }
  return { ...queueModule, WorkQueue: Recorded, DelayingQueue: Recorded, RateLimitingQueue: Recorded };
}

const lineInProgram = new RegExp(`${programFile}:(\\d+)`, "g");

/** The lines of the program that are being run, inmost first. */
function placeInProgram(): string {
  const { stack = "" } = new Error();
  return [...stack.matchAll(lineInProgram)].map(([, line]) => line).join();
}
