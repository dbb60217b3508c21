import type { Rule } from "eslint";
import type { ReportingDescriptor } from "sarif";
import { rules } from "../../../rules/index.ts";
import { explain } from "../explain.ts";

const names = Object.keys(rules);

/** What SARIF says of every rule, its documentation included. */
export function sarifRules(): ReportingDescriptor[] {
  return Object.entries<Rule.RuleModule>(rules).map(describe);
}

/** A rule's place in the list, by the id that ESLint gives it; -1 for none of ours. */
export function sarifRuleIndex(id: string | null): number {
  return names.findIndex((name) => id === `workqueue/${name}`);
}

function describe([name, { meta }]: [string, Rule.RuleModule]): ReportingDescriptor {
  const { description = name, url = "", recommended = false } = meta?.docs ?? {};
  const text = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
  return {
    id: `workqueue/${name}`,
    name: pascalCase(name),
    shortDescription: { text },
    fullDescription: { text },
    helpUri: url,
    help: { text: `${text} See ${url}`, markdown: withAbsoluteLinks(explain(name), url) },
    defaultConfiguration: { level: "error" },
    properties: {
      tags: ["work-queue", meta?.type === "problem" ? "correctness" : "maintainability"],
      precision: recommended ? "high" : "medium",
      "problem.severity": recommended ? "error" : "warning",
    },
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A page is read away from its neighbours. */
function withAbsoluteLinks(page: string, url: string): string {
  return page.replace(
    /\]\(((?!\w+:|#)[^)\s]*\.md[^)\s]*)\)/g,
    (_, link: string) => `](${new URL(link, url).href})`,
  );
}
