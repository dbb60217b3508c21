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
};

function addedAfter(run: Run, index: number): number {
  return run.events.findIndex((event, at) => at > index && isEffect(run, event, "readd"));
}
