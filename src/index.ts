import type { Linter, Rule } from "eslint";
import { rules } from "../rules/index.ts";
import { goLanguage } from "./languages/go/language.ts";
import type { Preset } from "./lint/define-rule.ts";
import { meta } from "./meta.ts";
import { vocabularyFor } from "./protocol/default-profiles.ts";

export type { UserSettings } from "./lint/settings.ts";

const ecmascriptFiles = ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"];
const goFiles = ["**/*.go"];

/** The presets that each preset includes. */
const includes: Readonly<Record<Preset, readonly Preset[]>> = {
  recommended: ["recommended"],
  strict: ["recommended", "strict"],
  all: ["recommended", "strict", "all"],
};

const names = { prefix: meta.namespace, rules: new Set(Object.keys(rules)) };
const languages = { go: goLanguage(names, vocabularyFor("go")) };

const plugin = { meta, rules, languages, configs: {} as Record<Preset, Linter.Config[]> };
plugin.configs = { recommended: preset("recommended"), strict: preset("strict"), all: preset("all") };

function preset(name: Preset): Linter.Config[] {
  const common = { plugins: { workqueue: plugin }, rules: rulesOf(name) };
  return [
    { name: `workqueue/${name}`, files: ecmascriptFiles, ...common },
    { name: `workqueue/${name}/go`, files: goFiles, language: "workqueue/go", ...common },
  ];
}

/** Past `recommended`, rules also speak about what is only likely. */
function rulesOf(name: Preset): Linter.RulesRecord {
  const options = name === "recommended" ? [] : [{ certainty: "likely" }];
  const entries = Object.entries<Rule.RuleModule>(rules)
    .filter(([, rule]) => includes[name].includes(presetOf(rule)))
    .map(([id]): [string, Linter.RuleEntry] => [`workqueue/${id}`, ["error", ...options]]);
  return Object.fromEntries(entries);
}

function presetOf(rule: Rule.RuleModule): Preset {
  return (rule.meta?.docs as { preset?: Preset } | undefined)?.preset ?? "all";
}

// The second name is what `require()` hands out.
export { plugin as default, plugin as "module.exports" };
