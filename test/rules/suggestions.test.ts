import type { Linter } from "eslint";
import { expect, it } from "vitest";
import { asWant, lint } from "./lint.ts";
import { fixturesIn } from "./wants.ts";

/** Suggestions taken one after the other: a turn may have several ends, a file several turns. */
const mostEdits = 40;

function apply(text: string, { fix }: Linter.LintSuggestion): string {
  return text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}

function offersIn(text: string, filename: string): Linter.LintMessage[] {
  return lint(text, { filename }).filter((message) => message.suggestions?.length);
}

/** The text once the suggestions were taken. */
function mended(text: string, filename: string): string {
  let at = text;
  for (let edits = 0; edits < mostEdits; edits++) {
    const suggestion = offersIn(at, filename)[0]?.suggestions?.[0];
    if (!suggestion) break;
    at = apply(at, suggestion);
  }
  return at;
}

/** What is reported, by rule; a text that does not parse by the parser's message. */
function rulesIn(text: string, filename: string): Set<string> {
  return new Set(lint(text, { filename }).map(({ ruleId, message }) => ruleId ?? message));
}

/** What mending one rule's finding rightly brings up: a queue that is charged needs `forget`, and not beside the charge. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  "workqueue/no-immediate-retry": ["workqueue/require-forget", "workqueue/no-forget-with-retry"],
};

/** One helper for a handler and a worker: each caller's rule rightly asks for the other call, so it has to be split by hand. */
const sharedHelper = /handler-shares-enqueue-with-worker\./;

const offering = [...fixturesIn("ecmascript"), ...fixturesIn("go")].filter(
  ({ path, text }) => !sharedHelper.test(path) && offersIn(text, path).length > 0,
);

it("suggestions are offered in many fixtures", () => {
  expect(offering.length).toBeGreaterThan(100);
});

it.each(offering)("what is suggested in $path mends it, and breaks nothing else", ({ path, text }) => {
  const after = mended(text, path);
  expect(offersIn(after, path).map(asWant)).toEqual([]);
  const before = [...rulesIn(text, path)];
  const expected = new Set([...before, ...before.flatMap((rule) => consequences[rule] ?? [])]);
  expect([...rulesIn(after, path)].filter((rule) => !expected.has(rule))).toEqual([]);
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
