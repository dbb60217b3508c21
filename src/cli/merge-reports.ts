import type { ESLint } from "eslint";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { meta } from "../meta.ts";
import { CommandError } from "./command-error.ts";
import { unpacked, type ShardReport } from "./formats/shard-report.ts";
import { Traces } from "./trace-messages.ts";
import { reasonOf } from "./troubles.ts";

/** What the shards of a run have found, together. */
export interface MergedReports {
  /** In the order of a run without shards. */
  readonly results: readonly ESLint.LintResult[];
  readonly traces: Traces;
}

/**
 * Puts reports together: those of all shards of one run, or those of runs that are no shards, as of the projects of a
 * monorepo. A target is a report, or a directory of reports (`*.json`). Throws a CommandError where a shard is missing,
 * which must not look like one that has found nothing, and where a file is in two reports.
 */
export function mergeReports(targets: readonly string[], cwd: string, root: string): MergedReports {
  const reports = targets.flatMap((target) => filesOf(resolve(cwd, target), target)).map(readReport);
  assertComplete(reports);
  assertDisjoint(reports);
  const here = reports.map((report) => unpacked(report, root));
  const traces = new Traces();
  for (const trace of here.flatMap((report) => report.traces)) traces.add(trace);
  const results = here.flatMap((report) => report.results);
  return { results: results.sort((a, b) => (walkKey(a.filePath) < walkKey(b.filePath) ? -1 : 1)), traces };
}

function filesOf(path: string, target: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => name.endsWith(".json"));
    if (names.length > 0) return names.sort().map((name) => join(path, name));
  } catch (error) {
    throw new CommandError(`Cannot read ${target}: ${reasonOf(error)}`);
  }
  throw new CommandError(`There is no report (*.json) in ${target}`);
}

interface NamedReport extends ShardReport {
  /** The file that it was read from, from the current directory. */
  readonly name: string;
}

function readReport(path: string): NamedReport {
  const name = relative(process.cwd(), path);
  const report = parse(name, path);
  if (!isReport(report))
    throw new CommandError(`${name} is no report of a shard: --format shard writes them`);
  if (report.workqueueLint !== meta.version)
    throw new CommandError(`${name} was written by version ${report.workqueueLint}; this is ${meta.version}`);
  return { ...report, name };
}

function parse(name: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CommandError(`${name} is no report of a shard: ${(error as Error).message}`);
  }
}

/** Told by its head; what the command wrote itself is not checked any further. */
function isReport(value: unknown): value is ShardReport {
  if (typeof value !== "object" || value === null) return false;
  const { workqueueLint, shard, results, traces } = value as Partial<ShardReport>;
  return (
    typeof workqueueLint === "string" &&
    Number.isInteger(shard?.index) &&
    Number.isInteger(shard?.count) &&
    Array.isArray(results) &&
    Array.isArray(traces)
  );
}

function assertComplete(reports: readonly NamedReport[]): void {
  const [first] = reports;
  if (!first) return;
  const { count } = first.shard;
  const known = new Map<number, string>();
  for (const { name, shard } of reports) {
    if (shard.count !== count)
      throw new CommandError(`${first.name} is of ${count} shards, ${name} of ${shard.count}`);
    const other = known.get(shard.index);
    if (other !== undefined && count > 1)
      throw new CommandError(`${other} and ${name} are both shard ${shard.index} of ${count}`);
    known.set(shard.index, name);
  }
  for (let index = 1; index <= count; index++)
    if (!known.has(index)) throw new CommandError(`Shard ${index} of ${count} is missing`);
}

function assertDisjoint(reports: readonly NamedReport[]): void {
  const known = new Map<string, string>();
  for (const { name, results } of reports) {
    for (const { filePath } of results) {
      const other = known.get(filePath);
      if (other !== undefined) throw new CommandError(`${filePath} is in both ${other} and ${name}`);
      known.set(filePath, name);
    }
  }
}

/** Sorts like the search for files goes: those of a directory before those below it. */
function walkKey(path: string): string {
  const parts = path.split(/[/\\]/);
  const name = parts.pop() ?? "";
  return `${parts.join("\u0001")}\u0000${name}`;
}
