interface Waiter<V> {
  readonly resolve: (value: V) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
  previous: Waiter<V> | undefined;
  next: Waiter<V> | undefined;
}

/** The waiters of one signal, and what listens for them all: Node warns of more than ten listeners on a signal. */
interface Listener<V> {
  readonly waiters: Set<Waiter<V>>;
  readonly onAbort: () => void;
}

/** Promises waiting for a value, first come, first served: a linked list, so that an aborted one is taken out at once. */
export class WaitList<V> {
  #first: Waiter<V> | undefined;
  #last: Waiter<V> | undefined;
  readonly #listeners = new Map<AbortSignal, Listener<V>>();

  isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** Joins the end of the list; rejects with `signal.reason` when aborted. */
  wait(signal: AbortSignal | undefined): Promise<V> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter<V> = { resolve, reject, signal, previous: this.#last, next: undefined };
      if (this.#last === undefined) this.#first = waiter;
      else this.#last.next = waiter;
      this.#last = waiter;
      if (signal !== undefined) this.#listenerOf(signal).waiters.add(waiter);
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

  #remove(waiter: Waiter<V>): void {
    const { previous, next, signal } = waiter;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    if (signal !== undefined) this.#unlisten(waiter, signal);
  }

  #listenerOf(signal: AbortSignal): Listener<V> {
    const known = this.#listeners.get(signal);
    if (known !== undefined) return known;
    const listener: Listener<V> = { waiters: new Set(), onAbort: () => this.#abort(signal) };
    this.#listeners.set(signal, listener);
    signal.addEventListener("abort", listener.onAbort);
    return listener;
  }

  #abort(signal: AbortSignal): void {
    for (const waiter of this.#listenerOf(signal).waiters) {
      this.#remove(waiter);
      waiter.reject(signal.reason);
    }
  }

  #unlisten(waiter: Waiter<V>, signal: AbortSignal): void {
    const { waiters, onAbort } = this.#listenerOf(signal);
    waiters.delete(waiter);
    if (waiters.size > 0) return;
    signal.removeEventListener("abort", onAbort);
    this.#listeners.delete(signal);
  }
}
