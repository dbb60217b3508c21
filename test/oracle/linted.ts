import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import type { Verdict } from "./judges/judge.ts";
import type { Verdicts } from "./verdicts.ts";

/** The part of the plugin that the oracle needs; another build of it can be put in its place. */
export type Plugin = NonNullable<Linter.Config["plugins"]>[string] & { rules: object };

const goLanguage: Linter.Config = { files: ["**/*.go"], language: "workqueue/go" };
const ecmascriptLanguage: Linter.Config = { files: ["**/*.ts"], languageOptions: { parser } };

/** A linter that runs every rule at both certainties in one pass. */
export class OracleLinter {
  readonly #linter = new Linter();
  readonly #plugin: Plugin;
  readonly #rules: Linter.RulesRecord = {};

  constructor(plugin: Plugin) {
    this.#plugin = plugin;
    for (const name of Object.keys(plugin.rules)) {
      this.#rules[`workqueue/${name}`] = ["error", { certainty: "certain" }];
      this.#rules[`strict/${name}`] = ["error", { certainty: "likely" }];
    }
  }

  /** What the rules say of a text. A message of no rule (a syntax error) is thrown. */
  verdicts(text: string, language: "typescript" | "go"): Verdicts {
    const found = new Map<string, Verdict>();
    for (const { ruleId, message } of this.#messages(text, language)) {
      const [prefix, rule] = ruleId?.split("/") ?? [];
      if (rule === undefined) throw new Error(`${message}\n${text}`);
      if (prefix === "workqueue") found.set(rule, "certain");
      else if (!found.has(rule)) found.set(rule, "likely");
    }
    return found;
  }

  #messages(text: string, language: "typescript" | "go"): Linter.LintMessage[] {
    const config: Linter.Config = {
      ...(language === "go" ? goLanguage : ecmascriptLanguage),
      plugins: { workqueue: this.#plugin, strict: this.#plugin },
      rules: this.#rules,
    };
    return this.#linter.verify(text, [config], {
      filename: language === "go" ? "controller.go" : "controller.ts",
    });
  }
}
