import {
  endsTurn,
  failedBefore,
  firstEffect,
  hasMismatch,
  isCharged,
  plainThrowAfter,
  unlessContradictory,
  type Judge,
} from "./judge.ts";
import { noRateLimitedAddInHandler } from "./no-rate-limited-add-in-handler.ts";
import type { Run } from "../runner/run.ts";

/** The item had failed before and was neither retried nor forgotten: after its turn its failures are still counted. */
export const requireForget: Judge = {
  rule: "require-forget",
  scenarios: ["turn"],
  applies: isCharged,
  judge(run, all) {
    if (firstEffect(run, "retry") >= 0 || run.failuresAfter === 0) return undefined;
    if (hasMismatch(run, "forget", "retry")) return undefined;
    if (isBadItem(run) && !isChargedOnChange(all)) return undefined;
    const settled = firstEffect(run, "done", "readd", "delay");
    if (settled >= 0 && !failedBefore(run, settled) && plainThrowAfter(run, settled)) return undefined;
    const isAddedAgain = firstEffect(run, "readd", "delay") >= 0;
    if (endsTurn(run.end)) return isAddedAgain && failedBefore(run) ? undefined : unlessContradictory(run);
    const isFinished = firstEffect(run, "done") >= 0 && !isAddedAgain && !failedBefore(run);
    return isFinished && (run.end === "throw:explicit" || run.end === "throw:awaited") ? "likely" : undefined;
  },
};

function isChargedOnChange(all: readonly Run[]): boolean {
  return all.some((run) => run.scenario.kind === "change" && noRateLimitedAddInHandler.judge(run, all));
}

/** The turn ended when nothing but the item's form had been looked at: such an item cannot have failed in a worker. */
function isBadItem(run: Run): boolean {
  const calls = run.events.filter((event) => event.kind === "call" || event.kind === "count");
  return calls.length > 0 && calls.every((event) => event.kind === "call" && event.looksOnly);
}
