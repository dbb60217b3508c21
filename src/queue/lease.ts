import { dispose } from "./dispose-symbols.ts";
import type { RateLimitingQueue } from "./rate-limiting-queue.ts";
import type { WorkQueue } from "./work-queue.ts";

/** One item in hand. `using lease` (or `dispose`) calls `done` once, whatever happens. */
export interface Lease<T> extends Disposable {
  readonly item: T;
  /** Ends the work on the item; only the first call counts, so a lease cannot end somebody else's turn. */
  done(): void;
}

/** A lease from a queue that can retry. */
export interface RetryLease<T> extends Lease<T> {
  /** Ends the counting of failures of the item. */
  forget(): void;
  /** Counts a failure and adds the item again after its backoff. */
  retry(): void;
  /** Failures of the item since the last `forget`. */
  readonly numRequeues: number;
}

export class QueueLease<T> implements Lease<T> {
  readonly item: T;
  readonly #queue: WorkQueue<T>;
  #ended = false;

  constructor(queue: WorkQueue<T>, item: T) {
    this.#queue = queue;
    this.item = item;
  }

  done(): void {
    if (this.#ended) return;
    this.#queue.done(this.item);
    this.#ended = true;
  }

  [dispose](): void {
    this.done();
  }
}

export class QueueRetryLease<T> extends QueueLease<T> implements RetryLease<T> {
  readonly #queue: RateLimitingQueue<T>;

  constructor(queue: RateLimitingQueue<T>, item: T) {
    super(queue, item);
    this.#queue = queue;
  }

  get numRequeues(): number {
    return this.#queue.numRequeues(this.item);
  }

  forget(): void {
    this.#queue.forget(this.item);
  }

  retry(): void {
    this.#queue.addRateLimited(this.item);
  }
}
