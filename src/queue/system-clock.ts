import type { Clock, ScheduledCall } from "./clock.ts";

/** The longest delay `setTimeout` takes: 2^31 - 1 ms, about 24.8 days. */
const longestTimeout = 2_147_483_647;

interface Timer {
  unref?(): void;
}

/**
 * A call at a deadline of the monotonic clock. `setTimeout` cannot wait longer than 24.8 days and may fire a fraction of a
 * millisecond early, so each time it fires the rest of the delay is looked at and waited for again.
 */
class TimeoutCall implements ScheduledCall {
  readonly #deadline: number;
  readonly #callback: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keepsProcessUp = true;

  constructor(deadline: number, callback: () => void) {
    this.#deadline = deadline;
    this.#callback = callback;
    this.#wait(deadline - performance.now());
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  unref(): void {
    this.#keepsProcessUp = false;
    (this.#timer as Timer | undefined)?.unref?.();
  }

  #wait(delay: number): void {
    if (delay === Infinity) return;
    this.#timer = setTimeout(() => this.#fire(), Math.min(Math.ceil(delay), longestTimeout));
    if (!this.#keepsProcessUp) this.unref();
  }

  #fire(): void {
    this.#timer = undefined;
    const rest = this.#deadline - performance.now();
    if (rest > 0) this.#wait(rest);
    else this.#callback();
  }
}

/**
 * The monotonic clock of the platform (`performance.now`). Delays past 2^31 ms work; `Infinity` never fires. A scheduled call
 * keeps a Node process up, as a timeout does, unless it was `unref`ed.
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule: (delay, callback) => new TimeoutCall(performance.now() + delay, callback),
};
