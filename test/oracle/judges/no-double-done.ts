import type { Run } from "../runner/run.ts";
import {
  firstEffect,
  isEffect,
  plainThrowAfter,
  unlessContradictory,
  type Judge,
  type Verdict,
} from "./judge.ts";

/** `done` came for an item that nobody here holds: the second of a turn, or any in code that took nothing. */
export const noDoubleDone: Judge = {
  rule: "no-double-done",
  scenarios: ["turn", "change"],
  judge: (run) => (run.scenario.kind === "change" ? doneWithoutTake(run) : doneTwice(run)),
};

function doneWithoutTake(run: Run): Verdict | undefined {
  const done = run.events.findIndex((event) => event.kind === "effect" && event.effect === "done");
  return done < 0 ? undefined : unlessContradictory(run, done);
}

function doneTwice(run: Run): Verdict | undefined {
  const first = firstEffect(run, "done");
  const second = run.events.findIndex((event, index) => index > first && isEffect(run, event, "done"));
  if (first < 0 || second < 0) return undefined;
  return plainThrowAfter(run, first, second) ? undefined : unlessContradictory(run, second);
}
