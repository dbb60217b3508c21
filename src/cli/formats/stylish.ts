import type { ESLint } from "eslint";
import { relativePath } from "./relative-path.ts";

/** ESLint's own format for people. ESLint is not even loaded where there is nothing to say. */
export async function stylish(results: readonly ESLint.LintResult[], cwd: string): Promise<string> {
  if (results.every(({ messages }) => messages.length === 0)) return "";
  const { ESLint } = await import("eslint");
  const formatter = await new ESLint({ overrideConfigFile: true, cwd }).loadFormatter("stylish");
  const shown = results.map((result) => ({ ...result, filePath: relativePath(cwd, result.filePath) }));
  const text = await formatter.format(shown);
  return `${text.trimEnd()}\n`;
}
