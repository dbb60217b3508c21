import { judges } from "./judges/index.ts";
import type { Verdict } from "./judges/judge.ts";
import { ScriptedChoices } from "./runner/choices.ts";
import { explore, type ExploreOptions } from "./runner/explore.ts";
import type { RunnableText } from "./runner/program-text.ts";
import { countListeners, theItem, type Run, type Scenario } from "./runner/run.ts";

/** What is wrong with a program, by rule; a rule that is absent has nothing to say. */
export type Verdicts = ReadonlyMap<string, Verdict>;

export interface Judged {
  readonly verdicts: Verdicts;
  /** For each rule, a run that shows what is wrong. */
  readonly shownBy: ReadonlyMap<string, Run>;
  /** Rules that may say that what is wrong is only likely to be so: no run shows it that may not be meant so. */
  readonly meant: ReadonlySet<string>;
  /** Rules that do not speak of this program, whatever its text says: what they ask for never happens. */
  readonly idle: ReadonlySet<string>;
  /** Every run that the world allows was made. */
  readonly isExhaustive: boolean;
  readonly runs: number;
}

export interface Subject {
  readonly program: RunnableText;
  readonly text: string;
  /** The items that are given to a worker, one a run; one of no importance when absent. */
  readonly items?: readonly string[];
  /** Exported functions that take items. */
  readonly workers: readonly string[];
}

/** Runs a program in every way, and judges it by what it did. */
export async function judge(subject: Subject, options: ExploreOptions): Promise<Judged> {
  const { program } = subject;
  const runs: Run[] = [];
  let isExhaustive = true;
  for (const scenario of scenariosOf(subject)) {
    const explored = await explore(program, scenario, options);
    runs.push(...explored.runs);
    isExhaustive &&= explored.isExhaustive;
  }
  const idle = new Set(judges.filter((each) => each.applies?.(runs) === false).map((each) => each.rule));
  const shownBy = new Map<string, Run>();
  const verdicts = new Map<string, Verdict>();
  const plain = new Set<string>();
  for (const each of judges) {
    if (idle.has(each.rule)) continue;
    for (const run of runs) {
      const verdict = each.scenarios.includes(run.scenario.kind) ? each.judge(run, runs) : undefined;
      if (verdict === "certain" && !each.mayBeMeant?.(run, runs)) plain.add(each.rule);
      if (!verdict || verdicts.get(each.rule) === "certain" || verdicts.get(each.rule) === verdict) continue;
      verdicts.set(each.rule, verdict);
      shownBy.set(each.rule, run);
    }
  }
  const meant = new Set(judges.flatMap(({ rule }) => (plain.has(rule) ? [] : rule)));
  return { verdicts, shownBy, meant, idle, isExhaustive, runs: runs.length };
}

/** Failures that an item has had before its turn: two, or several numbers where the program looks at them. */
function failuresBefore(text: string): number[] {
  if (!text.includes("addRateLimited")) return [0];
  return text.includes("numRequeues") ? [0, 1, 3] : [2];
}

function scenariosOf({ program, text, workers, items = [theItem] }: Subject): Scenario[] {
  const listeners = countListeners(program, new ScriptedChoices([]));
  const makesObjects = !text.includes("Queue<string>");
  const turn = (worker: string, item: string): Scenario[] =>
    failuresBefore(text).map((failures) => ({ kind: "turn", worker, item, failuresBefore: failures }));
  return [
    ...workers.flatMap((worker) => items.flatMap((item) => turn(worker, item))),
    ...workers.map((worker): Scenario => ({ kind: "shutdown", worker })),
    ...(["change", ...(makesObjects ? ["sameChangeTwice" as const] : [])] as const).flatMap((kind) =>
      Array.from({ length: listeners }, (_, listener): Scenario => ({ kind, listener })),
    ),
  ];
}
