import { rulePageTemplate, ruleTemplate } from "./rule-templates.ts";
import { goFixture, typescriptFixture } from "./fixture-templates.ts";

/** The files a new rule starts from, by their path in the project. */
export function newRuleFiles(name: string): Map<string, string> {
  return new Map([
    [`rules/${name}.ts`, ruleTemplate(name)],
    [`docs/rules/${name}.md`, rulePageTemplate(name)],
    [`test/fixtures/ecmascript/${name}/early-return.ts`, typescriptFixture(name, "wrong")],
    [`test/fixtures/ecmascript/${name}/clean-early-return.ts`, typescriptFixture(name, "clean")],
    [`test/fixtures/go/${name}/early-return.go`, goFixture(name, "wrong")],
    [`test/fixtures/go/${name}/clean-early-return.go`, goFixture(name, "clean")],
  ]);
}

/** What is wrong with the name of a new rule, if anything. */
export function complaintAbout(name: string, existing: readonly string[]): string | undefined {
  if (!/^[a-z]+(-[a-z]+)+$/.test(name))
    return `A rule is named in lower case with hyphens, like no-double-done; "${name}" is not.`;
  if (existing.includes(name)) return `There is a rule ${name} already.`;
  return undefined;
}
