import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lint } from "../rules/lint.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/migrating.md"), "utf8");
const silenced = [...page.matchAll(/^```(ts|go) silenced\n(.*?)^```$/gms)].map(
  ({ 1: tag = "", 2: code = "" }) => ({ tag, code }),
);

it("shows a comment of each language", () => {
  expect(silenced.map(({ tag }) => tag)).toEqual(["ts", "go"]);
});

it.each(silenced)("the comment in $tag silences what is reported without it", ({ tag, code }) => {
  const reported = (text: string): (string | null)[] =>
    lint(text, { filename: `example.${tag}` }).map(({ ruleId }) => ruleId);
  expect(reported(code)).toEqual([]);
  expect(reported(code.replace(/\/\/ ?(eslint-disable|nolint).*/, ""))).toEqual(["workqueue/require-done"]);
});
