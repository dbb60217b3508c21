import { expect } from "vitest";
import { lint } from "../rules/lint.ts";

/** The text once the first suggestion of a rule was taken; undefined where it offers none. */
export function suggested(
  text: string,
  filename: string,
  rule = "prefer-guaranteed-done",
): string | undefined {
  const [report] = lint(text, { filename, rules: [rule] });
  expect(report?.ruleId).toBe(`workqueue/${rule}`);
  const fix = report?.suggestions?.[0]?.fix;
  return fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}
