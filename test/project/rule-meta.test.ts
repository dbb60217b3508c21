import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import type { Rule } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "../../src/index.ts";

/**
 * A rule as a plain ESLint rule's source. eslint-plugin-eslint-plugin reads source, and the rules' own source states a
 * property and leaves meta to `defineRule`; so it is shown what `defineRule` made of it.
 */
function asPlainRule({ meta }: Rule.RuleModule): string {
  const reports = Object.entries(meta?.messages ?? {}).map(([messageId, message]) => {
    const data = [...message.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => `${name!}: "x"`);
    const said = `messageId: "${messageId}", data: { ${data.join(", ")} }`;
    const suggestion = meta?.hasSuggestions ? `{ ${said}, fix: (fixer) => fixer.remove(node) }` : "";
    return `context.report({ node, ${said}, suggest: [${suggestion}] });`;
  });
  const create = `create(context) { return { Program(node) { ${reports.join("\n")} } }; }`;
  return `export default { meta: ${JSON.stringify(meta)}, ${create} };`;
}

const beyondRecommended: Linter.RulesRecord = {
  "eslint-plugin/require-meta-docs-description": "error",
  "eslint-plugin/require-meta-docs-url": "error",
  "eslint-plugin/require-meta-default-options": "error",
  "eslint-plugin/require-meta-schema-description": "error",
  "eslint-plugin/require-meta-type": "error",
};

function complaints(source: string): string[] {
  const config: Linter.Config = {
    files: ["**/*.ts"],
    languageOptions: { parser },
    plugins: { "eslint-plugin": eslintPlugin },
    rules: { ...eslintPlugin.configs.recommended.rules, ...beyondRecommended },
  };
  return new Linter()
    .verify(source, [config], { filename: "rule.ts" })
    .map(({ ruleId, message }) => `${ruleId ?? ""}: ${message}`);
}

describe.each(Object.entries<Rule.RuleModule>(plugin.rules))("%s", (name, rule) => {
  it("is what eslint-plugin-eslint-plugin likes", () => {
    expect(complaints(asPlainRule(rule))).toEqual([]);
  });

  it("has a page", () => {
    expect(rule.meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
  });
});

it("is seen by it: a rule without a description is not liked", () => {
  const { meta } = plugin.rules["require-done"];
  const nameless = { ...plugin.rules["require-done"], meta: { ...meta, docs: {} } };
  expect(complaints(asPlainRule(nameless))).toContainEqual(
    expect.stringContaining("require-meta-docs-description"),
  );
});
