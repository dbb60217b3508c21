import type { ESLint, Linter, Rule } from "eslint";
import { goLanguage } from "../../../../src/languages/go/language.ts";
import { vocabularyFor } from "../../../../src/protocol/default-profiles.ts";

/** Reports every `BUG` in a text. */
export const reportsMarks: Rule.RuleModule = {
  meta: { messages: { found: "a bug" }, fixable: "code" },
  create: (context) => ({
    [context.sourceCode.ast.type]: () => {
      for (const { index } of context.sourceCode.text.matchAll(/BUG/g)) {
        const loc = {
          start: context.sourceCode.getLocFromIndex(index),
          end: context.sourceCode.getLocFromIndex(index + 3),
        };
        const fix = (fixer: Rule.RuleFixer): Rule.Fix => fixer.replaceTextRange([index, index + 3], "FIXED");
        context.report({ loc, messageId: "found", fix });
      }
    },
  }),
};

const rules = { marked: reportsMarks, "also-marked": reportsMarks };

/** The Go language with rules that find what a test has marked, so that it is tried apart from any analysis. */
const markedPlugin: ESLint.Plugin = {
  meta: { name: "marked", version: "1.0.0", namespace: "workqueue" },
  rules,
  languages: {
    go: goLanguage({ prefix: "workqueue", rules: new Set(Object.keys(rules)) }, vocabularyFor("go")),
  },
};

/** A configuration for Go files with one rule, and what else a test wants. */
export function markedConfig(more: Linter.Config = {}): Linter.Config[] {
  return [
    {
      files: ["**/*.go"],
      plugins: { workqueue: markedPlugin },
      language: "workqueue/go",
      linterOptions: { reportUnusedDisableDirectives: "off" },
      ...more,
      rules: { "workqueue/marked": "error", ...more.rules },
    },
  ];
}
