import type { Run } from "../runner/run.ts";
import { isEffect, isFailure, unlessContradictory, type Judge } from "./judge.ts";

/**
 * Something failed, and the item was ready again at once. An error that only passes through, on its way out of the worker, is no
 * failure to this rule, whatever a `finally` does meanwhile; and an `add` that another run comes to without a failure is a poll.
 */
export const noImmediateRetry: Judge = {
  rule: "no-immediate-retry",
  scenarios: ["turn"],
  judge(run, all) {
    const failed = run.events.findIndex(isFailure);
    const added = addedAfter(run, failed);
    const retried = run.events.findIndex((event, index) => index > failed && isEffect(run, event, "retry"));
    if (failed < 0 || added < 0) return undefined;
    if (retried >= 0 && retried < added) return undefined;
    return all.some((other) => isPolling(other, placeOf(run, added)))
      ? undefined
      : unlessContradictory(run, added);
  },
};

function addedAfter(run: Run, index: number): number {
  return run.events.findIndex((event, at) => at > index && isEffect(run, event, "readd"));
}

/** Whether a run comes to the `add` at `place` when nothing has failed. */
function isPolling(run: Run, place: string | undefined): boolean {
  if (run.scenario.kind !== "turn") return false;
  const failed = run.events.findIndex(isFailure);
  return run.events.some(
    (event, at) => (failed < 0 || at < failed) && isEffect(run, event, "readd") && placeOf(run, at) === place,
  );
}

function placeOf({ events }: Run, index: number): string | undefined {
  const event = events[index];
  return event?.kind === "effect" ? event.place : undefined;
}
