import type { ESLint } from "eslint";
import type { Format } from "../options.ts";
import { repositoryRoot } from "../repository-root.ts";
import type { Traces } from "../trace-messages.ts";
import type { Shard } from "../shard.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { sarif } from "./sarif.ts";
import { shardReport } from "./shard-report.ts";
import { stylish } from "./stylish.ts";

/** What some formats tell beside the results. */
export interface Details {
  /** How the messages come about. Finding out takes time: it is asked for only where it is told. */
  readonly traces: () => Promise<Traces>;
  readonly shard: Shard;
}

/** Writes results out; paths are relative to `directory`. The text ends in a newline unless it is empty. */
export type Formatter = (
  results: readonly ESLint.LintResult[],
  directory: string,
  details: Details,
) => string | Promise<string>;

export const formatters: Readonly<Record<Format, Formatter>> = {
  stylish,
  json: (results) => `${JSON.stringify(results)}\n`,
  sarif: fromRoot(async (results, root, { traces }) => sarif(results, root, await traces())),
  github: fromRoot(github),
  gitlab: fromRoot(gitlab),
  shard: fromRoot(async (results, root, { shard, traces }) => {
    const { all } = await traces();
    return `${JSON.stringify(shardReport(shard, results, all, root))}\n`;
  }),
};

/** A CI system shows findings by their paths in the repository, wherever in it the command was started. */
function fromRoot(format: Formatter): Formatter {
  return (results, directory, details) => format(results, repositoryRoot(directory), details);
}
