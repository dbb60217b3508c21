import type { OptionFacts, RuleFacts } from "./rule-facts.ts";
import { withSection } from "./sections.ts";

/** A rule's page with its header and its options brought up to date. */
export function rulePage(page: string, facts: RuleFacts): string {
  return withSection(withSection(page, "header", header(facts)), "options", options(facts.options));
}

function header({ description, presets, hasSuggestions }: RuleFacts): string {
  const names = presets.map((preset) => `\`${preset}\``);
  const inPresets =
    names.length > 1
      ? `presets ${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`
      : `preset ${names.join("")}`;
  const suggestions = hasSuggestions ? " It offers edits as suggestions." : "";
  return `${description} In the ${inPresets}; for TypeScript, JavaScript and Go.${suggestions}`;
}

function options(all: readonly OptionFacts[]): string {
  if (all.length === 0) return "This rule has no options.";
  const rows = all.map(
    ({ name, values, default: value, description }) =>
      `| \`${name}\` | ${values.map((each) => `\`${each}\``).join(", ")} | \`${value}\` | ${description} |`,
  );
  return ["| option | values | default | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
