import { allStatements, type Controller } from "./generator/ast.ts";
import { NotInGoError, printGo, type GoText } from "./generator/print-go.ts";
import { printTypeScript } from "./generator/print-typescript.ts";
import { judges } from "./judges/index.ts";
import type { Verdict } from "./judges/judge.ts";
import type { OracleLinter } from "./linted.ts";
import type { Run } from "./runner/run.ts";
import { readProgram } from "./runner/program-text.ts";
import { judge, type Judged, type Subject, type Verdicts } from "./verdicts.ts";

export type Language = "typescript" | "go";

/** What a comparison shows. */
export type Outcome =
  /** Both say the same. */
  | "agrees"
  /** Wrong when it runs, and the linter is silent, or weaker. */
  | "missed"
  /** Reported, or more strongly, and no run is wrong. */
  | "wrong"
  /** The linter is silent because the item went to code that it does not see, which is a promise of design. */
  | "silent"
  /** No run is wrong because two conditions hang together in a way that the rules do not promise to see. */
  | "correlated"
  /** There were too many runs to make them all. */
  | "undecided";

export interface Comparison {
  readonly rule: string;
  readonly language: Language;
  readonly oracle: Verdict | undefined;
  readonly linter: Verdict | undefined;
  readonly outcome: Outcome;
  /** A run that is wrong. */
  readonly shownBy: Run | undefined;
}

export interface CompareOptions {
  readonly linter: OracleLinter;
  readonly budget: number;
  readonly random: () => number;
}

/** Compares what the rules say of a controller, in both languages, with what it does. */
export async function compare(controller: Controller, options: CompareOptions): Promise<Comparison[]> {
  const go = inGo(controller);
  const judged = await run(controller, options, {});
  return [
    ...(await compareIn("typescript", controller, printTypeScript(controller), judged, options)),
    ...(go ? await compareGo(controller, go, options) : []),
  ];
}

/** In Go only what gives an error can fail, and only what is certain is compared. */
async function compareGo(controller: Controller, go: GoText, options: CompareOptions): Promise<Comparison[]> {
  const judged = await run(controller, options, { mayThrow: go.failing });
  return compareIn("go", controller, go.text, judged, options, { mayThrow: go.failing });
}

export function inGo(controller: Controller): GoText | undefined {
  try {
    return printGo(controller);
  } catch (error) {
    if (error instanceof NotInGoError) return undefined;
    throw error;
  }
}

type Laws = NonNullable<Parameters<typeof judge>[1]["laws"]>;

const subjects = new WeakMap<Controller, Subject>();

function subjectOf(controller: Controller): Subject {
  let subject = subjects.get(controller);
  if (!subject) {
    const text = printTypeScript(controller);
    subjects.set(controller, (subject = { text, program: readProgram(text), workers: ["worker"] }));
  }
  return subject;
}

function run(controller: Controller, { budget, random }: CompareOptions, laws: Laws): Promise<Judged> {
  return judge(subjectOf(controller), { budget, random, laws });
}

async function compareIn(
  language: Language,
  controller: Controller,
  text: string,
  judged: Judged,
  options: CompareOptions,
  laws: Laws = {},
): Promise<Comparison[]> {
  const certainOnly = language === "go";
  const said = options.linter.verdicts(text, language);
  const found: Comparison[] = [];
  for (const { rule } of judges) {
    const oracle = atLeast(judged.verdicts.get(rule), certainOnly);
    const linter = atLeast(said.get(rule), certainOnly);
    const mayBeLikely = oracle === "certain" && said.get(rule) === "likely" && judged.meant.has(rule);
    const outcome =
      oracle === linter || mayBeLikely
        ? "agrees"
        : await explain({ rule, language, controller, judged, oracle, linter, options, laws });
    found.push({ rule, language, oracle, linter, outcome, shownBy: judged.shownBy.get(rule) });
  }
  return found;
}

function atLeast(verdict: Verdict | undefined, certainOnly: boolean): Verdict | undefined {
  return certainOnly && verdict === "likely" ? undefined : verdict;
}

interface Difference {
  readonly rule: string;
  readonly language: Language;
  readonly controller: Controller;
  readonly judged: Judged;
  readonly oracle: Verdict | undefined;
  readonly linter: Verdict | undefined;
  readonly options: CompareOptions;
  readonly laws: Laws;
}

async function explain(difference: Difference): Promise<Outcome> {
  const { oracle, linter, judged } = difference;
  const isMissed = oracle === "certain" || (oracle === "likely" && linter === undefined);
  if (isMissed) return explainSilence(difference);
  // The literals that stand for the blocks of a `try` in Go ask each for itself.
  if (difference.language === "go" && judged.verdicts.get(difference.rule) === "likely") return "correlated";
  if (judged.idle.has(difference.rule) || (oracle === undefined && linter === "likely")) return "correlated";
  if ((await verdictsWithFreeCounts(difference))?.has(difference.rule)) return "correlated";
  if (await showsWithPatience(difference)) return "agrees";
  return judged.isExhaustive ? "wrong" : "undecided";
}

async function explainSilence(difference: Difference): Promise<Outcome> {
  if (saysSoWithoutTheItem(difference)) return "silent";
  const { rule, linter } = difference;
  const free = await verdictsWithFreeCounts(difference);
  return free && free.get(rule) === linter ? "correlated" : "missed";
}

/** Whether the linter speaks up once the item is kept from code that it does not see. */
function saysSoWithoutTheItem({ rule, language, controller, oracle, options }: Difference): boolean {
  const kept = withoutGivenItems(controller);
  if (!kept) return false;
  const text = language === "go" ? inGo(kept)?.text : printTypeScript(kept);
  return text !== undefined && options.linter.verdicts(text, language).get(rule) === oracle;
}

function withoutGivenItems(controller: Controller): Controller | undefined {
  if (!allStatements(controller).some((each) => each.do === "work" && each.givesItem)) return undefined;
  const text = JSON.stringify(controller).replaceAll('"givesItem":true', '"givesItem":false');
  return JSON.parse(text) as Controller;
}

/** How many more runs are made before a report is called wrong. */
const patience = 20;

/** Whether a run is wrong when more may happen in one, and more are made. */
async function showsWithPatience({ rule, linter, controller, options, laws }: Difference): Promise<boolean> {
  const patient = { ...options, budget: options.budget * patience };
  const { verdicts } = await run(controller, patient, { ...laws, isPatient: true });
  return verdicts.get(rule) === linter;
}

/** What is wrong when the world may tell any number of failures, if the program asks for it. */
async function verdictsWithFreeCounts({
  controller,
  options,
  laws,
}: Difference): Promise<Verdicts | undefined> {
  if (!JSON.stringify(controller).includes('"underLimit"')) return undefined;
  const { verdicts } = await run(controller, options, { ...laws, freeCounts: true });
  return verdicts;
}
