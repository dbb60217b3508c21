import type { ESLint, Linter } from "eslint";
import { eslintOptions, type LintRequest } from "./eslint-options.ts";
import { isGo } from "./find-files.ts";

/** ESLint for Go, and ESLint for TypeScript and JavaScript, which needs a parser: each is set up for the first such file. */
export class Linters {
  readonly #request: Omit<LintRequest, "withEcmascript">;
  #go: Promise<ESLint> | undefined;
  #ecmascript: Promise<ESLint> | undefined;

  constructor(request: Omit<LintRequest, "withEcmascript">) {
    this.#request = request;
  }

  /** What ESLint finds in files of one kind with the rules of this plugin. */
  async lint(files: readonly string[]): Promise<ESLint.LintResult[]> {
    const eslint = await (files.every(isGo)
      ? (this.#go ??= createESLint({ ...this.#request, withEcmascript: false }))
      : (this.#ecmascript ??= createESLint({ ...this.#request, withEcmascript: true })));
    return (await eslint.lintFiles([...files])).map(ownMessages);
  }
}

async function createESLint(request: LintRequest): Promise<ESLint> {
  const { ESLint } = await import("eslint");
  return new ESLint(await eslintOptions(request));
}

/**
 * Without what a repository's comments for its own ESLint cause here: a disable comment for a rule that is not loaded
 * is an error to ESLint, and an inline configuration can switch on a rule of another kind.
 */
function ownMessages(result: ESLint.LintResult): ESLint.LintResult {
  const messages = result.messages.filter(isOwn);
  const count = (matches: (message: Linter.LintMessage) => unknown): number =>
    messages.filter(matches).length;
  return {
    ...result,
    messages,
    suppressedMessages: result.suppressedMessages.filter(isOwn),
    errorCount: count(({ severity }) => severity === 2),
    fatalErrorCount: count(({ fatal }) => fatal),
    warningCount: count(({ severity }) => severity === 1),
    fixableErrorCount: count(({ severity, fix }) => severity === 2 && fix),
    fixableWarningCount: count(({ severity, fix }) => severity === 1 && fix),
  };
}

function isOwn({ ruleId, message, fatal }: Linter.LintMessage): boolean {
  if (ruleId === null) return fatal === true && message.startsWith("Parsing error");
  return ruleId.startsWith("workqueue/") && !message.startsWith("Definition for rule");
}
