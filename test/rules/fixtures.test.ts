import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { asWant, lint, ruleNames } from "./lint.ts";
import { fixturesIn, fixturesRoot, type Fixture } from "./wants.ts";

const isImplemented = ({ path }: Fixture): boolean => ruleNames.includes(path.split("/")[1] ?? "");
const known = (wants: readonly string[]): string[] =>
  wants.filter((want) => ruleNames.includes(want.split(" ")[1] ?? "")).sort();

const ecmascript = fixturesIn("ecmascript").filter(isImplemented);
const go = fixturesIn("go").filter(isImplemented);

describe.each([...ecmascript, ...go])("$path", ({ path, text, certain, likely }) => {
  const filename = join(fixturesRoot, path);

  it("is reported as it asks, in recommended", () => {
    expect(lint(text, { filename }).map(asWant).sort()).toEqual(known(certain));
  });

  it("is reported as it asks, in strict", () => {
    expect(lint(text, { filename, certainty: "likely" }).map(asWant).sort()).toEqual(known(likely));
  });
});

describe("one verdict in two languages", () => {
  const stem = ({ path }: Fixture): string => path.replace(/^[a-z]+\//, "").replace(/\.[a-z]+$/, "");
  const counterparts = new Map(go.map((fixture) => [stem(fixture), fixture]));
  const pairs = ecmascript.flatMap((fixture) => {
    const counterpart = counterparts.get(stem(fixture));
    return counterpart ? [{ name: stem(fixture), fixture, counterpart }] : [];
  });

  const verdict = ({ path, text }: Fixture): string[] =>
    lint(text, { filename: join(fixturesRoot, path), certainty: "likely" })
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
