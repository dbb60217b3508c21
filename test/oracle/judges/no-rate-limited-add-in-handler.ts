import { countedBefore, failedBefore, unlessContradictory, type Judge } from "./judge.ts";

/** A failure was charged while the program reacted to a change, though nothing had failed. */
export const noRateLimitedAddInHandler: Judge = {
  rule: "no-rate-limited-add-in-handler",
  scenarios: ["change"],
  judge(run) {
    const charge = run.events.findIndex((event) => event.kind === "effect" && event.effect === "retry");
    if (charge < 0 || failedBefore(run, charge) || countedBefore(run, charge)) return undefined;
    return unlessContradictory(run, charge);
  },
};
