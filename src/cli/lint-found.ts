import type { ESLint } from "eslint";
import { commonDirectory } from "./common-directory.ts";
import { Linters } from "./linters.ts";
import { lintPlan, planOf } from "./lint-plan.ts";
import { lintInProcesses } from "./lint-processes.ts";
import type { Options } from "./options.ts";
import { processesFor } from "./processes-for.ts";
import type { Selection } from "./select-files.ts";

/** What ESLint finds in those of the files that can have a finding, in their order. */
export async function lintFound(
  found: readonly string[],
  options: Options,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const plan = planOf(found, selection);
  if (plan.length === 0) return [];
  const { preset, rules, debug, goTests, ecmascriptTests } = options;
  const request = { preset, rules, debug, goTests, ecmascriptTests, cwd: commonDirectory(found) };
  const processes = processesFor(plan, options);
  const results =
    processes > 1
      ? await lintInProcesses(plan, processes, request, selection)
      : await lintPlan(plan, new Linters(request), selection);
  const byPath = new Map(results.map((result) => [result.filePath, result]));
  return found.flatMap((path) => byPath.get(path) ?? []);
}
