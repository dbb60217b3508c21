import type { Linter } from "eslint";
import fc from "fast-check";
import { expect, it } from "vitest";
import { lint } from "../rules/lint.ts";
import { NotInGoError, printGo } from "./generator/print-go.ts";
import { printTypeScript } from "./generator/print-typescript.ts";
import { resolve } from "./generator/resolve.ts";
import { sketch } from "./generator/sketch.ts";

const rules = [
  "require-forget",
  "require-done",
  "no-forget-with-retry",
  "no-double-done",
  "no-mismatched-item",
  "no-immediate-retry",
  "require-shutdown-check",
];

interface Text {
  readonly text: string;
  readonly filename: string;
}

/** A drawn controller in each language that it can be said in. */
function textsOf(drawn: Parameters<typeof resolve>[0]): Text[] {
  const controller = resolve(drawn);
  const texts = [{ text: printTypeScript(controller), filename: "controller.ts" }];
  try {
    return [...texts, { text: printGo(controller).text, filename: "controller.go" }];
  } catch (error) {
    if (error instanceof NotInGoError) return texts;
    throw error;
  }
}

function reportsIn(text: string, filename: string): Linter.LintMessage[] {
  return lint(text, { filename, rules, certainty: "likely" });
}

function count(reports: readonly Linter.LintMessage[], { ruleId, message }: Linter.LintMessage): number {
  return reports.filter((report) => report.ruleId === ruleId && report.message === message).length;
}

/** The changed texts by which a report of a missing call is to go. */
function mended(text: string, { ruleId, suggestions = [] }: Linter.LintMessage): string[] {
  if (ruleId !== "workqueue/require-forget" && ruleId !== "workqueue/require-done") return [];
  return suggestions
    .filter(({ desc }) => desc.endsWith(" there."))
    .map(({ fix }) => text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]));
}

it("the missing call that is suggested makes its report go, and brings up no other", () => {
  let offers = 0;
  const byRule = (reports: readonly Linter.LintMessage[], rule: string): number =>
    reports.filter(({ ruleId, message }) => (ruleId ?? message) === rule).length;
  for (const { text, filename } of fc.sample(sketch, { numRuns: 300, seed: 12 }).flatMap(textsOf)) {
    const before = reportsIn(text, filename);
    for (const report of before) {
      for (const changed of mended(text, report)) {
        offers++;
        const after = reportsIn(changed, filename);
        const rulesAfter = new Set(after.map(({ ruleId, message }) => ruleId ?? message));
        const more = [...rulesAfter].filter((rule) => byRule(after, rule) > byRule(before, rule));
        const isGone = count(after, report) < count(before, report);
        expect({ changed, more, isGone }).toEqual({ changed, more: [], isGone: true });
      }
    }
  }
  expect(offers).toBeGreaterThan(50);
});
