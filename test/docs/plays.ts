import { FakeClock, inspect, RateLimitingQueue } from "../../src/queue/index.ts";
import { settled } from "../../tools/story/settled.ts";

/** A queue on a clock of its own, and a worker's time on the same clock. */
export class Stage<T = string> {
  readonly clock = new FakeClock();
  readonly queue = new RateLimitingQueue<T>({ clock: this.clock });

  /** Resolves when `ms` have passed. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.schedule(ms, resolve));
  }

  /** Lets `ms` pass in steps of `step`, with `before` called ahead of each. */
  async pass(ms: number, step: number, before: () => void = () => undefined): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      before();
      await settled();
      this.clock.step(step);
    }
    await settled();
  }

  /** Lets `ms` pass, stopping only where a waiting item is due. */
  async passRetries(ms: number): Promise<void> {
    await settled();
    for (let left = ms; left > 0; await settled()) {
      const step = Math.min(left, inspect(this.queue).waiting[0]?.dueIn ?? left);
      this.clock.step(step);
      left -= step;
    }
  }

  /** Takes items and gives them to `turn`, until shutdown; what `turn` throws is lost. */
  async work(turn: (item: T) => Promise<void>): Promise<void> {
    for (;;) {
      const { item, shutdown } = await this.queue.get();
      if (shutdown) return;
      await turn(item).catch(() => undefined);
    }
  }
}
