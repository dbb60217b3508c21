import type { Linter } from "eslint";
import { join } from "node:path";
import { expect, it } from "vitest";
import { asWant, lint, recommendedRules } from "./lint.ts";
import { fixturesIn, fixturesRoot, type Fixture } from "./wants.ts";

/** Suggestions taken one after the other: a turn may have several ends, a file several turns. */
const mostEdits = 40;

const rules = [...recommendedRules, "prefer-guaranteed-done"];

function apply(text: string, { fix }: Linter.LintSuggestion): string {
  return text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}

function reportsIn(text: string, path: string): Linter.LintMessage[] {
  return lint(text, { filename: join(fixturesRoot, path), rules });
}

function offersIn(text: string, path: string): Linter.LintMessage[] {
  return reportsIn(text, path).filter((message) => message.suggestions?.length);
}

/** The text once the suggestions were taken. */
function mended(text: string, path: string): string {
  let at = text;
  for (let edits = 0; edits < mostEdits; edits++) {
    const suggestion = offersIn(at, path)[0]?.suggestions?.[0];
    if (!suggestion) break;
    at = apply(at, suggestion);
  }
  return at;
}

/** What is reported, by rule; a text that does not parse by the parser's message. */
function ruleOf({ ruleId, message }: Linter.LintMessage): string {
  return ruleId ?? message;
}

/** What mending one rule's finding rightly brings up. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  // a queue that is charged needs `forget`, and not beside the charge
  "workqueue/no-immediate-retry": ["workqueue/require-forget", "workqueue/no-forget-with-retry"],
  // `done` before one `return` is one more by hand
  "workqueue/require-done": ["workqueue/prefer-guaranteed-done"],
};

/** One helper for a handler and a worker: each caller's rule rightly asks for the other call, so it has to be split by hand. */
const sharedHelper = /handler-shares-enqueue-with-worker\./;

const offering = [...fixturesIn("ecmascript"), ...fixturesIn("go")].filter(
  ({ path, text }) => !sharedHelper.test(path) && offersIn(text, path).length > 0,
);

it("suggestions are offered in many fixtures", () => {
  expect(offering.length).toBeGreaterThan(150);
});

it.each(offering)("what is suggested in $path mends it, and breaks nothing else", ({ path, text }) => {
  const after = mended(text, path);
  expect(offersIn(after, path).map(asWant)).toEqual([]);
  const before = [...new Set(reportsIn(text, path).map(ruleOf))];
  const expected = new Set([...before, ...before.flatMap((rule) => consequences[rule] ?? [])]);
  expect(
    reportsIn(after, path)
      .map(ruleOf)
      .filter((rule) => !expected.has(rule)),
  ).toEqual([]);
});

/** What each single suggestion leaves undone or brings up, in words. */
function troublesIn({ path, text }: Fixture): string[] {
  const before = reportsIn(text, path);
  return offersIn(text, path).flatMap((report) =>
    (report.suggestions ?? []).flatMap((suggestion) => {
      const after = reportsIn(apply(text, suggestion), path);
      const same = (other: Linter.LintMessage): boolean =>
        other.ruleId === report.ruleId && other.message === report.message;
      const isThere = after.filter(same).length >= before.filter(same).length;
      const news = [...new Set(after.map(ruleOf))].filter(
        (rule) => count(after, rule) > count(before, rule) && !consequences[ruleOf(report)]?.includes(rule),
      );
      return [...(isThere ? [asWant(report)] : []), ...news].map((what) => `${what}: ${suggestion.desc}`);
    }),
  );
}

function count(reports: readonly Linter.LintMessage[], rule: string): number {
  return reports.filter((report) => ruleOf(report) === rule).length;
}

it.each(offering)("each suggestion in $path by itself mends its finding", (fixture) => {
  expect(troublesIn(fixture)).toEqual([]);
});

const withoutBackoff = offeringNothing("no-immediate-retry/queue-without-backoff");

it.each(withoutBackoff)("a queue without a call that backs off is offered none: $path", ({ path, text }) => {
  const [message] = lint(text, { filename: path });
  expect(message?.message).toMatch(/This queue has no `\w+`: .* with `(?:AddAfter|addAfter)`/);
  expect(message?.suggestions ?? []).toEqual([]);
});

/** One fixture, in each language. */
function offeringNothing(name: string): ReturnType<typeof fixturesIn> {
  const found = [...fixturesIn("ecmascript"), ...fixturesIn("go")].filter(({ path }) => path.includes(name));
  expect(found).toHaveLength(2);
  return found;
}
