import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as parser from "@typescript-eslint/parser";
import type { TSESLint } from "@typescript-eslint/utils";
import { Linter, type Rule } from "eslint";
import { describe, expect, it } from "vitest";
import { ecmascriptProgram } from "../../src/languages/ecmascript/program.ts";
import { defaultChangeEvents } from "../../src/protocol/change-events.ts";
import { vocabularyFor } from "../../src/protocol/default-profiles.ts";
import { lintPackage } from "./lint-package.ts";

const packages = join(import.meta.dirname, "../../node_modules");

/** Large, without a work queue, and each with what looks like one: connection pools, schedulers, queues of jobs. */
const names = ["mongodb", "rxjs", "zod"];

describe.each(names)("%s, which has no work queue", (name) => {
  it("gets no report", async () => {
    const { files, reports } = await lintPackage(name, "strict");
    expect(files).toBeGreaterThan(100);
    expect(reports).toEqual([]);
  });
});

interface Lowered {
  functions: number;
  readonly notUnderstood: string[];
}

/** Makes the flow graph of every function it meets, which the rules would not ask for where no queue is named. */
function graphMaker(lowered: Lowered): Linter.Config {
  const graphs: Rule.RuleModule = {
    create: ({ sourceCode }) => ({
      Program() {
        const typed = sourceCode as unknown as TSESLint.SourceCode;
        const program = ecmascriptProgram(typed, vocabularyFor("ecmascript"), defaultChangeEvents);
        for (const { id } of program.functions) program.graph(id);
        lowered.functions += program.functions.length;
        lowered.notUnderstood.push(...program.notUnderstood.map(({ why }) => why));
      },
    }),
  };
  return {
    files: ["**/*.ts"],
    languageOptions: { parser },
    plugins: { probe: { rules: { graphs } } },
    rules: { "probe/graphs": "error" },
  };
}

describe.each(["mongodb", "rxjs"])("the flow graphs of %s", (name) => {
  it("are made for nearly every function", () => {
    const folder = join(packages, name, "src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const lowered: Lowered = { functions: 0, notUnderstood: [] };
    const config = graphMaker(lowered);
    for (const path of files.filter((file) => file.endsWith(".ts")))
      new Linter().verify(readFileSync(join(folder, path), "utf8"), [config], { filename: "file.ts" });
    expect(lowered.functions).toBeGreaterThan(1000);
    expect(lowered.notUnderstood.length / lowered.functions).toBeLessThan(0.01);
  });
});
