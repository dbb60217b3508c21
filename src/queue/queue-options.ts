import { optionalFunction, optionalObject } from "./arguments.ts";
import { clockMethods, type Clock } from "./clock.ts";
import { metricsProviderMethods, type MetricsProvider } from "./metrics-provider.ts";
import { queueStorageMethods, type QueueStorage } from "./queue-storage.ts";

export interface QueueOptions<T> {
  /** Metrics are kept only for a queue with a name and a provider. */
  name?: string;
  metrics?: MetricsProvider;
  /** Default: `systemClock`. */
  clock?: Clock;
  /** Default: first in, first out. */
  storage?: QueueStorage<T>;
  /** Items with the same key are the same item (Go compares by value; without this, JavaScript compares objects by identity). */
  keyOf?: (item: T) => unknown;
}

export function checkQueueOptions<T>(options: QueueOptions<T>): void {
  optionalObject(options.metrics, "metrics", metricsProviderMethods);
  optionalObject(options.clock, "clock", clockMethods);
  optionalObject(options.storage, "storage", queueStorageMethods);
  optionalFunction(options.keyOf, "keyOf");
}
