import type { Linter, Rule } from "eslint";
import { rules } from "../rules/index.ts";
import type { Preset } from "./lint/define-rule.ts";
import { meta } from "./meta.ts";

export type { UserSettings } from "./lint/settings.ts";

const ecmascriptFiles = ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"];

/** The presets that each preset includes. */
const includes: Readonly<Record<Preset, readonly Preset[]>> = {
  recommended: ["recommended"],
  strict: ["recommended", "strict"],
  all: ["recommended", "strict", "all"],
};

const plugin = { meta, rules, configs: {} as Record<Preset, Linter.Config[]> };
plugin.configs = { recommended: preset("recommended"), strict: preset("strict"), all: preset("all") };

function preset(name: Preset): Linter.Config[] {
  return [
    {
      name: `workqueue/${name}`,
      files: ecmascriptFiles,
      plugins: { workqueue: plugin },
      rules: rulesOf(name),
    },
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

export default plugin;
