import { describe, expect, it } from "vitest";
import { ruleNames } from "./lint.ts";
import { fixturesIn, type Fixture } from "./wants.ts";

const languages = ["ecmascript", "go"] as const;

function isClean({ likely }: Fixture): boolean {
  return likely.length === 0;
}

describe.each(languages)("%s", (language) => {
  it.each(ruleNames)("%s has a dozen fixtures, and as many clean look-alikes as wrong ones", (rule) => {
    const fixtures = fixturesIn(language, rule);
    const clean = fixtures.filter(isClean).length;
    expect(fixtures.length).toBeGreaterThanOrEqual(12);
    expect(clean).toBeGreaterThanOrEqual(fixtures.length - clean);
  });
});

/** What naive versions of the rules get wrong, with the fixtures that show that these do not; a name without a language stands for both. */
const naive: Readonly<Record<string, readonly string[]>> = {
  "a charge outside the function that takes is no handler": [
    "no-rate-limited-add-in-handler/clean-handle-err-helper",
    "no-rate-limited-add-in-handler/clean-helper-only-workers-call",
    "no-rate-limited-add-in-handler/clean-polling-worker",
    "no-rate-limited-add-in-handler/clean-first-enqueue-of-retry-queue",
  ],
  "a handler calls through helpers, method values, fields and wrappers": [
    "no-rate-limited-add-in-handler/handler-three-calls-deep",
    "no-rate-limited-add-in-handler/handler-method-value",
    "no-rate-limited-add-in-handler/handler-function-field-assigned-once",
    "no-rate-limited-add-in-handler/handler-wrapper-overrides-add",
  ],
  "forget may stand in helpers, deferred closures and other files": [
    "require-forget/clean-handle-err-helper",
    "require-forget/clean-forget-in-finally",
    "go/require-forget/go-clean-helper-in-sibling-file",
  ],
  "a forget somewhere is not a forget on every path": [
    "require-forget/switch-without-default",
    "require-forget/not-found-early-return",
    "require-forget/give-up-without-forget",
  ],
  "only a queue that is charged needs forget": [
    "require-forget/clean-never-rate-limited",
    "require-forget/clean-two-queues",
  ],
  "done may stand at the bottom, in a callee, in a deferred literal": [
    "require-done/clean-linear-done",
    "require-done/clean-done-in-callee",
    "require-done/clean-closure-in-finally",
  ],
  "a defer may come too late, or wait for ever": [
    "go/require-done/early-return",
    "go/require-done/go-defer-in-endless-loop",
  ],
  "done, forget, add and get are common words": [
    "require-done/clean-false-friends",
    "require-done/clean-false-friend-cache",
    "require-forget/clean-false-friends",
    "no-immediate-retry/clean-false-friend-add",
    "no-double-done/clean-false-friend-done",
  ],
  "an item may be named otherwise": [
    "require-forget/clean-alias-and-conversion",
    "require-forget/clean-not-a-string",
    "no-mismatched-item/clean-constant-key",
    "go/require-forget/go-clean-constant-key",
  ],
  "adding the item again is not always a hot loop": [
    "no-immediate-retry/clean-requeue-without-error",
    "no-immediate-retry/clean-another-queue",
  ],
  "a flag may be tested where it ends nothing": [
    "require-shutdown-check/closure-result-ignored",
    "require-shutdown-check/break-ends-only-the-switch",
    "require-shutdown-check/clean-closure-result-ends-loop",
  ],
  "get has many forms": [
    "ecmascript/require-done/clean-tuple-get",
    "ecmascript/require-forget/clean-try-get",
    "ecmascript/require-done/lease-for-await",
    "ecmascript/require-done/clean-using-lease",
  ],
  "handlers are not only arrow functions": [
    "no-rate-limited-add-in-handler/handler-async-iife",
    "no-rate-limited-add-in-handler/handler-listener-factory",
    "no-rate-limited-add-in-handler/handler-arrow-field",
    "no-rate-limited-add-in-handler/handler-event-name-loop",
  ],
};

const paths = languages.flatMap((language) => fixturesIn(language).map(({ path }) => path));

it.each(Object.entries(naive))("%s", (_, names) => {
  const wanted = names.flatMap((name) =>
    /^(go|ecmascript)\//.test(name) ? name : languages.map((language) => `${language}/${name}`),
  );
  const missing = wanted.filter(
    (name) => !paths.some((path) => /^[./]/.test(path.slice(name.length)) && path.startsWith(name)),
  );
  expect(missing).toEqual([]);
});
