interface Waiter<V> {
  readonly resolve: (value: V) => void;
  previous: Waiter<V> | undefined;
  next: Waiter<V> | undefined;
  /** Stops listening to the waiter's signal. */
  unlisten: (() => void) | undefined;
}

/** Promises waiting for a value, first come, first served: a linked list, so that an aborted one is taken out at once. */
export class WaitList<V> {
  #first: Waiter<V> | undefined;
  #last: Waiter<V> | undefined;

  isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** Joins the end of the list; rejects with `signal.reason` when aborted. */
  wait(signal: AbortSignal | undefined): Promise<V> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter<V> = { resolve, previous: this.#last, next: undefined, unlisten: undefined };
      if (this.#last === undefined) this.#first = waiter;
      else this.#last.next = waiter;
      this.#last = waiter;
      if (signal !== undefined) this.#listen(waiter, signal, reject);
    });
  }

  resolveFirst(value: V): void {
    const waiter = this.#first;
    if (waiter === undefined) return;
    this.#remove(waiter);
    waiter.resolve(value);
  }

  resolveAll(value: V): void {
    while (this.#first !== undefined) this.resolveFirst(value);
  }

  #listen(waiter: Waiter<V>, signal: AbortSignal, reject: (reason: unknown) => void): void {
    const onAbort = (): void => {
      this.#remove(waiter);
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort);
    waiter.unlisten = () => signal.removeEventListener("abort", onAbort);
  }

  #remove(waiter: Waiter<V>): void {
    const { previous, next } = waiter;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    waiter.unlisten?.();
  }
}
