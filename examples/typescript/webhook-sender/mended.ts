import type { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

const maxRetries = 5;

/** Delivers events to a subscriber's URL, with a limit on how often a delivery is tried again. */
export class WebhookSender {
  readonly #queue: RateLimitingQueue<string>;
  readonly #post: (delivery: string) => Promise<void>;

  constructor(queue: RateLimitingQueue<string>, post: (delivery: string) => Promise<void>) {
    this.#queue = queue;
    this.#post = post;
  }

  async run(): Promise<void> {
    for (;;) {
      const { item: delivery, shutdown } = await this.#queue.get();
      if (shutdown) return;
      try {
        await this.#post(delivery);
        this.#queue.forget(delivery);
      } catch {
        if (this.#queue.numRequeues(delivery) < maxRetries) this.#queue.addRateLimited(delivery);
        else this.#queue.forget(delivery);
      } finally {
        this.#queue.done(delivery);
      }
    }
  }
}
