import type { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

export interface Certificates {
  /** The certificate of a host, or undefined when it was deleted. */
  read(host: string): Promise<{ expires: Date } | undefined>;
  renew(host: string): Promise<void>;
}

/** Renews certificates that are due. Hosts are put into the queue by whoever changes them. */
export class CertificateRenewer {
  constructor(
    private readonly queue: RateLimitingQueue<string>,
    private readonly certificates: Certificates,
    private readonly now: () => Date,
  ) {}

  async run(): Promise<void> {
    while (await this.#next());
  }

  async #next(): Promise<boolean> {
    const { item: host, shutdown } = await this.queue.get();
    if (shutdown) return false;
    try {
      const certificate = await this.certificates.read(host);
      if (certificate && certificate.expires <= this.now()) await this.certificates.renew(host);
      this.queue.forget(host);
    } catch {
      this.queue.addRateLimited(host);
    } finally {
      this.queue.done(host);
    }
    return true;
  }
}
