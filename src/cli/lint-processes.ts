import type { ESLint } from "eslint";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./command-error.ts";
import { sumOf, type LintTurn } from "./lint-plan.ts";
import type { ProcessAnswer, ProcessRequest } from "./lint-process.ts";
import type { Selection } from "./select-files.ts";

/** Parts for each process: many enough for all to end at about the same time, few enough to keep packages together that import each other. */
const partsPerProcess = 6;

/** Most of what an analysis makes is garbage soon: with more room for new things (in MB), less of it is taken along. */
const nodeOptions = ["--max-semi-space-size=64"];

/** What `lintPlan` finds, by several processes. What other packages say is found out in each process that asks. */
export async function lintInProcesses(
  plan: readonly LintTurn[],
  count: number,
  request: ProcessRequest,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const parts = partsOf(plan, count * partsPerProcess);
  const answers: ProcessAnswer[] = [];
  let next = 0;
  const work = async (process: LintProcess): Promise<void> => {
    for (let part = parts[next++]; part; part = parts[next++]) {
      answers.push(await process.lint(part));
      selection.progress.show(() => `Linting, ${answers.length} of ${parts.length} parts done`);
    }
  };
  const processes = Array.from({ length: Math.min(count, parts.length) }, () => new LintProcess(request));
  try {
    await Promise.all(processes.map(work));
  } finally {
    for (const process of processes) process.end();
  }
  for (const { troubles, notes } of answers) {
    troubles.forEach((message) => selection.troubles.addMessage(message));
    notes.forEach(selection.note);
  }
  return answers.flatMap(({ results }) => results);
}

/** The files of turns that follow each other, in about that many parts of about the same size. */
function partsOf(plan: readonly LintTurn[], count: number): string[][] {
  const enough = sumOf(plan, ({ size }) => size) / count;
  const parts: string[][] = [];
  let size = enough;
  for (const turn of plan) {
    if (size >= enough) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(...turn.files);
    size += turn.size;
  }
  return parts;
}

/** A process that lints what it is sent. */
class LintProcess {
  readonly #process: ChildProcess;

  constructor(request: ProcessRequest) {
    // As source in development, and as what it is compiled to in the package.
    const module = fileURLToPath(new URL(`./lint-process${extname(import.meta.url)}`, import.meta.url));
    this.#process = fork(module, [JSON.stringify(request)], {
      execArgv: [...process.execArgv, ...nodeOptions],
      serialization: "advanced",
    });
  }

  /** Throws a CommandError if the process ends instead. */
  async lint(files: readonly string[]): Promise<ProcessAnswer> {
    const over = new AbortController();
    const { signal } = over;
    try {
      this.#process.send(files);
      return await Promise.race([
        once(this.#process, "message", { signal }).then(([answer]) => answer as ProcessAnswer),
        once(this.#process, "exit", { signal }).then(([code, killedBy]) => {
          throw new CommandError(
            `A process that lints has ended before its time (${String(code ?? killedBy)})`,
          );
        }),
      ]);
    } finally {
      over.abort();
    }
  }

  end(): void {
    this.#process.kill();
  }
}
