import type { ESLint, Linter } from "eslint";
import { readFileSync } from "node:fs";
import type { Trace } from "../lint/trace.ts";
import { tracesIn } from "../lint/traces.ts";
import { commonDirectory } from "./common-directory.ts";
import { eslintOptions } from "./eslint-options.ts";
import { isGo } from "./find-files.ts";
import type { Options } from "./options.ts";

type Message = Pick<Linter.LintMessage, "ruleId" | "line" | "column" | "message">;

/** How messages come about. */
export class Traces {
  readonly #byKey = new Map<string, Trace>();

  get all(): readonly Trace[] {
    return [...this.#byKey.values()];
  }

  add(trace: Trace): void {
    this.#byKey.set(keyOf(trace.place.file, { ...trace, ...trace.place }), trace);
  }

  /** The trace of a message in a file (its absolute path); undefined for what no rule of ours said, as a syntax error. */
  of(file: string, message: Message): Trace | undefined {
    return this.#byKey.get(keyOf(file, message));
  }
}

function keyOf(file: string, { ruleId, line, column, message }: Message): string {
  return JSON.stringify([file, ruleId, line, column, message]);
}

/**
 * The traces of all messages in `results`, those that comments silence among them. What ESLint hands on of a finding,
 * from a process or its cache, has no room for a path: so the files that have findings, few as they are, are looked at
 * once more in this process. A file that changed in between may be without.
 */
export async function traceMessages(
  results: readonly ESLint.LintResult[],
  options: Pick<Options, "preset" | "rules" | "goTests">,
): Promise<Traces> {
  const traces = new Traces();
  const files = results.filter(hasFindings).map(({ filePath }) => filePath);
  if (files.length === 0) return traces;
  const cwd = commonDirectory(files);
  const { overrideConfig } = await eslintOptions({
    ...options,
    cwd,
    withEcmascript: !files.every(isGo),
    debug: false,
  });
  const { Linter } = await import("eslint");
  const linter = new Linter({ cwd });
  for (const filename of files) {
    const text = readIfThere(filename);
    if (text === undefined) continue;
    linter.verify(text, overrideConfig as Linter.Config[], { filename });
    for (const trace of tracesIn(linter.getSourceCode())) traces.add(trace);
  }
  return traces;
}

function hasFindings({ messages, suppressedMessages }: ESLint.LintResult): boolean {
  return [...messages, ...suppressedMessages].some(({ ruleId }) => ruleId?.startsWith("workqueue/"));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
