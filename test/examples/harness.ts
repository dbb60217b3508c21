import {
  FakeClock,
  inspect,
  ItemExponentialFailureRateLimiter,
  RateLimitingQueue,
} from "../../src/queue/index.ts";
import { settled } from "../../tools/story/settled.ts";

/** A queue on a clock of its own; retries wait 1 s, 2 s, 4 s and so on. */
export class Harness {
  readonly clock = new FakeClock();
  readonly queue = new RateLimitingQueue<string>({
    clock: this.clock,
    rateLimiter: new ItemExponentialFailureRateLimiter<string>({ baseDelay: 1000, maxDelay: 1_000_000 }),
  });

  /** Lets `seconds` pass, one after the other. */
  async pass(seconds: number): Promise<void> {
    await settled();
    for (let second = 0; second < seconds; second++) {
      this.clock.step(1000);
      await settled();
    }
  }

  get tracked(): number {
    return inspect(this.queue).tracked.length;
  }

  get processing(): number {
    return inspect(this.queue).processing.length;
  }
}
