import type { ESLint } from "eslint";
import type { Format } from "../options.ts";
import { repositoryRoot } from "../repository-root.ts";
import type { Traces } from "../trace-messages.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { sarif } from "./sarif.ts";
import { stylish } from "./stylish.ts";

/**
 * Writes results out; paths are relative to `directory`. How the messages come about is asked for only where it is
 * told. The text ends in a newline unless it is empty.
 */
export type Formatter = (
  results: readonly ESLint.LintResult[],
  directory: string,
  traces: () => Promise<Traces>,
) => string | Promise<string>;

export const formatters: Readonly<Record<Format, Formatter>> = {
  stylish,
  json: (results) => `${JSON.stringify(results)}\n`,
  sarif: fromRoot(sarif),
  github: fromRoot(github),
  gitlab: fromRoot(gitlab),
};

/** A CI system shows findings by their paths in the repository, wherever in it the command was started. */
function fromRoot(format: Formatter): Formatter {
  return (results, directory, traces) => format(results, repositoryRoot(directory), traces);
}
