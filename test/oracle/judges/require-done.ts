import { hasMismatch, unlessContradictory, type Judge } from "./judge.ts";

/** The item is still in processing after its turn: nobody will ever be given it again. */
export const requireDone: Judge = {
  rule: "require-done",
  scenarios: ["turn"],
  judge(run) {
    if (run.end === "stuck" || hasMismatch(run, "done") || !run.stillProcessing) return undefined;
    return run.end === "throw:call" ? "likely" : unlessContradictory(run);
  },
};
