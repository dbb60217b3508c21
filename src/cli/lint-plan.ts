import type { ESLint } from "eslint";
import { directoryMayUseQueue } from "../languages/go/interest.ts";
import { prepareFacts } from "../languages/go/module/imported-facts.ts";
import { isGo } from "./find-files.ts";
import type { Linters } from "./linters.ts";
import { importsFirst, type PackageTurn } from "./package-order.ts";
import { isSelected, selectFiles, type Selection } from "./select-files.ts";
import { sizeOnDisk } from "./size-on-disk.ts";

/** TypeScript and JavaScript files handed to ESLint at a time, so that there is progress to show. */
const filesAtOnce = 32;

/** Files that are linted together: those of a Go package, or some of TypeScript and JavaScript. */
export interface LintTurn {
  readonly files: readonly string[];
  /** Characters, or bytes, that are analysed for them: a measure of the work. */
  readonly size: number;
  /** The Go package. */
  readonly of?: PackageTurn;
}

/**
 * What there is to lint, in the order in which it is looked at, told from text alone: most of a large repository costs no more than
 * reading it.
 */
export function planOf(found: readonly string[], selection: Selection): LintTurn[] {
  const others = found.filter((path) => !isGo(path));
  return [
    ...ecmascriptTurns(selectFiles(others, selection)),
    ...importsFirst(found.filter(isGo), selection.progress).filter(isOfInterest).map(goTurn),
  ];
}

function ecmascriptTurns(selected: readonly string[]): LintTurn[] {
  const count = Math.ceil(selected.length / filesAtOnce);
  return Array.from({ length: count }, (_, index) => {
    const files = selected.slice(index * filesAtOnce, (index + 1) * filesAtOnce);
    return { files, size: sumOf(files, sizeOnDisk) };
  });
}

function goTurn(turn: PackageTurn): LintTurn {
  return { files: turn.files, size: sumOf(turn.directory.own, ({ size }) => size), of: turn };
}

/** A file that is not there to be read is of interest: it is said so when it is its turn. */
function isOfInterest({ directory, files }: PackageTurn): boolean {
  return directoryMayUseQueue(directory) || files.some((path) => !directory.get(path));
}

/** What ESLint finds in a plan's files. Which files of a Go package can have a finding may rest on what other packages say. */
export async function lintPlan(
  plan: readonly LintTurn[],
  linters: Linters,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const results: ESLint.LintResult[] = [];
  for (const [index, { files, of }] of plan.entries()) {
    selection.progress.show(() => `Linting ${index + 1} of ${plan.length} packages`);
    const selected = of ? files.filter((path) => isSelected(path, selection)) : files;
    if (selected.length > 0) results.push(...(await linters.lint(selected)));
    if (of?.isAsked) prepareFacts(of.directory);
  }
  return results;
}

export function sumOf<T>(all: readonly T[], weigh: (one: T) => number): number {
  return all.reduce((sum, one) => sum + weigh(one), 0);
}
