import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { plugin } from "./bench/published.ts";
import { writeProgram } from "./bench-types/sources.ts";
import { table } from "./story/table.ts";

const controllers = 60;
const rounds = 3;
/** A rule that needs types, and looks at every call. */
const peer = "@typescript-eslint/no-floating-promises";

interface Times {
  readonly parse: number;
  readonly own: number;
  readonly peer: number;
  readonly reports: number;
}

/** Lints all files of a program with the recommended rules, and gives ESLint's own times in milliseconds. */
async function lint(cwd: string, typed: boolean): Promise<Times> {
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: {
      files: ["**/*.ts"],
      languageOptions: { parser, parserOptions: typed ? { projectService: true, tsconfigRootDir: cwd } : {} },
      plugins: { workqueue: plugin, "@typescript-eslint": tseslint.plugin },
      rules: { ...plugin.configs.recommended[0]?.rules, ...(typed && { [peer]: "error" }) },
    },
  });
  const results = await eslint.lintFiles("**/*.ts");
  const times = { parse: 0, own: 0, peer: 0, reports: 0 };
  for (const { stats, messages } of results) {
    const [pass] = stats?.times.passes ?? [];
    times.parse += pass?.parse?.total ?? 0;
    for (const [rule, { total }] of Object.entries(pass?.rules ?? {}))
      times[rule === peer ? "peer" : "own"] += total;
    times.reports += messages.filter(({ ruleId }) => ruleId !== peer).length;
  }
  return times;
}

const directory = mkdtempSync(join(tmpdir(), "bench-types-"));
writeProgram(directory, controllers);
console.log(
  `${controllers} controllers that import a base class and a helper; ESLint's own times (stats) in milliseconds.`,
);
for (let round = 1; round <= rounds; round++) {
  const [plain, typed] = [await lint(directory, false), await lint(directory, true)];
  const row = (name: string, { parse, own, peer: others, reports }: Times): string[] => [
    name,
    parse.toFixed(0),
    own.toFixed(0),
    others.toFixed(0),
    String(reports),
  ];
  const head = ["", "parsing", "workqueue/*", peer, "reports"];
  console.log(`\nRound ${round}`);
  console.log(table([head, row("without types", plain), row("with types", typed)]).join("\n"));
  const all = (typed.parse + typed.own) / (plain.parse + plain.own);
  console.log(`rules ${(typed.own / plain.own).toFixed(1)} times, with parsing ${all.toFixed(1)} times`);
}
rmSync(directory, { recursive: true });
