import type { ESLint } from "eslint";
import { isGo } from "./find-files.ts";
import { lintFiles, linterFor } from "./lint-files.ts";
import type { Options } from "./options.ts";
import { importsFirst } from "./package-order.ts";
import { isSelected, selectFiles, type Selection } from "./select-files.ts";

/** What ESLint finds in those of the files that can have a finding; Go files are chosen and linted package by package. */
export async function lintPackages(
  found: readonly string[],
  options: Options,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const { progress } = selection;
  const go = found.filter(isGo);
  const others = found.filter((path) => !isGo(path));
  const results = await lintFiles(selectFiles(others, selection), options, progress);
  let lint: Awaited<ReturnType<typeof linterFor>> | undefined;
  let seen = 0;
  for (const files of importsFirst(go, progress)) {
    progress.show(() => `Linting ${seen + 1} of ${go.length} files`);
    seen += files.length;
    const selected = files.filter((path) => isSelected(path, selection));
    if (selected.length === 0) continue;
    lint ??= await linterFor(go, options);
    results.push(...(await lint(selected)));
  }
  const byPath = new Map(results.map((result) => [result.filePath, result]));
  return found.flatMap((path) => byPath.get(path) ?? []);
}
