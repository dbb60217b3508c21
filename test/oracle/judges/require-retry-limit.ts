import { countedBefore, firstEffect, unlessContradictory, type Judge } from "./judge.ts";

/** An item was retried, and nobody had looked at how often it was retried before. */
export const requireRetryLimit: Judge = {
  rule: "require-retry-limit",
  scenarios: ["turn"],
  judge(run) {
    const retried = firstEffect(run, "retry");
    return retried < 0 || countedBefore(run, retried) ? undefined : unlessContradictory(run, retried);
  },
};
