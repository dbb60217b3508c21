import { unlessContradictory, type Judge } from "./judge.ts";

/** After shutdown the worker asked for an item again. */
export const requireShutdownCheck: Judge = {
  rule: "require-shutdown-check",
  scenarios: ["shutdown"],
  judge: (run) => (run.getsAfterShutdown > 1 ? unlessContradictory(run) : undefined),
};
