import type { ESLint } from "eslint";
import { writeFileSync } from "node:fs";
import { holdMoment } from "../languages/go/moment.ts";
import { meta } from "../meta.ts";
import { CommandError } from "./command-error.ts";
import { explain } from "./explain.ts";
import { findFiles } from "./find-files.ts";
import { formatters } from "./formats/format.ts";
import { help } from "./help.ts";
import { lintCached } from "./lint-cached.ts";
import { lintFound } from "./lint-found.ts";
import { mergeReports } from "./merge-reports.ts";
import { readOptions, type Options } from "./options.ts";
import { Progress } from "./progress.ts";
import { repositoryRoot } from "./repository-root.ts";
import { reportPage } from "./report/report.ts";
import { selectFiles, type Selection } from "./select-files.ts";
import { filesOfShard } from "./shard.ts";
import { traceMessages, type Traces } from "./trace-messages.ts";
import { reasonOf, Troubles } from "./troubles.ts";

/** 0 nothing found, 1 something found, 2 not done as asked. */
export type ExitCode = 0 | 1 | 2;

/** The whole command: findings go to standard output, all else to standard error. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  try {
    const options = readOptions(args);
    const text = answer(options);
    if (text === undefined)
      return await report(options, options.mergeReports ? merge(options) : await lint(options));
    process.stdout.write(text);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
    return 2;
  }
}

/** What is printed by options that ask for a text. */
function answer({ help: asked, version, explain: rule }: Options): string | undefined {
  if (asked) return help;
  if (version) return `${meta.version}\n`;
  return rule === undefined ? undefined : explain(rule);
}

/** What is to be reported, and what kept the command from looking at everything. */
interface Findings {
  readonly results: readonly ESLint.LintResult[];
  readonly traces: () => Promise<Traces>;
  readonly troubles: readonly string[];
}

async function report(options: Options, { results, traces, troubles }: Findings): Promise<ExitCode> {
  const { format, quiet, shard } = options;
  const shown = quiet ? errorsOnly(results) : results;
  if (options.report !== undefined) await writePage(options.report, shown, await traces());
  process.stdout.write(await formatters[format](shown, process.cwd(), { traces, shard }));
  troubles.forEach(say);
  return troubles.length > 0 ? 2 : verdict(results, options);
}

async function lint(options: Options): Promise<Findings> {
  const cwd = process.cwd();
  const troubles = new Troubles();
  const progress = new Progress(process.stderr);
  const found = findFiles(options.targets, cwd, troubles);
  const selection: Selection = { ...options, troubles, progress, note: say };
  const release = holdMoment();
  try {
    const results = await lintAll(found, options, selection);
    return { results, traces: () => traceMessages(results, options), troubles: troubles.messages };
  } finally {
    progress.clear();
    release();
  }
}

async function lintAll(
  found: readonly string[],
  options: Options,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const { cache, debug, shard } = options;
  // What is not understood is said while a file is looked at, so that the cache must not come in between.
  const isCached = cache && !debug;
  if (!isCached && shard.count === 1) return lintFound(found, options, selection);
  const files = filesOfShard(selectFiles(found, selection), shard, repositoryRoot(process.cwd()));
  return isCached ? lintCached(files, options, selection) : lintFound(files, options, selection);
}

function merge({ targets }: Options): Findings {
  const cwd = process.cwd();
  const { results, traces } = mergeReports(targets, cwd, repositoryRoot(cwd));
  return { results, traces: () => Promise.resolve(traces), troubles: [] };
}

async function writePage(path: string, results: readonly ESLint.LintResult[], traces: Traces): Promise<void> {
  const page = await reportPage(results, traces, process.cwd());
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${reasonOf(error)}`);
  }
}

function errorsOnly(results: readonly ESLint.LintResult[]): ESLint.LintResult[] {
  return results.map((result) => ({
    ...result,
    messages: result.messages.filter(({ severity }) => severity === 2),
    warningCount: 0,
    fixableWarningCount: 0,
  }));
}

function verdict(results: readonly ESLint.LintResult[], { maxWarnings }: Options): 0 | 1 {
  const errors = results.reduce((sum, { errorCount }) => sum + errorCount, 0);
  const warnings = results.reduce((sum, { warningCount }) => sum + warningCount, 0);
  if (maxWarnings >= 0 && warnings > maxWarnings) {
    say(`There are ${warnings} warnings, more than ${maxWarnings}`);
    return 1;
  }
  return errors > 0 ? 1 : 0;
}

function say(message: string): void {
  process.stderr.write(`workqueue-lint: ${message}\n`);
}
