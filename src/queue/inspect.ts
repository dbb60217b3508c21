import { snapshot, type QueueSnapshot } from "./snapshot.ts";
import type { WorkQueue } from "./work-queue.ts";

/** Shows what a queue holds right now: for tests, leak hunts and debug pages. Linear in the number of items. */
export function inspect<T>(queue: WorkQueue<T>): QueueSnapshot<T> {
  return queue[snapshot]();
}
