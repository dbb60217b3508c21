import * as parser from "@typescript-eslint/parser";
import { Linter, type SourceCode } from "eslint";
import type { Language } from "./compare.ts";
import type { Verdict } from "./judges/judge.ts";
import type { Verdicts } from "./verdicts.ts";

/** The part of the plugin that the oracle needs; another build of it can be put in its place. */
export type Plugin = NonNullable<Linter.Config["plugins"]>[string] & { rules: object };

const goLanguage: Linter.Config = { files: ["**/*.go"], language: "workqueue/go" };
const ecmascriptLanguage: Linter.Config = { files: ["**/*.ts"], languageOptions: { parser } };

/** Says what the rules say of a text. */
export class OracleLinter {
  readonly #linter = new Linter();
  readonly #plugin: Plugin;

  constructor(plugin: Plugin) {
    this.#plugin = plugin;
  }

  /** The verdicts of every rule. Throws when the text does not parse. */
  verdicts(text: string, language: Language): Verdicts {
    const likely = this.#reporting(text, language, "likely", Object.keys(this.#plugin.rules));
    if (likely.size === 0) return new Map();
    const parsed = this.#linter.getSourceCode();
    const certain = this.#reporting(parsed, language, "certain", [...likely]);
    return new Map([...likely].map((rule) => [rule, certain.has(rule) ? "certain" : "likely"]));
  }

  /** Those of `rules` that report something with a certainty. */
  #reporting(
    text: string | SourceCode,
    language: Language,
    certainty: Verdict,
    rules: readonly string[],
  ): Set<string> {
    const config: Linter.Config = {
      ...(language === "go" ? goLanguage : ecmascriptLanguage),
      plugins: { workqueue: this.#plugin },
      rules: Object.fromEntries(rules.map((rule) => [`workqueue/${rule}`, ["error", { certainty }]])),
    };
    const filename = language === "go" ? "controller.go" : "controller.ts";
    const messages = this.#linter.verify(text, [config], { filename });
    return new Set(
      messages.map(({ ruleId, message }) => {
        if (!ruleId) throw new Error(message);
        return ruleId.replace("workqueue/", "");
      }),
    );
  }
}
