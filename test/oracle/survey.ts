import fc from "fast-check";
import { compare, inGo, type Comparison, type CompareOptions } from "./compare.ts";
import type { Controller } from "./generator/ast.ts";
import { printTypeScript } from "./generator/print-typescript.ts";
import { resolve } from "./generator/resolve.ts";
import { sketch, type Sketch } from "./generator/sketch.ts";

export interface Failure {
  readonly comparison: Comparison;
  readonly sketch: Sketch;
}

export interface Survey {
  readonly programs: number;
  /** Programs that could be said in Go. */
  readonly inGo: number;
  readonly comparisons: readonly Comparison[];
  /** Comparisons that nothing explains. */
  readonly failures: readonly Failure[];
}

/** Compares `programs` controllers, drawn from `seed`. */
export async function survey(programs: number, seed: number, options: CompareOptions): Promise<Survey> {
  const comparisons: Comparison[] = [];
  const failures: Failure[] = [];
  let go = 0;
  for (const drawn of fc.sample(sketch, { numRuns: programs, seed })) {
    const found = await compare(resolve(drawn), options);
    if (found.some(({ language }) => language === "go")) go += 1;
    comparisons.push(...found);
    for (const comparison of found) if (isFailure(comparison)) failures.push({ comparison, sketch: drawn });
  }
  return { programs, inGo: go, comparisons, failures };
}

export function isFailure({ outcome }: Comparison): boolean {
  return outcome === "missed" || outcome === "wrong";
}

/** The smallest controller that fails in the same way, and how. */
export async function shrink(
  failure: Failure,
  programs: number,
  seed: number,
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
    { seed, numRuns: programs, interruptAfterTimeLimit: 60_000 },
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
