import { nextScript, randomScript, ScriptedChoices } from "./choices.ts";
import type { RunnableText } from "./program-text.ts";
import type { WorldLaws } from "./world.ts";
import { run, type Run, type Scenario } from "./run.ts";

export interface ExploreOptions {
  /** Runs made in order before the rest is sampled. */
  readonly budget: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly laws?: WorldLaws;
}

export interface Explored {
  readonly runs: readonly Run[];
  /** Every sequence of choices was tried. */
  readonly isExhaustive: boolean;
}

/**
 * Runs a scenario with every sequence of choices, in depth-first order; past `budget` runs, with as many random ones
 * again.
 */
export async function explore(
  program: RunnableText,
  scenario: Scenario,
  { budget, random, laws }: ExploreOptions,
): Promise<Explored> {
  const runs: Run[] = [];
  let script: number[] | undefined = [];
  while (script && runs.length < budget) {
    const choices: ScriptedChoices = new ScriptedChoices(script);
    runs.push(await run(program, scenario, choices, laws));
    script = nextScript(choices);
  }
  if (!script) return { runs, isExhaustive: true };
  for (let count = 0; count < budget; count += 1)
    runs.push(await run(program, scenario, new ScriptedChoices(randomScript(random)), laws));
  return { runs, isExhaustive: false };
}
