import type { ESLint } from "eslint";
import { resolve } from "node:path";
import type { Trace } from "../../lint/trace.ts";
import { meta } from "../../meta.ts";
import type { Shard } from "../shard.ts";
import { relativePath } from "./relative-path.ts";

/** What one shard found, for `--merge-reports` on any machine: all paths are from the repository's root. */
export interface ShardReport {
  /** The version of this package that wrote it; others do not read it. */
  readonly workqueueLint: string;
  readonly shard: Shard;
  readonly results: readonly ESLint.LintResult[];
  /** How the messages come about. */
  readonly traces: readonly Trace[];
}

/** The report of a shard; `root` is cut off all paths. */
export function shardReport(
  shard: Shard,
  results: readonly ESLint.LintResult[],
  traces: readonly Trace[],
  root: string,
): ShardReport {
  const report = { workqueueLint: meta.version, shard, results, traces };
  return withPaths(report, (path) => relativePath(root, path));
}

/** The report with the paths that its files have here. */
export function unpacked(report: ShardReport, root: string): ShardReport {
  return withPaths(report, (path) => resolve(root, path));
}

function withPaths(report: ShardReport, change: (path: string) => string): ShardReport {
  const moved = <T extends { readonly file: string }>(place: T): T => ({
    ...place,
    file: change(place.file),
  });
  return {
    ...report,
    results: report.results.map((result) => ({ ...result, filePath: change(result.filePath) })),
    traces: report.traces.map((trace) => ({
      ...trace,
      place: moved(trace.place),
      steps: trace.steps.map((step) => ({ ...step, place: moved(step.place) })),
    })),
  };
}
