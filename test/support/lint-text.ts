import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";
import type { Tag } from "./languages.ts";

const languages: Record<Tag, Linter.Config> = {
  ts: { files: ["**/*.ts"], languageOptions: { parser } },
  go: { files: ["**/*.go"], language: "workqueue/go" },
};

const { rules: recommended } = plugin.configs.recommended[0] ?? {};

/** Lints one text with the recommended rules, and with `rule` where it is not among them. */
export function lintText(tag: Tag, text: string, rule: string): Linter.LintMessage[] {
  const config: Linter.Config = {
    ...languages[tag],
    plugins: { workqueue: plugin },
    rules: { [`workqueue/${rule}`]: "error", ...recommended },
  };
  return new Linter().verify(text, [config], { filename: `example.${tag}` });
}
