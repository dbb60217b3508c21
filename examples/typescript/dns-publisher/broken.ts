import type { EventEmitter } from "node:events";
import type { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

/** Writes DNS records to a provider whenever they change. */
export class DnsPublisher {
  readonly #queue: RateLimitingQueue<string>;
  readonly #publish: (name: string) => Promise<void>;

  constructor(queue: RateLimitingQueue<string>, publish: (name: string) => Promise<void>) {
    this.#queue = queue;
    this.#publish = publish;
  }

  /** `informer` emits `add` and `update` with the record that changed. */
  watch(informer: EventEmitter<{ add: [{ name: string }]; update: [{ name: string }] }>): void {
    informer.on("add", (record) => {
      this.#enqueue(record.name);
    });
    informer.on("update", (record) => {
      this.#enqueue(record.name);
    });
  }

  #enqueue(name: string): void {
    this.#queue.addRateLimited(name); // a change is no failure, yet it is counted as one
  }

  /** Publishes one record after the other until the queue is shut down. */
  async run(): Promise<void> {
    for (;;) {
      const { item: name, shutdown } = await this.#queue.get(); // and nothing ever forgets the count
      if (shutdown) return;
      try {
        await this.#publish(name);
      } catch (error) {
        console.error(`publishing ${name} failed`, error);
        this.#queue.addRateLimited(name);
      } finally {
        this.#queue.done(name);
      }
    }
  }
}
