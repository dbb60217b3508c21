import { adds } from "../../../src/protocol/effects.ts";
import type { RunEvent } from "../runner/events.ts";
import { unlessContradictory, type Judge } from "./judge.ts";

/** Of the same change, told twice, two items were made that look alike and that the queue takes for two. */
export const noReferenceItems: Judge = {
  rule: "no-reference-items",
  scenarios: ["sameChangeTwice"],
  judge(run) {
    const index = run.events.findIndex((event, at) =>
      run.events.slice(0, at).some((earlier) => isTakenForAnother(earlier, event)),
    );
    return index < 0 ? undefined : unlessContradictory(run, index);
  },
};

function isTakenForAnother(one: RunEvent, other: RunEvent): boolean {
  return (
    one.kind === "effect" &&
    other.kind === "effect" &&
    adds(one.effect) &&
    adds(other.effect) &&
    one.queue === other.queue &&
    one.key !== other.key &&
    JSON.stringify(one.item) === JSON.stringify(other.item)
  );
}
