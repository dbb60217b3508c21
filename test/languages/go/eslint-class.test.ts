import type { ESLint, Linter } from "eslint";
import { existsSync, mkdtempSync, realpathSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import plugin from "../../../src/index.ts";
import { eslintVersions } from "./support/eslint-versions.ts";
import { markedConfig, reportsMarks } from "./support/marked.ts";

const queueFile = (body: string): string =>
  `package p\n\nimport "k8s.io/client-go/util/workqueue"\n\n${body}\n`;

describe.each(eslintVersions)("the class of ESLint $version", ({ eslint }) => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "eslint-class-")));
    writeFileSync(join(root, "a.go"), queueFile("var x = BUG"));
    writeFileSync(join(root, "b.go"), queueFile("var x = 1"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const run = async (
    overrideConfig: Linter.Config[],
    more: ESLint.Options = {},
  ): Promise<ESLint.LintResult[]> => {
    const linter = new eslint.ESLint({ cwd: root, overrideConfigFile: true, overrideConfig, ...more });
    const results = await linter.lintFiles(["."]);
    await eslint.ESLint.outputFixes(results);
    return results;
  };
  const messages = (results: readonly ESLint.LintResult[]): number[] =>
    results.map((result) => result.messages.length);

  it("finds Go files by itself and fixes them", async () => {
    expect(messages(await run(markedConfig()))).toEqual([1, 0]);
    expect(messages(await run(markedConfig(), { fix: true }))).toEqual([0, 0]);
    expect(readFileSync(join(root, "a.go"), "utf8")).toBe(queueFile("var x = FIXED"));
  });

  it("keeps results in its cache", async () => {
    const cacheLocation = join(root, "cache");
    const cached = { cache: true, cacheLocation } satisfies ESLint.Options;
    expect(messages(await run(plugin.configs.recommended, cached))).toEqual([0, 0]);
    expect(existsSync(cacheLocation)).toBe(true);
    expect(messages(await run(plugin.configs.recommended, cached))).toEqual([0, 0]);
    writeFileSync(
      join(root, "b.go"),
      queueFile("func f(q workqueue.RateLimitingInterface) { q.AddRateLimited(1) }"),
    );
    expect(messages(await run(plugin.configs.recommended, cached))).toEqual([0, 1]);
    const read = readFileSync(cacheLocation, "utf8");
    expect(read).toContain("b.go");
  });
});

describe.each(eslintVersions)("the rule tester of ESLint $version", ({ eslint }) => {
  it("takes Go", () => {
    const [config] = markedConfig();
    const { plugins, language } = config ?? {};
    const tester = new eslint.RuleTester({ plugins: plugins ?? {}, language: language ?? "" });
    tester.run("marked", reportsMarks, {
      valid: [{ code: queueFile("var x = 1"), filename: "a.go" }],
      invalid: [
        {
          code: queueFile("var x = BUG"),
          filename: "a.go",
          output: queueFile("var x = FIXED"),
          errors: [{ messageId: "found", line: 5, column: 9, endColumn: 12 }],
        },
      ],
    });
  });
});
