import { expect, it } from "vitest";
import { fixturesIn } from "../rules/wants.ts";
import { judges } from "./judges/index.ts";
import { seededRandom } from "./random.ts";
import { ScriptedChoices } from "./runner/choices.ts";
import { readProgram, type RunnableText } from "./runner/program-text.ts";
import { run } from "./runner/run.ts";
import { NotRunnableError } from "./runner/world.ts";
import { judge, type Subject } from "./verdicts.ts";

/** Fixtures that show what a run cannot, each with the reason. */
const beyondTheWorld: Readonly<Record<string, string>> = {
  "no-immediate-retry/clean-error-asks-for-requeue":
    "an error called `requeue` asks for it, which no run can tell",
  "no-immediate-retry/one-kind-of-error": "the world throws no errors of the program's own class",
  "no-mismatched-item/clean-constant-key": "a queue of one item is given another one",
  "no-mismatched-item/clean-key-of": "items with equal keys are one item, and are not the same object",
  "require-done/worker-in-async-iife": "the function that is called is not the one that takes",
  "require-retry-limit/clean-custom-limiter": "a custom limiter is trusted to have a limit",
  "require-forget/labelled-break": "the world supplies functions, not lists",
  "require-forget/likely-forget-flag": "an answer called `forget` may mean what it says",
};

/** Fixtures whose one worker, or whose handlers, can be run by themselves. */
const candidates = fixturesIn("ecmascript").flatMap((fixture) => {
  const subject = subjectOf(fixture.text);
  const rule = fixture.path.split("/")[1] ?? "";
  const isBeyond = Object.keys(beyondTheWorld).some((name) => fixture.path.includes(`${name}.`));
  return subject && !isBeyond && judges.some((each) => each.rule === rule)
    ? [{ ...fixture, rule, subject }]
    : [];
});

const runs = await Promise.all(candidates.map(({ subject }) => canRun(subject)));
const runnable = candidates.filter((_, index) => runs[index]);

function subjectOf(text: string): Subject | undefined {
  if (!text.includes('from "eslint-plugin-workqueue/queue"')) return undefined;
  const program = readProgram(text);
  const workers = [...program.exported.keys()].filter((name) => takes(program, text, name));
  const items = ["item-a", "", ...[...text.matchAll(/= "([\w-]*)";/g)].map(([, literal = ""]) => literal)];
  return workers.length === 1 ? { program, text, workers, items } : undefined;
}

/** Whether the world can give a program all that it needs. */
async function canRun({ program, workers: [worker = ""] }: Subject): Promise<boolean> {
  try {
    await run(program, { kind: "turn", worker, failuresBefore: 0, item: "" }, new ScriptedChoices([]));
    return true;
  } catch (error) {
    if (error instanceof NotRunnableError || error instanceof TypeError) return false;
    throw error;
  }
}

function takes(program: RunnableText, text: string, name: string): boolean {
  const parameters = program.exported.get(name) ?? [];
  return (
    text.includes(".get(") &&
    parameters.every((type) => /^(?:RateLimiting|Work|Delaying)Queue<string>$/.test(type))
  );
}

it("are run in good number", () => {
  expect(runnable.length).toBeGreaterThan(60);
});

it.each(runnable)("$path does what it is said to do", async ({ text, certain, rule, subject }) => {
  const { verdicts } = await judge(subject, { budget: 200, random: seededRandom(1) });
  const wanted = certain.some((want) => want.endsWith(` ${rule}`));
  expect(verdicts.get(rule) === "certain", text).toBe(wanted);
});
