import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { ESLint, type Linter, type Rule } from "eslint";
// @ts-expect-error the plugin has no types
import promise from "eslint-plugin-promise";
import { vocabularyFor } from "../../src/protocol/default-profiles.ts";
import { plugin } from "./published.ts";

/** Milliseconds that ESLint itself says it spent on one file. */
export interface FileTimes {
  readonly path: string;
  /** It holds a name that is evidence of a queue, so that there is something to do. */
  readonly isAboutQueues: boolean;
  readonly parse: number;
  /** By rule; what the rules of this plugin share is paid by the first of them. */
  readonly rules: Readonly<Record<string, number>>;
}

/** A rule that only has a selector: what no rule can be cheaper than. */
const selectorOnly: Rule.RuleModule = { create: () => ({ CallExpression: () => undefined }) };

/** As many rules that do nothing as the plugin has that do something: what ESLint itself takes for so many. */
const idle = Object.keys(plugin.rules).map((name) => `idle-${name}`);
const doesNothing: Rule.RuleModule = { create: () => ({}) };

/** Rules of others that also look at the flow or the scope of every file. */
export const peers = ["peer/selector-only", "no-unused-vars", "promise/no-multiple-resolved"];

const vocabulary = vocabularyFor("ecmascript");

const config: Linter.Config = {
  files: ["**/*.ts"],
  languageOptions: { parser },
  plugins: {
    workqueue: plugin,
    promise: promise as ESLint.Plugin,
    peer: {
      rules: {
        "selector-only": selectorOnly,
        ...Object.fromEntries(idle.map((name) => [name, doesNothing])),
      },
    },
  },
  rules: Object.fromEntries(
    [
      ...peers,
      ...idle.map((name) => `peer/${name}`),
      ...Object.keys(plugin.rules).map((name) => `workqueue/${name}`),
    ].map((rule) => [rule, "error"]),
  ),
};

/** Lints the TypeScript sources of a package with all rules and their peers at once, and returns ESLint's own statistics. */
export async function ruleTimes(packageName: string): Promise<FileTimes[]> {
  const cwd = fileURLToPath(new URL(`../../node_modules/${packageName}/src`, import.meta.url));
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: config,
    ignore: false,
    stats: true,
  });
  const results = await eslint.lintFiles("**/*.ts");
  return results.map(({ filePath, stats }) => {
    const [pass] = stats?.times.passes ?? [];
    const rules = Object.entries(pass?.rules ?? {}).map(([rule, { total }]) => [rule, total]);
    return {
      path: relative(cwd, filePath),
      isAboutQueues: vocabulary.mentionsQueue(readFileSync(filePath, "utf8")),
      parse: pass?.parse?.total ?? 0,
      rules: Object.fromEntries(rules) as Record<string, number>,
    };
  });
}

/** The time of all rules of this plugin on a file. */
export function ownTime(file: FileTimes): number {
  return timeOf(file, "workqueue/");
}

/** The time of as many rules that do nothing. */
export function idleTime(file: FileTimes): number {
  return timeOf(file, "peer/idle-");
}

function timeOf({ rules }: FileTimes, prefix: string): number {
  return Object.entries(rules).reduce((sum, [rule, time]) => sum + (rule.startsWith(prefix) ? time : 0), 0);
}
