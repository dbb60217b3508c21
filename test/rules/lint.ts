import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";

const goLanguage: Linter.Config = { files: ["**/*.go"], language: "workqueue/go" };
const ecmascriptLanguage: Linter.Config = {
  files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};

export const ruleNames = Object.keys(plugin.rules);

export const recommendedRules = ruleNames.filter(
  (name) => plugin.rules[name as keyof typeof plugin.rules].meta?.docs?.recommended,
);

/** Lints one text with the recommended rules, as Go when its name ends in `.go`. */
export function lint(
  text: string,
  {
    filename = "file.ts",
    certainty = "certain",
    settings = {},
    rules = recommendedRules,
  }: {
    filename?: string;
    certainty?: "certain" | "likely";
    settings?: object;
    rules?: readonly string[];
  } = {},
): Linter.LintMessage[] {
  const config: Linter.Config = {
    ...(filename.endsWith(".go") ? goLanguage : ecmascriptLanguage),
    plugins: { workqueue: plugin },
    rules: Object.fromEntries(rules.map((name) => [`workqueue/${name}`, ["error", { certainty }]])),
    settings: { workqueue: settings },
  };
  return new Linter().verify(text, [config], { filename });
}

/** A report as the fixtures write it. */
export function asWant({ line, ruleId, message }: Linter.LintMessage): string {
  return `${String(line)} ${ruleId?.replace("workqueue/", "") ?? message}`;
}
