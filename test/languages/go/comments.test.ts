import type { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import type { GoSourceCode } from "../../../src/languages/go/source-code.ts";
import { eslintVersions } from "./support/eslint-versions.ts";
import { markedConfig } from "./support/marked.ts";

const head = `package p\n\nimport "k8s.io/client-go/util/workqueue"\n\n`;
const bothRules = { rules: { "workqueue/also-marked": "error" } } satisfies Linter.Config;

describe.each(eslintVersions)("comments for linters, in ESLint $version", ({ eslint }) => {
  /** The lines below the head that are reported; `also` stands for the second rule. */
  const reported = (body: string, more: Linter.Config = {}, prefix = head): string[] =>
    new eslint.Linter()
      .verify(prefix + body, markedConfig(more), { filename: "a.go" })
      .map(({ ruleId, line, message }) => {
        const rule = ruleId === null ? message : (ruleId.split("/")[1] ?? "").replace("marked", "");
        return `${String(line - prefix.split("\n").length + 1)} ${rule}`.trim();
      });

  it.each([
    [
      "an eslint-disable-next-line",
      "// eslint-disable-next-line workqueue/marked -- why\nvar x = BUG\nvar y = BUG",
      ["3"],
    ],
    ["an eslint-disable-line", "var x = BUG // eslint-disable-line workqueue/marked\nvar y = BUG", ["2"]],
    ["one in a block comment", "/* eslint-disable-next-line -- why */\nvar x = BUG\nvar y = BUG", ["3"]],
    [
      "a pair",
      "/* eslint-disable workqueue/marked */\nvar x = BUG\n/* eslint-enable workqueue/marked */\nvar y = BUG",
      ["4"],
    ],
    ["a block without end", "/* eslint-disable */\nvar x = BUG\nvar y = BUG", []],
    ["no line comment for a block", "// eslint-disable\nvar x = BUG", ["2"]],
    ["an inline configuration", '/* eslint workqueue/marked: "off" */\nvar x = BUG', []],
    ["nothing that only looks alike", "// eslint-disabled is a word\nvar x = BUG", ["2"]],
    ["nothing in a string", "var s = `\n// eslint-disable-next-line workqueue/marked\nBUG`", ["3"]],
  ])("understand %s", (_name, body, lines) => {
    expect(reported(body)).toEqual(lines);
  });

  it("say when a line form spans lines", () => {
    expect(reported("var x = BUG /* eslint-disable-line\nworkqueue/marked */")).toContain(
      "1 eslint-disable-line comment should not span multiple lines.",
    );
  });

  it("say when an inline configuration is broken", () => {
    expect(reported("/* eslint workqueue/marked: [ */\nvar x = 1")[0]).toMatch(/^1 Failed to parse JSON/);
  });

  it.each([
    ["our prefix", "var x = BUG //nolint:workqueue\nvar y = BUG", ["2", "2 also-"]],
    ["one of our rules", "var x = BUG //nolint:marked // reason", ["1 also-"]],
    ["a rule's full name", "var x = BUG //nolint:workqueue/marked", ["1 also-"]],
    ["two of our rules", "var x = BUG //nolint:marked,also-marked", []],
    ["ours among others", "var x = BUG //nolint:gosec, marked , errcheck // reason", ["1 also-"]],
    ["capitals", "var x = BUG // nolint:Workqueue", []],
    ["only others", "var x = BUG //nolint:gosec", ["1", "1 also-"]],
    ["what only looks alike", "var x = BUG //nolintlint:workqueue", ["1", "1 also-"]],
    ["no block comment", "var x = BUG /*nolint:workqueue*/", ["1", "1 also-"]],
  ])("understand nolint with %s", (_name, body, lines) => {
    expect(reported(body, bothRules)).toEqual(lines);
  });

  it.each([
    ["a declaration below", "//nolint:marked\nfunc f() {\n\tBUG()\n\tBUG()\n}\n\nvar y = BUG", ["7"]],
    [
      "a declaration below its own doc",
      "//nolint:marked // why\n// f is.\nfunc f() {\n\tBUG()\n}\nvar y = BUG",
      ["6"],
    ],
    ["a statement below", "func f() {\n\t//nolint:marked\n\tif x {\n\t\tBUG()\n\t}\n\tBUG()\n}", ["6"]],
    ["no syntax in another column", "func f() {\n//nolint:marked\n\tif x {\n\t\tBUG()\n\t}\n}", ["4"]],
    ["its line only, behind code", "func f() { //nolint:marked\n\tBUG()\n}", ["2"]],
    ["nothing across an empty line", "//nolint:marked\n\nvar y = BUG", ["3"]],
  ])("take nolint for %s", (_name, body, lines) => {
    expect(reported(body)).toEqual(lines);
  });

  it("take nolint above the package clause for the whole file", () => {
    expect(reported("var x = BUG", {}, `//nolint:marked\n${head}`)).toEqual([]);
  });

  it("keep the reason", () => {
    const linter = new eslint.Linter();
    linter.verify(`${head}var x = BUG //nolint:marked // known, see #1`, markedConfig(), {
      filename: "a.go",
    });
    const { getSuppressedMessages } = linter as unknown as { getSuppressedMessages: () => unknown };
    expect(getSuppressedMessages.call(linter)).toMatchObject([
      { suppressions: [{ kind: "directive", justification: "known, see #1" }] },
    ]);
  });

  it("leave a nolint without names to whoever asks for it", () => {
    const linter = new eslint.Linter();
    const text = `${head}var x = 1 //nolint\n//nolint:all\nfunc f() {\n\tx()\n}\nvar y = 1`;
    const config = markedConfig({ linterOptions: { reportUnusedDisableDirectives: "error" } });
    expect(linter.verify(text, config, { filename: "a.go" })).toEqual([]);
    const code = linter.getSourceCode() as unknown as GoSourceCode;
    const silenced = text
      .split("\n")
      .map((_line, index, all) => code.isSilencedAt(all.slice(0, index).join("\n").length + 1));
    expect(silenced.map((is, index) => (is ? index - 3 : 0)).filter(Boolean)).toEqual([1, 2, 3, 4, 5]);
  });

  describe("when nothing is left to silence", () => {
    const fixed = (body: string): string =>
      new eslint.Linter()
        .verifyAndFix(
          head + body,
          markedConfig({ linterOptions: { reportUnusedDisableDirectives: "error" } }),
          { filename: "a.go" },
        )
        .output.slice(head.length);

    it.each([
      ["var x = 1 // eslint-disable-line workqueue/marked\n", "var x = 1  \n"],
      ["var x = 1 //nolint:workqueue // why\n", "var x = 1  \n"],
      ["var x = 1 //nolint:gosec,workqueue // why\n", "var x = 1 //nolint:gosec // why\n"],
      ["var x = 1 //nolint:marked,gosec\n", "var x = 1 //nolint: gosec\n"],
      ["var x = 1 //nolint:errcheck,marked,gosec\n", "var x = 1 //nolint:errcheck ,gosec\n"],
      ["//nolint:gosec,marked\nfunc f() {\n}\n", "//nolint:gosec \nfunc f() {\n}\n"],
      ["var x = 1 //nolint:gosec\n", "var x = 1 //nolint:gosec\n"],
    ])("%j loses our part alone", (before, after) => {
      expect(fixed(before)).toBe(after);
    });
  });
});
