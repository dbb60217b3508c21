import { comesRegardless, failedBefore, isMismatch, unlessContradictory, type Judge } from "./judge.ts";

/**
 * The item was settled on another queue, or as another item, while it was held. A retry elsewhere, or of something else, is only taken
 * for one of this item when something has failed, and no run comes to it without that.
 */
export const noMismatchedItem: Judge = {
  rule: "no-mismatched-item",
  scenarios: ["turn"],
  judge(run, all) {
    const index = run.events.findIndex(
      (event, at) =>
        isMismatch(run, event, "done", "forget") ||
        (isMismatch(run, event, "retry") && failedBefore(run, at) && !comesRegardless(run, at, all)),
    );
    return index < 0 ? undefined : unlessContradictory(run, index);
  },
};
