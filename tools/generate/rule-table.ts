import type { RuleFacts } from "./rule-facts.ts";

/** The table of all rules in the README. */
export function ruleTable(rules: readonly RuleFacts[]): string {
  const rows = rules.map(
    ({ name, description, presets, hasSuggestions }) =>
      `| [${name}](docs/rules/${name}.md) | ${description} | ${presets[0] ?? ""} | ${hasSuggestions ? "yes" : ""} |`,
  );
  return ["| rule | | preset | suggestions |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
