import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { asWant, recommendedRules } from "../rules/lint.ts";
import { fixturesRoot } from "../rules/wants.ts";
import { lint } from "./lint.ts";
import { programOf } from "./program.ts";

const root = join(fixturesRoot, "typed");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
const program = programOf(files.map((path) => join(root, path)));

/** The reports that a text asks for, of those that need types or do not. */
function wants(text: string, typed: boolean): string[] {
  return text.split("\n").flatMap((line, index) => {
    const [, needsTypes, rules = ""] = /\/\/ want( typed)?: ([a-z, -]+)$/.exec(line) ?? [];
    if (rules === "" || (needsTypes && !typed)) return [];
    return rules.split(",").map((rule) => `${String(index + 1)} ${rule.trim()}`);
  });
}

it("there is something to see with types alone in most folders", () => {
  const folders = new Set(files.map((path) => path.split("/").slice(0, 2).join("/")));
  const telling = files.filter((path) => readFileSync(join(root, path), "utf8").includes("want typed"));
  expect(folders.size).toBeGreaterThan(15);
  expect(new Set(telling.map((path) => path.split("/")[0])).size).toBeGreaterThan(8);
});

describe.each(files)("%s", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  const rules = [...new Set([...recommendedRules, path.split("/")[0] ?? ""])];
  const reports = (types: ts.Program | undefined): string[] =>
    lint(text, { path: join(root, path), rules, program: types }).map(asWant);

  it("is reported as it asks, with types", () => {
    expect(reports(program)).toEqual(wants(text, true));
  });

  it("is reported as it asks, without types", () => {
    expect(reports(undefined)).toEqual(wants(text, false));
  });
});
