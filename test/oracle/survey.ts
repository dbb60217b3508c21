import fc from "fast-check";
import { compare, inGo, type Comparison, type CompareOptions } from "./compare.ts";
import type { Controller } from "./generator/ast.ts";
import { printTypeScript } from "./generator/print-typescript.ts";
import { resolve } from "./generator/resolve.ts";
import { sketch, type Sketch } from "./generator/sketch.ts";

export interface Failure {
  readonly comparison: Comparison;
  readonly sketch: Sketch;
  /** The batch that it was drawn in. */
  readonly seed: number;
}

/** How many comparisons came out the same. */
export interface Tally extends Pick<Comparison, "rule" | "language" | "oracle" | "linter" | "outcome"> {
  count: number;
}

export interface Survey {
  readonly programs: number;
  /** Programs that could be said in Go. */
  readonly inGo: number;
  readonly tallies: readonly Tally[];
  /** Comparisons that nothing explains. */
  readonly failures: readonly Failure[];
}

/** Programs drawn from one seed; the next batch has a seed of its own, so that a long survey needs little memory. */
const batchSize = 500;
const seedStep = 1_000_003;

/** Compares `programs` controllers, drawn from `seed`, or as many as can be in `minutes`. */
export async function survey(
  programs: number,
  seed: number,
  options: CompareOptions & { readonly minutes?: number },
): Promise<Survey> {
  const tallies = new Map<string, Tally>();
  const failures: Failure[] = [];
  const end = performance.now() + (options.minutes ?? Infinity) * 60_000;
  let [done, go] = [0, 0];
  for (let batch = seed; done < programs && performance.now() < end; batch += seedStep) {
    for (const drawn of fc.sample(sketch, { numRuns: Math.min(batchSize, programs - done), seed: batch })) {
      const found = await compare(resolve(drawn), options);
      done += 1;
      if (found.some(({ language }) => language === "go")) go += 1;
      for (const comparison of found) {
        count(tallies, comparison);
        if (isFailure(comparison)) failures.push({ comparison, sketch: drawn, seed: batch });
      }
    }
  }
  return { programs: done, inGo: go, tallies: [...tallies.values()], failures };
}

function count(tallies: Map<string, Tally>, { rule, language, oracle, linter, outcome }: Comparison): void {
  const key = [rule, language, oracle, linter, outcome].join();
  const tally = tallies.get(key);
  if (tally) tally.count += 1;
  else tallies.set(key, { rule, language, oracle, linter, outcome, count: 1 });
}

/** How many comparisons `fits` holds for. */
export function countWhere({ tallies }: Survey, fits: (tally: Tally) => boolean): number {
  return tallies.reduce((sum, tally) => (fits(tally) ? sum + tally.count : sum), 0);
}

export function isFailure({ outcome }: Comparison): boolean {
  return outcome === "missed" || outcome === "wrong";
}

/** The smallest controller that fails in the same way, and how. */
export async function shrink(
  failure: Failure,
  options: CompareOptions,
): Promise<{ controller: Controller; comparison: Comparison }> {
  const wanted = JSON.stringify(failure.sketch);
  let smallest = { controller: resolve(failure.sketch), comparison: failure.comparison };
  let isShrinking = false;
  await fc.check(
    fc.asyncProperty(sketch, async (drawn) => {
      if (!isShrinking && JSON.stringify(drawn) !== wanted) return true;
      const controller = resolve(drawn);
      const same = (await compare(controller, options)).find((each) => isSame(each, failure.comparison));
      if (!same) return true;
      isShrinking = true;
      smallest = { controller, comparison: same };
      return false;
    }),
    { seed: failure.seed, numRuns: batchSize, interruptAfterTimeLimit: 60_000 },
  );
  return smallest;
}

function isSame(one: Comparison, other: Comparison): boolean {
  return (
    one.rule === other.rule &&
    one.language === other.language &&
    one.outcome === other.outcome &&
    one.oracle === other.oracle &&
    one.linter === other.linter
  );
}

/** A failing controller as a reader wants it: what differs, the program, and what it did. */
export function describe({
  controller,
  comparison,
}: {
  controller: Controller;
  comparison: Comparison;
}): string {
  const { rule, language, oracle = "nothing", linter = "nothing", outcome, shownBy } = comparison;
  const steps = shownBy?.events.map((event) => {
    if (event.kind === "call")
      return `${event.name} ${event.outcome}${event.thrown ? ` (${event.thrown})` : ""} ${JSON.stringify(event.value) ?? ""}`;
    if (event.kind === "effect") return event.effect;
    return event.kind;
  });
  return [
    `${outcome}: ${rule} in ${language}; it does: ${oracle}, the linter says: ${linter}`,
    printTypeScript(controller),
    ...(language === "go" ? [inGo(controller)?.text ?? ""] : []),
    ...(steps ? [`${steps.join("; ")}; ${shownBy?.end ?? ""}`] : []),
  ].join("\n");
}
