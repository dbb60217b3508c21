import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import plugin from "../src/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface ExampleFindings {
  /** One for each shipped example that was linted, its path relative to the project. */
  readonly results: readonly ESLint.LintResult[];
  /** What ESLint prints about them. */
  readonly printed: string;
}

/** Lints examples as a user would, with the recommended preset and no other configuration. */
export async function lintExamples(pattern: string): Promise<ExampleFindings> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [{ files: ["**/*.ts"], languageOptions: { parser } }, ...plugin.configs.recommended],
  });
  const linted = await eslint.lintFiles(pattern);
  const results = linted.map((result) => ({ ...result, filePath: relative(root, result.filePath) }));
  const formatter = await eslint.loadFormatter("stylish");
  return { results, printed: await formatter.format(results, {}) };
}
