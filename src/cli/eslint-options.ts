import type { ESLint, Linter } from "eslint";
import plugin from "../index.ts";
import type { Options } from "./options.ts";

/** What decides how ESLint runs, as plain data: it is sent to processes. */
export interface LintRequest extends Pick<Options, "preset" | "rules" | "debug" | "goTests"> {
  /** A directory above all files: ESLint looks at nothing outside. */
  readonly cwd: string;
  /** Whether there are TypeScript or JavaScript files, which need a parser of their own. */
  readonly withEcmascript: boolean;
}

/** The options of the `ESLint` class: the plugin's preset or the rules asked for, and nothing of the repository's own. */
export async function eslintOptions(request: LintRequest): Promise<ESLint.Options> {
  const { cwd, debug } = request;
  return {
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      // The command has chosen the files; ESLint would leave these out.
      { ignores: ["!**/node_modules/", "!**/.git/"] },
      ...(await configsOf(request)),
      { linterOptions: { reportUnusedDisableDirectives: "off" }, settings: { workqueue: { debug } } },
    ],
  };
}

async function configsOf({ preset, rules, goTests, withEcmascript }: LintRequest): Promise<Linter.Config[]> {
  const chosen: Linter.RulesRecord = Object.fromEntries(
    rules.map(({ name, certainty }) => [`workqueue/${name}`, ["error", { certainty }]]),
  );
  const parser = withEcmascript ? await import("@typescript-eslint/parser") : undefined;
  return plugin.configs[preset].flatMap((config): Linter.Config[] => {
    const withRules = rules.length > 0 ? { ...config, rules: chosen } : config;
    if (config.language === "workqueue/go") return [{ ...withRules, languageOptions: { tests: goTests } }];
    const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
    return parser ? [{ ...withRules, languageOptions }] : [];
  });
}
