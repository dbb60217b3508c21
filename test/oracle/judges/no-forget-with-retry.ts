import { firstEffect, isCharged, plainThrowAfter, unlessContradictory, type Judge } from "./judge.ts";

/** In one turn a failure was charged and the count wiped. */
export const noForgetWithRetry: Judge = {
  rule: "no-forget-with-retry",
  scenarios: ["turn"],
  applies: isCharged,
  judge(run) {
    const forgotten = firstEffect(run, "forget");
    const retried = firstEffect(run, "retry");
    if (forgotten < 0 || retried < 0) return undefined;
    const [first, second] = [Math.min(forgotten, retried), Math.max(forgotten, retried)];
    return plainThrowAfter(run, first, second) ? undefined : unlessContradictory(run, second);
  },
};
