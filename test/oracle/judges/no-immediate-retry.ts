import { isEffect, isFailure, unlessContradictory, type Judge } from "./judge.ts";

/**
 * Something failed, and the item was ready again at once. An error that only passes through, on its way out of the worker, is no
 * failure to this rule, whatever a `finally` does meanwhile.
 */
export const noImmediateRetry: Judge = {
  rule: "no-immediate-retry",
  scenarios: ["turn"],
  judge(run) {
    const failed = run.events.findIndex(isFailure);
    const added = run.events.findIndex((event, index) => index > failed && isEffect(run, event, "readd"));
    const retried = run.events.findIndex((event, index) => index > failed && isEffect(run, event, "retry"));
    if (failed < 0 || added < 0) return undefined;
    return retried >= 0 && retried < added ? undefined : unlessContradictory(run, added);
  },
};
