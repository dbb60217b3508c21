import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { asWant, ruleNames } from "../rules/lint.ts";
import { fixturesIn } from "../rules/wants.ts";
import { lint } from "./lint.ts";
import { programOf } from "./program.ts";
import { splits } from "./split-fixture.ts";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "split-fixtures-")));
afterAll(() => rmSync(directory, { recursive: true }));

const cases = fixturesIn("ecmascript")
  .filter(({ path }) => path.endsWith(".ts"))
  .flatMap(({ path, text }) => splits(text).map((split) => ({ ...split, path, text })))
  .map((split, index) => ({ ...split, folder: join(directory, String(index)) }));

for (const { folder, main, helper } of cases) {
  mkdirSync(folder);
  writeFileSync(join(folder, "main.ts"), main);
  writeFileSync(join(folder, "helper.ts"), helper);
}
const program = programOf(
  cases.flatMap(({ folder }) => [join(folder, "main.ts"), join(folder, "helper.ts")]),
);

const ruleOf = (report: string): string => report.split(" ")[1] ?? "";

it("a function that is moved to another file is followed as before", () => {
  expect(cases.length).toBeGreaterThan(30);
  let followed = 0;
  for (const { path, name, text, main, folder, from, to } of cases) {
    const whole = lint(text, { path: "/file.ts", rules: ruleNames });
    const rest = whole.filter(({ line }) => line < from || line > to).map(asWant);
    const moved = whole
      .filter(({ line }) => from <= line && line <= to)
      .map((report) => ruleOf(asWant(report)));
    const options = { path: join(folder, "main.ts"), rules: ruleNames };
    const plain = lint(main, options).map(asWant);
    const typed = lint(main, { ...options, program }).map(asWant);
    const lost = rest.filter((report) => !typed.includes(report));
    // What was reported in the function is now reported where this file leads to it.
    const others = typed.filter(
      (report) => !rest.includes(report) && !plain.includes(report) && !moved.includes(ruleOf(report)),
    );
    expect({ path, name, lost, others }).toEqual({ path, name, lost: [], others: [] });
    followed += typed.filter((report) => !plain.includes(report)).length;
  }
  expect(followed).toBeGreaterThan(15);
}, 120_000);
