import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";
import type { Tag } from "./languages.ts";

const languages: Record<Tag, Linter.Config> = {
  ts: { files: ["**/*.ts"], languageOptions: { parser } },
  go: { files: ["**/*.go"], language: "workqueue/go" },
};

/** Lints one text with all rules as `recommended` sets them. */
export function lintText(tag: Tag, text: string): Linter.LintMessage[] {
  const config: Linter.Config = {
    ...languages[tag],
    plugins: { workqueue: plugin },
    rules: Object.fromEntries(Object.keys(plugin.rules).map((name) => [`workqueue/${name}`, "error"])),
  };
  return new Linter().verify(text, [config], { filename: `example.${tag}` });
}
