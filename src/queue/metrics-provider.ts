/** Makes the metrics of a queue, given its name. Each is made once, when the queue is. */
export interface MetricsProvider {
  /** Items that are ready, or were added again while in processing. */
  depth(queue: string): { inc(): void; dec(): void };
  /** Accepted adds; duplicates and refused ones do not count. */
  adds(queue: string): { inc(): void };
  /** From the first add to the hand-out, in seconds. */
  latency(queue: string): { observe(seconds: number): void };
  /** From the hand-out to `done`, in seconds. */
  workDuration(queue: string): { observe(seconds: number): void };
  /** Sum of the ages of all items in processing, in seconds; set every 500 ms. */
  unfinishedWork(queue: string): { set(seconds: number): void };
  /** Age of the oldest item in processing, in seconds; set every 500 ms. */
  longestRunningProcessor(queue: string): { set(seconds: number): void };
  /** Calls of `addAfter` and `addRateLimited` before the shutdown. */
  retries(queue: string): { inc(): void };
}

export const metricsProviderMethods = [
  "depth",
  "adds",
  "latency",
  "workDuration",
  "unfinishedWork",
  "longestRunningProcessor",
  "retries",
] as const satisfies readonly (keyof MetricsProvider)[];
