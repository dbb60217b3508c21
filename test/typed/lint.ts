import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import type ts from "typescript";
import plugin from "../../src/index.ts";

export interface LintOptions {
  readonly path: string;
  readonly rules: readonly string[];
  /** Types are looked at when there is a program. */
  readonly program?: ts.Program | undefined;
  readonly certainty?: "certain" | "likely";
}

/** Lints one file of a program. */
export function lint(
  text: string,
  { path, rules, program, certainty = "certain" }: LintOptions,
): Linter.LintMessage[] {
  const config: Linter.Config = {
    files: ["**/*.{ts,js,mjs}"],
    languageOptions: { parser, parserOptions: program ? { programs: [program] } : {} },
    plugins: { workqueue: plugin },
    rules: Object.fromEntries(rules.map((name) => [`workqueue/${name}`, ["error", { certainty }]])),
  };
  return new Linter({ cwd: "/" }).verify(text, [config], { filename: path });
}
