import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import plugin from "../../src/index.ts";

const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));

export interface PackageReport {
  readonly files: number;
  /** `path:line rule: message`, and what ESLint itself has to say (a parse error, a crash of a rule). */
  readonly reports: readonly string[];
}

/** Lints the TypeScript sources that a package publishes with a preset, whatever their comments say. */
export async function lintPackage(name: string, preset: "recommended" | "strict"): Promise<PackageReport> {
  const cwd = join(packages, name, "src");
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [
      { linterOptions: { reportUnusedDisableDirectives: "off" } },
      { files: ["**/*.ts"], languageOptions: { parser } },
      ...plugin.configs[preset],
    ],
    ignorePatterns: ["!**/node_modules/**", `!${dirname(cwd)}/**`],
  });
  const results = await eslint.lintFiles("**/*.ts");
  const reports = results.flatMap(({ filePath, messages }) =>
    messages.map((message) => inWords(relative(cwd, filePath), message)),
  );
  return { files: results.length, reports };
}

function inWords(path: string, { line, ruleId, message }: Linter.LintMessage): string {
  return `${path}:${line} ${ruleId ?? "error"}: ${message}`;
}
