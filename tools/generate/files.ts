import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "eslint";
import { format, resolveConfig } from "prettier";
import { factsOf } from "./rule-facts.ts";
import { ruleIndex } from "./rule-index.ts";
import { rulePage } from "./rule-page.ts";
import { ruleTable } from "./rule-table.ts";
import { withSection } from "./sections.ts";

/** The names of the rules of the project in `root`: those that have a file. */
export function ruleNames(root: string): string[] {
  return readdirSync(join(root, "rules"))
    .filter((file) => file.endsWith(".ts") && file !== "index.ts")
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

/** Every generated file of the project in `root`, by its path there, as it should be. */
export async function generatedFiles(root: string): Promise<Map<string, string>> {
  const files = new Map([["rules/index.ts", ruleIndex(ruleNames(root))]]);
  const facts = await Promise.all(ruleNames(root).map(async (name) => factsOf(name, await load(root, name))));
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  for (const each of facts) {
    const path = `docs/rules/${each.name}.md`;
    files.set(path, rulePage(read(path), each));
  }
  files.set("README.md", withSection(read("README.md"), "rules", ruleTable(facts)));
  for (const [path, text] of files) files.set(path, await formatted(join(root, path), text));
  return files;
}

async function load(root: string, name: string): Promise<Rule.RuleModule> {
  const module = (await import(join(root, "rules", `${name}.ts`))) as { default: Rule.RuleModule };
  return module.default;
}

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
