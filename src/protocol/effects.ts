/**
 * What one call does to the protocol of a work queue.
 *
 * - `take`    hands an item out (`get`)
 * - `done`    ends the processing of an item
 * - `forget`  drops the item's failure count
 * - `retry`   charges one failure and adds with backoff (`addRateLimited`)
 * - `readd`   adds at once (`add`)
 * - `delay`   adds after a while (`addAfter`)
 * - `inspect` reads the failure count (`numRequeues`)
 * - `close`   shuts the queue down
 */
export type Effect = "take" | "done" | "forget" | "retry" | "readd" | "delay" | "inspect" | "close";

/** Whether an effect puts the item into the queue, now or later. */
export function adds(effect: Effect): boolean {
  return effect === "readd" || effect === "delay" || effect === "retry";
}

/** Whether a change handler can do wrong with it: it adds, or hands back an item that nobody took there. */
export function countsOnChange(effect: Effect): boolean {
  return adds(effect) || effect === "done";
}

/** Whether an effect says what becomes of an item that was taken. */
export function settles(effect: Effect): boolean {
  return effect === "done" || effect === "forget" || effect === "retry";
}
