import fc from "fast-check";
import { Linter } from "eslint";
import * as parser from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";
import plugin from "../../src/index.ts";
import { fixturesIn } from "../rules/wants.ts";

const seed = Number(process.env["ORACLE_SEED"] ?? Date.now() % 1_000_000);
/** For each language; a longer run can be had with ORACLE_MINUTES. */
const minutes = Number(process.env["ORACLE_MINUTES"] ?? 0.5);
/** No small text may take longer, in ms, on a busy machine. */
const patience = 5_000;

const languages: Readonly<Record<"ecmascript" | "go", { filename: string; config: Linter.Config }>> = {
  ecmascript: { filename: "mutant.ts", config: { files: ["**/*.ts"], languageOptions: { parser } } },
  go: { filename: "mutant.go", config: { files: ["**/*.go"], language: "workqueue/go" } },
};

const rules = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`workqueue/${name}`, ["error", { certainty: "likely" }]]),
) as Linter.RulesRecord;

/** A fixture in which some lines are dropped, doubled, swapped or taken from another one. */
function mutants(texts: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.record({ at: fc.nat({ max: 60 }), from: fc.nat({ max: 60 }), kind: fc.nat({ max: 3 }) });
  return fc
    .tuple(
      fc.constantFrom(...texts),
      fc.constantFrom(...texts),
      fc.array(cut, { minLength: 1, maxLength: 6 }),
    )
    .map(([text, donor, cuts]) => {
      const lines = text.split("\n");
      const others = donor.split("\n");
      for (const { at, from, kind } of cuts) {
        const index = at % lines.length;
        const replacement = [
          [],
          [lines[index] ?? "", lines[index] ?? ""],
          [others[from % others.length] ?? ""],
          [lines[from % lines.length] ?? ""],
        ];
        lines.splice(index, 1, ...(replacement[kind] ?? []));
      }
      return lines.join("\n");
    });
}

describe(`mutated sources, seed ${String(seed)}`, () => {
  it.each(Object.entries(languages))(
    "never crash or hold up the rules: %s",
    { timeout: minutes * 60_000 + 90_000 },
    (language, { filename, config }) => {
      const texts = fixturesIn(language as "ecmascript" | "go").map(({ text }) => text);
      const linter = new Linter();
      let tried = 0;
      fc.assert(
        fc.property(mutants(texts), (text) => {
          tried += 1;
          const started = performance.now();
          linter.verify(text, [{ ...config, plugins: { workqueue: plugin }, rules }], {
            filename,
          });
          expect(performance.now() - started).toBeLessThan(patience);
        }),
        {
          numRuns: 10_000_000,
          interruptAfterTimeLimit: minutes * 60_000,
          markInterruptAsFailure: false,
          seed,
        },
      );
      expect(tried).toBeGreaterThan(100);
      console.log(`${language}: ${String(tried)} mutants, seed ${String(seed)}`);
    },
  );
});
