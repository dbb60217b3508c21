import type { ESLint, Linter } from "eslint";
import { commonDirectory } from "./common-directory.ts";
import { eslintOptions, type LintRequest } from "./eslint-options.ts";
import { isGo } from "./find-files.ts";
import type { Options } from "./options.ts";
import { optionsModule } from "./options-module.ts";
import type { Progress } from "./progress.ts";

/** Files handed to ESLint at a time, so that there is progress to show. */
const atOnce = 32;

/** What ESLint finds in the files with the rules of this plugin. */
export async function lintFiles(
  files: readonly string[],
  options: Options,
  progress: Progress,
): Promise<ESLint.LintResult[]> {
  if (files.length === 0) return [];
  const lint = await linterFor(files, options);
  const step = options.concurrency === "off" ? atOnce : files.length;
  const results: ESLint.LintResult[] = [];
  for (let at = 0; at < files.length; at += step) {
    progress.show(() => `Linting ${at + 1} of ${files.length} files with a queue`);
    results.push(...(await lint(files.slice(at, at + step))));
  }
  return results;
}

/** Lints some of `files`, which may be many, at a time. */
export async function linterFor(
  files: readonly string[],
  options: Options,
): Promise<(some: readonly string[]) => Promise<ESLint.LintResult[]>> {
  const eslint = await createESLint({
    ...options,
    cwd: commonDirectory(files),
    withEcmascript: !files.every(isGo),
  });
  return async (some) => (await eslint.lintFiles([...some])).map(ownMessages);
}

async function createESLint({
  cwd,
  withEcmascript,
  preset,
  rules,
  debug,
  goTests,
  concurrency,
}: LintRequest) {
  const { ESLint } = await import("eslint");
  const request = { cwd, withEcmascript, preset, rules, debug, goTests, concurrency };
  return concurrency === "off"
    ? new ESLint(await eslintOptions(request))
    : ESLint.fromOptionsModule(optionsModule(request));
}

/**
 * Without what a repository's comments for its own ESLint cause here: a disable comment for a rule that is not loaded
 * is an error to ESLint, and an inline configuration can switch on a rule of another kind.
 */
function ownMessages(result: ESLint.LintResult): ESLint.LintResult {
  const messages = result.messages.filter(isOwn);
  const count = (matches: (message: Linter.LintMessage) => unknown): number =>
    messages.filter(matches).length;
  return {
    ...result,
    messages,
    suppressedMessages: result.suppressedMessages.filter(isOwn),
    errorCount: count(({ severity }) => severity === 2),
    fatalErrorCount: count(({ fatal }) => fatal),
    warningCount: count(({ severity }) => severity === 1),
    fixableErrorCount: count(({ severity, fix }) => severity === 2 && fix),
    fixableWarningCount: count(({ severity, fix }) => severity === 1 && fix),
  };
}

function isOwn({ ruleId, message, fatal }: Linter.LintMessage): boolean {
  if (ruleId === null) return fatal === true && message.startsWith("Parsing error");
  return ruleId.startsWith("workqueue/") && !message.startsWith("Definition for rule");
}
