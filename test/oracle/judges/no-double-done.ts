import { firstEffect, isEffect, plainThrowAfter, unlessContradictory, type Judge } from "./judge.ts";

/** One turn called `done` twice: the second is for an item that nobody holds, or that somebody else was given since. */
export const noDoubleDone: Judge = {
  rule: "no-double-done",
  scenario: "turn",
  judge(run) {
    const first = firstEffect(run, "done");
    const second = run.events.findIndex((event, index) => index > first && isEffect(run, event, "done"));
    if (first < 0 || second < 0) return undefined;
    const between = { ...run, events: run.events.slice(0, second) };
    return plainThrowAfter(between, first) ? undefined : unlessContradictory(run, second);
  },
};
