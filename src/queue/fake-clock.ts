import { finiteNumber, nonNegative } from "./arguments.ts";
import type { Clock, ScheduledCall } from "./clock.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";

interface FakeTimer {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock for tests: it stands still until told. */
export class FakeClock implements Clock {
  #now: number;
  /** By deadline, equal ones in the order they were scheduled. */
  readonly #timers: FakeTimer[] = [];

  /** @param start the first instant, in ms */
  constructor(start = 0) {
    this.#now = toNanoseconds(finiteNumber(start, "start"));
  }

  now(): number {
    return toMilliseconds(this.#now);
  }

  schedule(delay: number, callback: () => void): ScheduledCall {
    const timer = { due: this.#now + toNanoseconds(delay), callback };
    this.#insert(timer);
    return { cancel: () => this.#remove(timer) };
  }

  /** Jumps forward by `ms`, then makes all calls that are due, those scheduled meanwhile included, in order of deadline. */
  step(ms: number): void {
    this.#now += toNanoseconds(nonNegative(finiteNumber(ms, "ms"), "ms"));
    for (let next = this.#timers[0]; next !== undefined && next.due <= this.#now; next = this.#timers[0]) {
      this.#timers.shift();
      next.callback();
    }
  }

  #insert(timer: FakeTimer): void {
    const after = this.#timers.findLastIndex((other) => other.due <= timer.due);
    this.#timers.splice(after + 1, 0, timer);
  }

  #remove(timer: FakeTimer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }
}
