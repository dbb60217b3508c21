import { failedBefore, isMismatch, unlessContradictory, type Judge } from "./judge.ts";

/**
 * The item was settled on another queue, or as another item, while it was held. A retry elsewhere, or of something else, is only taken
 * for one of this item when something has failed.
 */
export const noMismatchedItem: Judge = {
  rule: "no-mismatched-item",
  scenarios: ["turn"],
  judge(run) {
    const index = run.events.findIndex(
      (event, at) =>
        isMismatch(run, event, "done", "forget") ||
        (isMismatch(run, event, "retry") && failedBefore(run, at)),
    );
    return index < 0 ? undefined : unlessContradictory(run, index);
  },
};
