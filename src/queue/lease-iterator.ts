/**
 * Iterates over what `lease` gives until it gives undefined. Calls of `next` may overlap; `return` takes those that still wait out
 * of the queue, so that none of them swallows an item.
 */
export class LeaseIterator<L> implements AsyncIterableIterator<L> {
  readonly #lease: (options: { signal: AbortSignal }) => Promise<L | undefined>;
  readonly #abort = new AbortController();

  constructor(lease: (options: { signal: AbortSignal }) => Promise<L | undefined>) {
    this.#lease = lease;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<L, undefined>> {
    const { signal } = this.#abort;
    try {
      const lease = await this.#lease({ signal });
      return lease === undefined ? { done: true, value: undefined } : { done: false, value: lease };
    } catch (error) {
      if (signal.aborted && error === signal.reason) return { done: true, value: undefined };
      throw error;
    }
  }

  return(): Promise<IteratorResult<L, undefined>> {
    this.#abort.abort();
    return Promise.resolve({ done: true, value: undefined });
  }
}
