import type { RunEvent } from "../runner/events.ts";
import type { Run } from "../runner/run.ts";
import { comesRegardless, isEffect, isFailure, unlessContradictory, type Judge } from "./judge.ts";

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
    return comesRegardless(run, added, all) ? undefined : unlessContradictory(run, added);
  },
  mayBeMeant: (run, all) => all.some((other) => isChosenOver(other, run)),
};

/** Whether `other` is as `run` until something was asked after a failure, and then retries where `run` does not. */
function isChosenOver(other: Run, run: Run): boolean {
  const asked = run.events.findIndex(
    (event, index) => JSON.stringify(event) !== JSON.stringify(other.events[index]),
  );
  const isAsked = [run, other].every(({ events }) => isAnswer(events[asked]));
  const hasFailed = run.events.slice(0, Math.max(asked, 0)).some(isFailure);
  const places = new Set(run.events.map((event) => event.kind === "effect" && event.place));
  return (
    isAsked &&
    hasFailed &&
    other.events
      .slice(asked)
      .some((event) => isEffect(other, event, "retry") && "place" in event && !places.has(event.place))
  );
}

function isAnswer(event: RunEvent | undefined): boolean {
  return event?.kind === "count" || (event?.kind === "call" && event.outcome !== "threw");
}

function addedAfter(run: Run, index: number): number {
  return run.events.findIndex((event, at) => at > index && isEffect(run, event, "readd"));
}
