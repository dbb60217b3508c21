import type { Rule } from "eslint";
import type { Preset } from "../../src/lint/define-rule.ts";

/** What the documentation says of a rule without being told. */
export interface RuleFacts {
  readonly name: string;
  /** One sentence, with a full stop. */
  readonly description: string;
  /** The presets that hold it, the smallest first. */
  readonly presets: readonly Preset[];
  readonly hasSuggestions: boolean;
  readonly options: readonly OptionFacts[];
}

export interface OptionFacts {
  readonly name: string;
  readonly values: readonly string[];
  readonly default: string;
  readonly description: string;
}

const presets: readonly Preset[] = ["recommended", "strict", "all"];

interface OptionSchema {
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly description?: string;
}

/** Reads the facts off a rule's meta. Throws where an option has no description. */
export function factsOf(name: string, { meta }: Rule.RuleModule): RuleFacts {
  const docs = meta?.docs as { description: string; preset: Preset };
  return {
    name,
    description: `${docs.description.charAt(0).toUpperCase()}${docs.description.slice(1)}.`,
    presets: presets.slice(presets.indexOf(docs.preset)),
    hasSuggestions: meta?.hasSuggestions ?? false,
    options: optionsOf(name, meta),
  };
}

function optionsOf(rule: string, meta: Rule.RuleMetaData | undefined): OptionFacts[] {
  const [schema] = (meta?.schema ?? []) as readonly [{ properties?: Record<string, OptionSchema> }?];
  const [defaults = {}] = (meta?.defaultOptions ?? []) as readonly Record<string, unknown>[];
  return Object.entries(schema?.properties ?? {}).map(([name, option]) => {
    if (!option.description) throw new Error(`the option ${name} of ${rule} has no description`);
    return {
      name,
      values: option.enum?.map((value) => JSON.stringify(value)) ?? [option.type ?? "any"],
      default: JSON.stringify(defaults[name]),
      description: option.description,
    };
  });
}
