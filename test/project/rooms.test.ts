import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forbidden, importsIn, importsOf, rooms } from "./rooms.ts";

const project = join(import.meta.dirname, "../..");

describe("the rooms of the house", () => {
  const imports = importsIn(project, ["src", "rules"]);

  it("import only what the table allows", () => {
    expect(forbidden(imports)).toEqual([]);
  });

  it.each(rooms)("$path is there, and was looked at", ({ path }) => {
    expect(imports.filter(({ from }) => from.startsWith(path)).length).toBeGreaterThan(0);
  });
});

describe("the table", () => {
  const wrong: [file: string, text: string, imported: string][] = [
    ["src/flow/explore.ts", 'import { Linter } from "eslint";', "eslint"],
    ["src/flow/path.ts", 'import type { X } from "../languages/go/ast.ts";', "src/languages/go/ast.ts"],
    ["src/flow/path.ts", 'import "../../rules/require-done.ts";', "rules/require-done.ts"],
    ["src/queue/clock.ts", 'export { check } from "../flow/check.ts";', "src/flow/check.ts"],
    ["src/queue/clock.ts", 'import { performance } from "node:perf_hooks";', "node:perf_hooks"],
    ["src/protocol/effects.ts", 'const x = await import("../flow/check.ts");', "src/flow/check.ts"],
    [
      "src/languages/go/scope/scope.ts",
      'import "../../ecmascript/syntax.ts";',
      "src/languages/ecmascript/syntax.ts",
    ],
    ["src/languages/ecmascript/syntax.ts", 'import { x } from "../../../rules/index.ts";', "rules/index.ts"],
    ["src/lint/analysis.ts", 'import { rules } from "../../rules/index.ts";', "rules/index.ts"],
    [
      "rules/require-done.ts",
      'import type { TSESTree } from "@typescript-eslint/utils";',
      "@typescript-eslint/utils",
    ],
    [
      "rules/require-done.ts",
      'import type { Ident } from "../src/languages/go/ast.ts";',
      "src/languages/go/ast.ts",
    ],
  ];

  it.each(wrong)("does not let %s say %s", (from, text, to) => {
    expect(forbidden(importsOf(from, text))).toEqual([{ from, to }]);
  });

  const right: [file: string, text: string][] = [
    ["src/flow/explore.ts", 'import type { Effect } from "../protocol/effects.ts";'],
    ["src/languages/go/scope/scope.ts", 'import type { Node } from "../ast.ts";'],
    ["rules/require-done.ts", 'import { defineRule } from "../src/lint/define-rule.ts";'],
    ["src/index.ts", 'import { rules } from "../rules/index.ts";'],
  ];

  it.each(right)("lets %s say %s", (from, text) => {
    expect(forbidden(importsOf(from, text))).toEqual([]);
  });
});
