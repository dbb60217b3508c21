import { parseArgs } from "node:util";
import { rules } from "../../rules/index.ts";
import type { Certainty } from "../flow/property.ts";
import type { Preset } from "../lint/define-rule.ts";
import { CommandError } from "./command-error.ts";
import { readShard, wholeRun, type Shard } from "./shard.ts";

const formats = ["stylish", "json", "sarif", "github", "gitlab", "shard"] as const;
const presets = ["recommended", "strict", "all"] as const satisfies readonly Preset[];

export type Format = (typeof formats)[number];

/** A rule asked for by name. */
export interface RuleChoice {
  readonly name: string;
  readonly certainty: Certainty;
}

/** The command line, read and checked. */
export interface Options {
  /** Files, directories and glob patterns as given; reports with `mergeReports`. */
  readonly targets: readonly string[];
  readonly format: Format;
  /** Where to write a page that shows the findings. */
  readonly report: string | undefined;
  readonly preset: Preset;
  /** If there are any, they run instead of the preset. */
  readonly rules: readonly RuleChoice[];
  /** How many processes lint. */
  readonly concurrency: "off" | "auto" | number;
  /** Keep results, and look again only at files that can have another one. */
  readonly cache: boolean;
  readonly cacheLocation: string;
  /** The part of the files to lint. */
  readonly shard: Shard;
  /** Lint nothing, and put the reports of shards together. */
  readonly mergeReports: boolean;
  /** Warnings that are too many; -1 for any number. */
  readonly maxWarnings: number;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** Look into `_test.go` files: a unit test of a queue is full of what would be a mistake elsewhere. */
  readonly goTests: boolean;
  readonly ecmascriptTests: boolean;
  /** The rule to explain. */
  readonly explain: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

const known = {
  format: { type: "string", short: "f", default: "stylish" },
  report: { type: "string" },
  preset: { type: "string", default: "recommended" },
  rule: { type: "string", multiple: true, default: [] as string[] },
  concurrency: { type: "string", default: "auto" },
  cache: { type: "boolean", default: false },
  "cache-location": { type: "string", default: ".workqueue-lint-cache.json" },
  shard: { type: "string" },
  "merge-reports": { type: "boolean", default: false },
  "max-warnings": { type: "string", default: "-1" },
  quiet: { type: "boolean", default: false },
  debug: { type: "boolean", default: false },
  tests: { type: "boolean", default: false },
  "no-tests": { type: "boolean", default: false },
  explain: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const;

/** Reads a command line. Throws a CommandError that names the option. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (values.tests && values["no-tests"]) throw new CommandError("--tests and --no-tests exclude each other");
  if (values["merge-reports"] && positionals.length === 0)
    throw new CommandError("--merge-reports takes the reports of shards, or directories of them");
  return {
    targets: positionals.length > 0 ? positionals : ["."],
    format: oneOf("--format", values.format, formats),
    report: values.report,
    preset: oneOf("--preset", values.preset, presets),
    rules: values.rule.map(readRule),
    concurrency: readConcurrency(values.concurrency),
    cache: values.cache,
    cacheLocation: values["cache-location"],
    shard: values.shard === undefined ? wholeRun : readShard(values.shard),
    mergeReports: values["merge-reports"],
    maxWarnings: wholeNumber("--max-warnings", values["max-warnings"], -1),
    quiet: values.quiet,
    debug: values.debug,
    goTests: values.tests,
    ecmascriptTests: !values["no-tests"],
    explain: values.explain === undefined ? undefined : ruleNamed(values.explain),
    help: values.help,
    version: values.version,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<ParseConfig>> {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    // Node's messages go on with advice about positional arguments.
    const [sentence] = (error as Error).message.split(/\. |\n/);
    throw new CommandError(sentence);
  }
}

interface ParseConfig {
  readonly options: typeof known;
  readonly allowPositionals: true;
}

function readRule(given: string): RuleChoice {
  const [name = "", certainty = "certain"] = given.split(":");
  return { name: ruleNamed(name), certainty: oneOf("--rule", certainty, ["certain", "likely"]) };
}

function ruleNamed(given: string): string {
  const name = given.replace(/^workqueue\//, "");
  if (Object.hasOwn(rules, name)) return name;
  throw new CommandError(`There is no rule "${given}". The rules are ${Object.keys(rules).join(", ")}`);
}

function readConcurrency(given: string): Options["concurrency"] {
  return given === "off" || given === "auto" ? given : wholeNumber("--concurrency", given, 1);
}

function wholeNumber(option: string, given: string, least: number): number {
  const number = Number(given);
  if (given.trim() !== "" && Number.isInteger(number) && number >= least) return number;
  throw new CommandError(`${option} takes a whole number of at least ${least}, not "${given}"`);
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === given);
  if (found !== undefined) return found;
  throw new CommandError(`${option} takes ${allowed.join(", ")}, not "${given}"`);
}
