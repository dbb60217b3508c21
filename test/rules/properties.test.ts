import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import fc from "fast-check";
import { expect, it } from "vitest";
import { brokenInvariants } from "../../src/flow/invariants.ts";
import { programOf } from "../flow/program-of.ts";
import { lint } from "./lint.ts";
import { randomProgram } from "./random-programs.ts";
import { fixturesIn } from "./wants.ts";

const told = (text: string): string[] =>
  lint(text, { certainty: "likely" }).map(
    ({ line, ruleId, message }) => `${line} ${ruleId ?? ""} ${message}`,
  );

it("no rule throws, and a second look says the same, whatever the program", () => {
  let findings = 0;
  fc.assert(
    fc.property(randomProgram, (text) => {
      const messages = told(text);
      expect(messages.filter((message) => message.includes("Parsing error"))).toEqual([]);
      expect(told(text)).toEqual(messages);
      findings += messages.length;
    }),
    { numRuns: 40, seed: 7 },
  );
  expect(findings).toBeGreaterThan(100);
});

it("every flow graph of a random program is as the solver takes it to be", () => {
  fc.assert(
    fc.property(randomProgram, (text) => {
      const program = programOf(text);
      const problems = program.functions.flatMap(({ id }) => {
        const graph = program.graph(id);
        return graph ? brokenInvariants(program, graph) : [];
      });
      expect([...problems, ...program.notUnderstood.map(({ why }) => why)]).toEqual([]);
    }),
    { numRuns: 100, seed: 8 },
  );
});

const fixtures = fixturesIn("ecmascript").filter(({ path }) => path.endsWith(".ts"));

/** Findings without what a text says of itself: the line and the rule. */
function placesIn(text: string, filename: string): { line: number; ruleId: string | null }[] {
  return lint(text, { filename }).map(({ line, ruleId }) => ({ line, ruleId }));
}

it("renaming the variables that hold items leaves the findings as they are", () => {
  const renamed = fixtures.map((fixture) => ({
    ...fixture,
    after: renamedIn(fixture.text, ["item", "key"]),
  }));
  expect(renamed.filter(({ text, after }) => text !== after).length).toBeGreaterThan(100);
  for (const { path, text, after } of renamed)
    expect({ path, places: placesIn(after, path) }).toEqual({ path, places: placesIn(text, path) });
});

/** The text with all variables of these names renamed, except those that name a field as well. */
function renamedIn(text: string, names: readonly string[]): string {
  const linter = new Linter();
  linter.verify(text, [{ files: ["**/*.ts"], languageOptions: { parser } }], { filename: "file.ts" });
  const variables = linter.getSourceCode().scopeManager?.scopes.flatMap(({ variables: own }) => own) ?? [];
  const uses = variables
    .filter(({ name, defs }) => names.includes(name) && defs.length > 0)
    .map(({ identifiers, references }) => [...identifiers, ...references.map(({ identifier }) => identifier)])
    .filter((all) => !all.some(namesField));
  const starts = new Set(uses.flat().map((use) => use.range?.[0] ?? 0));
  return [...starts]
    .sort((a, b) => b - a)
    .reduce((source, start) => `${source.slice(0, start)}renamed_${source.slice(start)}`, text);
}

/** `{ item }`: the variable's name is a field's, too. */
function namesField(use: object): boolean {
  const { parent } = use as {
    parent?: { type: string; shorthand?: boolean; parent?: { shorthand?: boolean } };
  };
  return (
    parent?.shorthand === true || parent?.parent?.shorthand === true || parent?.type === "TSParameterProperty"
  );
}

it("blank lines between the lines move the findings and change nothing else", () => {
  for (const { path, text } of fixtures) {
    const moved = placesIn(text, path).map(({ line, ruleId }) => ({ line: line * 2 - 1, ruleId }));
    expect({ path, places: placesIn(text.replaceAll("\n", "\n\n"), path) }).toEqual({ path, places: moved });
  }
});
