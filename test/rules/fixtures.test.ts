import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { asWant, lint, recommendedRules, ruleNames } from "./lint.ts";
import { fixturesIn, fixturesRoot, type Fixture } from "./wants.ts";

const isImplemented = ({ path }: Fixture): boolean => ruleNames.includes(path.split("/")[1] ?? "");

/** All of recommended, and the rule of the fixture's folder. */
const rulesFor = ({ path }: Fixture): string[] => [
  ...new Set([...recommendedRules, path.split("/")[1] ?? ""]),
];

const ecmascript = fixturesIn("ecmascript").filter(isImplemented);
const go = fixturesIn("go").filter(isImplemented);

describe.each([...ecmascript, ...go])("$path", (fixture) => {
  const { path, text, certain, likely } = fixture;
  const options = { filename: join(fixturesRoot, path), rules: rulesFor(fixture) };

  it("is reported as it asks, in recommended", () => {
    expect(lint(text, options).map(asWant).sort()).toEqual([...certain].sort());
  });

  it("is reported as it asks, in strict", () => {
    expect(
      lint(text, { ...options, certainty: "likely" })
        .map(asWant)
        .sort(),
    ).toEqual([...likely].sort());
  });
});

describe("one verdict in two languages", () => {
  const stem = ({ path }: Fixture): string => path.replace(/^[a-z]+\//, "").replace(/\.[a-z]+$/, "");
  const counterparts = new Map(go.map((fixture) => [stem(fixture), fixture]));
  const pairs = ecmascript.flatMap((fixture) => {
    const counterpart = counterparts.get(stem(fixture));
    return counterpart ? [{ name: stem(fixture), fixture, counterpart }] : [];
  });

  const verdict = (fixture: Fixture): string[] =>
    lint(fixture.text, {
      filename: join(fixturesRoot, fixture.path),
      certainty: "likely",
      rules: rulesFor(fixture),
    })
      .map((message) => asWant(message).split(" ")[1] ?? "")
      .sort();

  it("is held together by more than a hundred pairs", () => {
    expect(pairs.length).toBeGreaterThan(100);
  });

  it.each(pairs)("$name", ({ fixture, counterpart }) => {
    expect(basename(counterpart.path)).toMatch(/\.go$/);
    expect(verdict(counterpart)).toEqual(verdict(fixture));
  });
});
