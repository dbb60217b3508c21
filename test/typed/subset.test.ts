import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asWant, ruleNames } from "../rules/lint.ts";
import { fixturesIn, fixturesRoot } from "../rules/wants.ts";
import { lint } from "./lint.ts";
import { programOf } from "./program.ts";

const typedRoot = join(fixturesRoot, "typed");
const ofSeveralFiles = readdirSync(typedRoot, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path: join("typed", path), text: readFileSync(join(typedRoot, path), "utf8") }));
const fixtures = [...fixturesIn("ecmascript"), ...ofSeveralFiles];
const program = programOf(fixtures.map(({ path }) => join(fixturesRoot, path)));

/** The same file without types gives a subset of the reports, never others. */
describe.each(["certain", "likely"] as const)("what is %s", (certainty) => {
  it("without types is so with types, in every fixture", () => {
    let [without, added] = [0, 0];
    for (const { path, text } of fixtures) {
      const options = { path: join(fixturesRoot, path), rules: ruleNames, certainty };
      const plain = lint(text, options).map(asWant);
      const typed = lint(text, { ...options, program }).map(asWant);
      expect({ path, lost: plain.filter((report) => !typed.includes(report)) }).toEqual({ path, lost: [] });
      without += plain.length;
      added += typed.length - plain.length;
    }
    expect(without).toBeGreaterThan(300);
    expect(added).toBeGreaterThan(20);
  }, 120_000);
});
