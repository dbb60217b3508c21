import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";

const goLanguage: Linter.Config = { files: ["**/*.go"], language: "workqueue/go" };
const ecmascriptLanguage: Linter.Config = {
  files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};

export const ruleNames = Object.keys(plugin.rules);

/** Lints one text with every rule, as Go when its name ends in `.go`. */
export function lint(
  text: string,
  {
    filename = "file.ts",
    certainty = "certain",
    settings = {},
  }: { filename?: string; certainty?: "certain" | "likely"; settings?: object } = {},
): Linter.LintMessage[] {
  const config: Linter.Config = {
    ...(filename.endsWith(".go") ? goLanguage : ecmascriptLanguage),
    plugins: { workqueue: plugin },
    rules: Object.fromEntries(ruleNames.map((name) => [`workqueue/${name}`, ["error", { certainty }]])),
    settings: { workqueue: settings },
  };
  return new Linter().verify(text, [config], { filename });
}

/** A report as the fixtures write it. */
export function asWant({ line, ruleId, message }: Linter.LintMessage): string {
  return `${String(line)} ${ruleId?.replace("workqueue/", "") ?? message}`;
}
