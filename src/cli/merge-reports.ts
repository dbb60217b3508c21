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
 * Puts the reports of all shards of one run together. A target is a report, or a directory of reports (`*.json`).
 * Throws a CommandError for anything but each shard once: a shard that is missing must not look like one that has
 * found nothing.
 */
export function mergeReports(targets: readonly string[], cwd: string, root: string): MergedReports {
  const reports = targets.flatMap((target) => filesOf(resolve(cwd, target), target)).map(readReport);
  assertComplete(reports.map(({ path, report }) => ({ name: relative(cwd, path), ...report.shard })));
  const here = reports.map(({ report }) => unpacked(report, root));
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

function readReport(path: string): { readonly path: string; readonly report: ShardReport } {
  const name = relative(process.cwd(), path);
  const report = parse(name, path);
  if (!isReport(report))
    throw new CommandError(`${name} is no report of a shard: --format shard writes them`);
  if (report.workqueueLint !== meta.version)
    throw new CommandError(`${name} was written by version ${report.workqueueLint}; this is ${meta.version}`);
  return { path, report };
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

interface NamedShard {
  readonly name: string;
  readonly index: number;
  readonly count: number;
}

function assertComplete(shards: readonly NamedShard[]): void {
  const [first] = shards;
  const known = new Map<number, string>();
  for (const { name, index, count } of shards) {
    if (first && count !== first.count)
      throw new CommandError(`${first.name} is of ${first.count} shards, ${name} of ${count}`);
    const other = known.get(index);
    if (other !== undefined)
      throw new CommandError(`${other} and ${name} are both shard ${index} of ${count}`);
    known.set(index, name);
  }
  for (let index = 1; index <= (first?.count ?? 0); index++)
    if (!known.has(index)) throw new CommandError(`Shard ${index} of ${first?.count} is missing`);
}

/** Sorts like the search for files goes: those of a directory before those below it. */
function walkKey(path: string): string {
  const parts = path.split(/[/\\]/);
  const name = parts.pop() ?? "";
  return `${parts.join("\u0001")}\u0000${name}`;
}
