import { describe, expect, it } from "vitest";
import { picture } from "./diagnostics.ts";
import { lint, ruleNames } from "./lint.ts";
import { fixturesIn } from "./wants.ts";

/** What is shown of each rule, in both languages: the name of its fixtures. */
const shown: Readonly<Record<string, readonly string[]>> = {
  "no-double-done": ["early-return-and-finally", "item-never-taken"],
  "no-forget-with-retry": ["forget-in-finally", "cap-never-reached"],
  "no-immediate-retry": ["add-in-catch", "queue-without-backoff"],
  "no-mismatched-item": ["done-on-another-queue", "rebuilt-object"],
  "no-rate-limited-add-in-handler": ["handler-three-calls-deep", "handler-shares-enqueue-with-worker"],
  "no-reference-items": ["object-literal", "deep-copy"],
  "prefer-guaranteed-done": ["linear-done", "every-branch", "concurrent-turn"],
  "require-done": ["continue-skips-done", "early-return", "helper-misses-done"],
  "require-forget": [
    "error-local-without-else",
    "give-up-without-forget",
    "helper-misses-give-up",
    "not-found-early-return",
    "switch-without-default",
  ],
  "require-retry-limit": ["worker-without-cap", "tuple-get"],
  "require-shutdown-check": ["flag-only-logged", "continue-on-shutdown"],
};

/** A fixture without the comments that say what is wanted. */
function bare(text: string): string {
  return text.replace(/ *\/\/ want( likely)?: .*$/gm, "");
}

it("shows every rule", () => {
  expect(Object.keys(shown).sort()).toEqual([...ruleNames].sort());
});

describe.each(["ecmascript", "go"] as const)("%s", (language) => {
  it.each(Object.entries(shown))("%s", async (rule, names) => {
    const fixtures = fixturesIn(language, rule).filter(({ path }) =>
      names.some((name) => new RegExp(`/${name}\\.\\w+$`).test(path)),
    );
    expect(fixtures).toHaveLength(names.length);
    const pictures = fixtures.map(({ path, text }) => {
      const source = bare(text);
      return `# ${path}\n\n${picture(source, lint(source, { filename: path, rules: [rule] }))}`;
    });
    await expect(pictures.join("\n")).toMatchFileSnapshot(`__snapshots__/${language}/${rule}.txt`);
  });
});
