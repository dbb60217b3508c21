import type { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

export interface Scanner {
  /** Fetches an image; rejects when the registry does not answer. */
  pull(image: string): Promise<Uint8Array>;
  scan(layers: Uint8Array): Promise<void>;
}

/** Scans images for known holes as they are pushed. */
export class ImageScanner {
  readonly queue: RateLimitingQueue<string>;
  readonly #scanner: Scanner;

  constructor(queue: RateLimitingQueue<string>, scanner: Scanner) {
    this.queue = queue;
    this.#scanner = scanner;
  }

  /** Scans one image. Resolves to false when the queue is shut down; the caller calls it again after a rejection. */
  async scanNext(): Promise<boolean> {
    const { item: image, shutdown } = await this.queue.get();
    if (shutdown) return false;
    try {
      await this.#scanner.scan(await this.#scanner.pull(image));
      this.queue.forget(image);
    } catch {
      this.queue.addRateLimited(image);
    } finally {
      this.queue.done(image);
    }
    return true;
  }
}
