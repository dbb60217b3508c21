import { isEffect, unlessContradictory, type Judge } from "./judge.ts";
import type { RunEvent } from "../runner/events.ts";

/** Something failed, and the item was ready again at once. */
export const noImmediateRetry: Judge = {
  rule: "no-immediate-retry",
  scenarios: ["turn"],
  judge(run) {
    const failed = run.events.findIndex(isFailure);
    const added = run.events.findIndex((event, index) => index > failed && isEffect(run, event, "readd"));
    const retried = run.events.findIndex((event, index) => index > failed && isEffect(run, event, "retry"));
    if (failed < 0 || added < 0 || (retried >= 0 && retried < added)) return undefined;
    return unlessContradictory(run, added);
  },
};

function isFailure(event: RunEvent): boolean {
  return event.kind === "call" && event.outcome !== "ok";
}
