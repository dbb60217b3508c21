import { extname } from "node:path";
import { describe, expect, it } from "vitest";
import { asWant, lint, ruleNames } from "./lint.ts";
import { fixturesIn } from "./wants.ts";

const implemented = fixturesIn("ecmascript").filter(({ path }) =>
  ruleNames.includes(path.split("/")[1] ?? ""),
);
const known = (wants: readonly string[]): string[] =>
  wants.filter((want) => ruleNames.includes(want.split(" ")[1] ?? "")).sort();

describe.each(implemented)("$path", ({ path, text, certain, likely }) => {
  const filename = `fixture${extname(path)}`;

  it("is reported as it asks, in recommended", () => {
    expect(lint(text, { filename }).map(asWant).sort()).toEqual(known(certain));
  });

  it("is reported as it asks, in strict", () => {
    expect(lint(text, { filename, certainty: "likely" }).map(asWant).sort()).toEqual(known(likely));
  });
});
