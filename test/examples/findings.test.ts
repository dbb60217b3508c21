import { describe, expect, it } from "vitest";
import { lintExamples } from "../../tools/lint-examples.ts";
import { tags } from "../support/languages.ts";

const folders = { ts: "examples/typescript", go: "examples/go" };

const expected = {
  "certificate-renewer": ["workqueue/require-forget"],
  "dns-publisher": ["workqueue/no-rate-limited-add-in-handler", "workqueue/require-forget"],
  "image-scanner": ["workqueue/require-done"],
  "webhook-sender": ["workqueue/no-forget-with-retry"],
};

/** The rules that report in each example, by its folder. */
async function rulesReported(pattern: string): Promise<Record<string, string[]>> {
  const { results } = await lintExamples(pattern);
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [
      filePath.split("/")[2] ?? filePath,
      messages.map(({ ruleId, message }) => ruleId ?? message).sort(),
    ]),
  );
}

describe.each(tags)("the examples in %s", (tag) => {
  it("are reported when they are broken", async () => {
    expect(await rulesReported(`${folders[tag]}/**/broken{.ts,/*.go}`)).toEqual(expected);
  });

  it("are not when they are mended", async () => {
    const clean = Object.fromEntries(Object.keys(expected).map((name) => [name, []]));
    expect(await rulesReported(`${folders[tag]}/**/mended{.ts,/*.go}`)).toEqual(clean);
  });
});
