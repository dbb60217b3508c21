import { describe, expect, it } from "vitest";
import plugin from "../../src/index.ts";
import { lintText } from "../support/lint-text.ts";
import { tags } from "../support/languages.ts";
import { blocksOf, page, pages } from "./blocks.ts";

const rules = Object.keys(plugin.rules);

it("has a page for every rule, and no other", () => {
  expect(pages().sort()).toEqual([...rules].sort());
});

describe.each(rules)("%s", (rule) => {
  const blocks = blocksOf(rule);

  it.each(["ts", "go"])("shows %s wrong and right", (tag) => {
    const verdicts = blocks.filter((block) => block.tag === tag).map((block) => block.verdict);
    expect(verdicts).toContain("wrong");
    expect(verdicts).toContain("right");
  });

  it("says when not to use it, and its limits", () => {
    expect(page(rule)).toMatch(/^## When not to use it$/m);
    expect(page(rule)).toMatch(/^## Limitations$/m);
  });

  const executed = blocks.filter((block) => tags.includes(block.tag));
  const [wrong, right] = ["wrong", "right"].map((verdict) =>
    executed.filter((block) => block.verdict === verdict),
  );

  it.each(wrong!)("reports the wrong $tag block on line $line, and nothing else does", ({ tag, code }) => {
    expect(lintText(tag, code, rule).map(({ ruleId }) => ruleId)).toEqual([`workqueue/${rule}`]);
  });

  it.each(right!)("is silent about the right $tag block on line $line", ({ tag, code }) => {
    expect(lintText(tag, code, rule)).toEqual([]);
  });

  it.each(tags)("says this of its wrong %s blocks", (tag) => {
    const messages = wrong!.filter((block) => block.tag === tag).map(({ code }) => lintText(tag, code, rule));
    expect(messages.flat().map(({ line, message }) => `line ${line}: ${message}`)).toMatchSnapshot();
  });
});
