import type { ESLint } from "eslint";
import type { Format } from "../options.ts";
import { github } from "./github.ts";
import { sarif } from "./sarif.ts";
import { stylish } from "./stylish.ts";

/** Writes results out; paths for people are relative to `cwd`. The text ends in a newline unless it is empty. */
export type Formatter = (results: readonly ESLint.LintResult[], cwd: string) => string | Promise<string>;

export const formatters: Readonly<Record<Format, Formatter>> = {
  stylish,
  json: (results) => `${JSON.stringify(results)}\n`,
  sarif,
  github,
};
