import type { ESLint } from "eslint";
import { holdMoment } from "../languages/go/moment.ts";
import type { LintRequest } from "./eslint-options.ts";
import { Linters } from "./linters.ts";
import { lintPlan, planOf } from "./lint-plan.ts";
import type { Options } from "./options.ts";
import { Progress } from "./progress.ts";
import type { Selection } from "./select-files.ts";
import { Troubles } from "./troubles.ts";

/** What a process is started with. */
export type ProcessRequest = Omit<LintRequest, "withEcmascript"> & Pick<Options, "ecmascriptTests">;

/** What a process has found in the files that it was sent. */
export interface ProcessAnswer {
  readonly results: readonly ESLint.LintResult[];
  readonly troubles: readonly string[];
  readonly notes: readonly string[];
}

const request = JSON.parse(process.argv[2] ?? "{}") as ProcessRequest;
const linters = new Linters(request);
holdMoment();

async function answer(files: readonly string[]): Promise<ProcessAnswer> {
  const troubles = new Troubles();
  const notes: string[] = [];
  const selection: Selection = {
    ...request,
    troubles,
    progress: Progress.none,
    note: (message) => notes.push(message),
  };
  const results = await lintPlan(planOf(files, selection), linters, selection);
  return { results, troubles: troubles.messages, notes };
}

process.on("disconnect", () => process.exit()); // nobody waits for an answer any more
process.on("message", (files: readonly string[]) => {
  void answer(files).then((found) => process.send?.(found));
});
