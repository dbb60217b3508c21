import type { ProcessTimes } from "./queue-metrics.ts";

/** One item the queue holds: ready (dirty), in processing, or both at once when it was added again meanwhile. */
export interface Entry<T> {
  readonly key: unknown;
  /** The object to hand out next: of those with this key, the one added last. */
  item: T;
  /** The object in the hands of a worker. */
  taken: T | undefined;
  dirty: boolean;
  processing: boolean;
  /** Only where metrics are kept. */
  times: ProcessTimes | undefined;
}

export function dirtyEntry<T>(key: unknown, item: T): Entry<T> {
  return { key, item, taken: undefined, dirty: true, processing: false, times: undefined };
}
