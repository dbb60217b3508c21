import { expect, it } from "vitest";
import { fixturesIn } from "../rules/wants.ts";
import { judges } from "./judges/index.ts";
import { seededRandom } from "./random.ts";
import { ScriptedChoices } from "./runner/choices.ts";
import { readProgram, type RunnableText } from "./runner/program-text.ts";
import { countListeners } from "./runner/run.ts";
import { NotRunnableError } from "./runner/world.ts";
import { judge, type Subject } from "./verdicts.ts";

/** Fixtures whose one worker, or whose handlers, can be run by themselves. */
const runnable = fixturesIn("ecmascript").flatMap((fixture) => {
  const subject = subjectOf(fixture.text);
  const rule = fixture.path.split("/")[1] ?? "";
  return subject && judges.some((each) => each.rule === rule) ? [{ ...fixture, rule, subject }] : [];
});

function subjectOf(text: string): Subject | undefined {
  if (!text.includes('from "eslint-plugin-workqueue/queue"')) return undefined;
  const program = readProgram(text);
  const workers = [...program.exported.keys()].filter((name) => takes(program, text, name));
  return workers.length === 1 ? { program, text, workers } : undefined;
}

function takes(program: RunnableText, text: string, name: string): boolean {
  const parameters = program.exported.get(name) ?? [];
  return text.includes(".get(") && parameters.every((type) => /Queue<string>$/.test(type));
}

it("are run in good number", () => {
  expect(runnable.length).toBeGreaterThan(60);
});

it.each(runnable)("$path does what it is said to do", async ({ text, certain, rule, subject }) => {
  let verdicts;
  try {
    countListeners(subject.program, new ScriptedChoices([]));
    ({ verdicts } = await judge(subject, { budget: 200, random: seededRandom(1) }));
  } catch (error) {
    if (error instanceof NotRunnableError) return;
    throw error;
  }
  const wanted = certain.some((want) => want.endsWith(` ${rule}`));
  expect(verdicts.get(rule) === "certain", text).toBe(wanted);
});
