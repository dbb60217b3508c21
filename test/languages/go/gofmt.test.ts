import fc from "fast-check";
import { expect, it } from "vitest";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { gofmtComplaint } from "./support/gofmt.ts";
import { goFiles } from "./support/grammar.ts";
import { mutations } from "./support/mutate.ts";
import { invalidSnippets, validSnippets } from "./support/snippets.ts";

/** Where this parser and gofmt differ on purpose. Anything else fails the tests below. */
const knownDifferences = [
  {
    ours: /^expected a name before ':=' in type switch$/,
    theirs: null,
    reason:
      "gofmt lets `a.b := x.(type)` pass; the Go compiler calls it a syntax error, and the tree has no place for it",
  },
  {
    ours: /^invalid package name _$/,
    theirs: null,
    reason: "gofmt does not ask its parser for declaration errors; the Go compiler refuses the name",
  },
];

const RUNS = 2000;

it("accepts what the grammar generates, as gofmt does", () => {
  fc.assert(fc.property(goFiles(), expectSameVerdict), { numRuns: RUNS, seed: 1 });
});

it("agrees with gofmt on mutated snippets", () => {
  const snippets = fc.constantFrom(...Object.values(validSnippets), ...Object.values(invalidSnippets));
  fc.assert(fc.property(mutations(snippets), expectSameVerdict), { numRuns: 2 * RUNS, seed: 2 });
});

it("agrees with gofmt on mutated generated files", () => {
  fc.assert(fc.property(mutations(goFiles()), expectSameVerdict), { numRuns: RUNS, seed: 3 });
});

it.each(knownDifferences)("differs where it says so: $reason", ({ ours, theirs }) => {
  const texts = ["package p\nfunc f() { switch a.b := x.(type) {} }", "package _"];
  const differing = texts.filter((text) => ours.test(parseGo(text).errors[0]?.message ?? ""));
  expect(differing.map(gofmtComplaint)).toEqual([theirs]);
});

function expectSameVerdict(text: string): void {
  const theirs = gofmtComplaint(text);
  const ours = parseGo(text).errors[0]?.message ?? null;
  if ((ours === null) === (theirs === null)) return;
  const isKnown = knownDifferences.some((known) => known.ours.test(ours ?? "") && theirs === known.theirs);
  if (!isKnown) expect({ text, verdict: ours }).toEqual({ text, verdict: theirs });
}
