import { availableParallelism } from "node:os";
import { sumOf, type LintTurn } from "./lint-plan.ts";
import type { Options } from "./options.ts";

/** Characters of code with queues in it from which on another process pays: it takes half a second to start and to get fast. */
const sizePerProcess = 1_000_000;

/** Cores that a process keeps busy: what it does not need itself takes the engine to compile and to collect garbage. */
const coresPerProcess = 2;

/** How many processes to lint with. What is said of what is not understood is to come in order, from one. */
export function processesFor(
  plan: readonly Pick<LintTurn, "size">[],
  { concurrency, debug }: Pick<Options, "concurrency" | "debug">,
  cores = availableParallelism(),
): number {
  if (concurrency === "off" || debug) return 1;
  const most = concurrency === "auto" ? processesThatPay(plan, cores) : concurrency;
  return Math.min(most, plan.length);
}

function processesThatPay(plan: readonly Pick<LintTurn, "size">[], cores: number): number {
  const size = sumOf(plan, (turn) => turn.size);
  return Math.max(1, Math.floor(Math.min(cores / coresPerProcess, size / sizePerProcess)));
}
