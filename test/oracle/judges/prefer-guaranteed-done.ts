import { unlessContradictory, type Judge } from "./judge.ts";

/** The first `done` of the turn was called by the worker itself, and not in a finalizer. */
export const preferGuaranteedDone: Judge = {
  rule: "prefer-guaranteed-done",
  scenarios: ["turn"],
  judge(run) {
    const index = run.events.findIndex((event) => event.kind === "effect" && event.effect === "done");
    const done = run.events[index];
    return done?.kind === "effect" && done.byHand ? unlessContradictory(run, index) : undefined;
  },
};
