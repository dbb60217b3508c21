import {
  atLeastOne,
  finiteNumber,
  nonNegative,
  optionalFunction,
  realNumber,
  wholeNumber,
} from "./arguments.ts";
import type { RateLimitingQueue } from "./rate-limiting-queue.ts";
import type { Taken } from "./work-queue.ts";

/** Works on one item. `signal` is aborted when the workers are to stop. */
export type Handler<T> = (item: T, signal: AbortSignal) => Promise<void | { requeueAfter: number }>;

export interface WorkerOptions<T> {
  /** Handlers that run side by side. Default: 1. */
  concurrency?: number;
  /** Retries before an item is given up. Default: no limit. They are counted by the rate limiter: one that does not count never gives up. */
  maxRetries?: number;
  /** Stops the workers: nothing more is taken, and the handlers in flight see it as their signal. */
  signal?: AbortSignal;
  /** An item failed and was added again; `requeues` counts this retry: 1, 2, ... */
  onRetry?: (item: T, error: unknown, requeues: number) => void;
  /** An item failed and was forgotten, its retries used up. */
  onGiveUp?: (item: T, error: unknown) => void;
}

/**
 * The worker loop: success forgets the item, a throw retries it with backoff until `maxRetries`, `requeueAfter` (ms) forgets it and adds
 * it again later, and `done` always follows. Resolves after shutdown, or after an abort, once the handlers in flight have
 * ended. A callback that throws stops all workers and rejects with its error, the item being settled first.
 */
export async function runWorkers<T>(
  queue: RateLimitingQueue<T>,
  handler: Handler<T>,
  options: WorkerOptions<T> = {},
): Promise<void> {
  checkOptions(options);
  await new Workers(queue, handler, options).run(options.concurrency ?? 1);
}

function checkOptions<T>({
  concurrency = 1,
  maxRetries = Infinity,
  onRetry,
  onGiveUp,
}: WorkerOptions<T>): void {
  finiteNumber(atLeastOne(concurrency, "concurrency"), "concurrency");
  nonNegative(wholeNumber(maxRetries, "maxRetries"), "maxRetries");
  optionalFunction(onRetry, "onRetry");
  optionalFunction(onGiveUp, "onGiveUp");
}

class Workers<T> {
  readonly #queue: RateLimitingQueue<T>;
  readonly #handler: Handler<T>;
  readonly #options: WorkerOptions<T>;
  readonly #stop = new AbortController();
  #failure: { readonly error: unknown } | undefined;

  constructor(queue: RateLimitingQueue<T>, handler: Handler<T>, options: WorkerOptions<T>) {
    this.#queue = queue;
    this.#handler = handler;
    this.#options = options;
  }

  async run(concurrency: number): Promise<void> {
    const signal = this.#options.signal;
    const stop = (): void => this.#stop.abort(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    await Promise.all(Array.from({ length: concurrency }, () => this.#work()));
    signal?.removeEventListener("abort", stop);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** One worker. An error ends all of them; it is kept until the last has ended. */
  async #work(): Promise<void> {
    try {
      for (let taken = await this.#take(); !taken.shutdown; taken = await this.#take())
        await this.#turn(taken.item);
    } catch (error) {
      this.#failure ??= { error };
      this.#stop.abort(error);
    }
  }

  async #take(): Promise<Taken<T>> {
    const { signal } = this.#stop;
    try {
      return await this.#queue.get({ signal });
    } catch (error) {
      if (signal.aborted && error === signal.reason) return { item: undefined, shutdown: true };
      throw error;
    }
  }

  async #turn(item: T): Promise<void> {
    let requeueAfter: number | undefined;
    try {
      requeueAfter = (await this.#handler(item, this.#stop.signal))?.requeueAfter;
      if (requeueAfter !== undefined) realNumber(requeueAfter, "requeueAfter");
    } catch (error) {
      return this.#settleFailure(item, error);
    }
    this.#settleSuccess(item, requeueAfter);
  }

  #settleSuccess(item: T, requeueAfter: number | undefined): void {
    try {
      this.#queue.forget(item);
      if (requeueAfter !== undefined) this.#queue.addAfter(item, requeueAfter);
    } finally {
      this.#queue.done(item);
    }
  }

  #settleFailure(item: T, error: unknown): void {
    const { maxRetries = Infinity, onRetry, onGiveUp } = this.#options;
    let requeues = 0;
    try {
      requeues = this.#queue.numRequeues(item) + 1;
      if (requeues > maxRetries) this.#queue.forget(item);
      else this.#queue.addRateLimited(item);
    } finally {
      this.#queue.done(item);
    }
    if (requeues > maxRetries) onGiveUp?.(item, error);
    else onRetry?.(item, error, requeues);
  }
}
