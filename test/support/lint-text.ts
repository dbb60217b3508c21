import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";
import type { Tag } from "./languages.ts";

const languages: Record<Tag, Linter.Config> = {
  ts: { files: ["**/*.ts"], languageOptions: { parser } },
  go: { files: ["**/*.go"], language: "workqueue/go" },
};

const recommended = Object.keys(plugin.configs.recommended[0]?.rules ?? {});

/** Lints one text with the rules of `recommended` and those named. */
export function lintText(tag: Tag, text: string, more: readonly string[] = []): Linter.LintMessage[] {
  const config: Linter.Config = {
    ...languages[tag],
    plugins: { workqueue: plugin },
    rules: Object.fromEntries(
      [...recommended, ...more.map((name) => `workqueue/${name}`)].map((id) => [id, "error"]),
    ),
  };
  return new Linter().verify(text, [config], { filename: `example.${tag}` });
}
