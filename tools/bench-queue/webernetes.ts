export interface PeerQueue {
  add(item: string): void;
  get(): Promise<[item: string | undefined, shutdown: boolean]>;
  done(item: string): void;
  shutDown(): Promise<void>;
  addRateLimited(item: string): Promise<void>;
  addAfter(item: string, delay: number): Promise<void>;
  forget(item: string): void;
}

interface Modules {
  newTyped(): PeerQueue;
  newTypedRateLimitingQueue(limiter: unknown): PeerQueue;
  newTypedItemExponentialFailureRateLimiter(base: number, max: number): unknown;
}

/** The work queue inside @ngrok/webernetes, a line-by-line translation of client-go's; the package does not export it. */
export async function webernetesQueue(): Promise<Modules> {
  const entry = import.meta.resolve("@ngrok/webernetes");
  const load = (file: string): Promise<Partial<Modules>> =>
    import(new URL(`client-go/util/workqueue/${file}`, entry).href);
  const parts = await Promise.all(
    ["queue.js", "rate-limiting-queue.js", "default-rate-limiters.js"].map(load),
  );
  return Object.assign({}, ...parts) as Modules;
}
