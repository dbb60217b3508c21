import type { Program, Registration, Take } from "../../flow/program.ts";
import type { ChangeEvents } from "../../protocol/change-events.ts";
import { adds, countsOnChange } from "../../protocol/effects.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { layoutAfter } from "./layout.ts";
import { spanIn } from "./lower/lowering.ts";
import { noFacts, type ImportedFacts } from "./module/facts.ts";
import type { PackageAnalysis } from "./package/analysis.ts";
import { codeOf } from "./package/code.ts";
import type { FileIndex } from "./package/file-index.ts";
import { loadFiles } from "./package/load.ts";
import { analysePackage, type FileText } from "./package/store.ts";
import type { ParseResult } from "./parse.ts";

export type ParsedFile = ParseResult;

/** One Go file and a way to the other files of its directory. */
export interface GoSource {
  readonly path: string;
  readonly text: string;
  readonly file: ParsedFile;
  /** The other `.go` files of the directory; those of other packages, tests and generated code are left aside. */
  siblings(): readonly FileText[];
  /** What the packages say that the package imports from its own module; `texts` are those of its files. */
  imported?(texts: readonly string[]): ImportedFacts;
}

/**
 * The program of one Go file and the files of its package. Of the takes and change handlers of other files it holds those that lead to
 * this file's calls on queues, or to additions to its queues. Only what is asked for is lowered.
 */
export function goProgram(source: GoSource, vocabulary: Vocabulary, changes: ChangeEvents): Program {
  const { linted, all } = loadFiles(source, source.siblings());
  const imported = source.imported?.(all.map(({ text }) => text)) ?? noFacts;
  const analysis = analysePackage(all, vocabulary, imported);
  const { code, takes, registrationsOn, gaps } = codeOf(analysis);
  return {
    ...code,
    code,
    file: linted.path,
    takes: takesFor(analysis, takes, linted),
    additions: additionsIn(analysis, linted),
    registrations: registrationsFor(analysis, () => registrationsOn(changes), linted),
    layout: ({ function: id, at }) => {
      const owner = analysis.package.functions[id];
      return owner && at.file === linted.path ? layoutAfter(owner, at) : undefined;
    },
    gaps: (id) => {
      const node = analysis.package.functions[id];
      return node && analysis.package.fileOf(node) === linted ? gaps(id) : undefined;
    },
  };
}

/** The program of all files of a package alike, for what it says to others: nothing runs on a change there. */
export function packageProgram(analysis: PackageAnalysis): Program {
  const { code, takes } = codeOf(analysis);
  const none = (): undefined => undefined;
  return {
    ...code,
    code,
    file: undefined,
    takes,
    additions: [],
    registrations: [],
    layout: none,
    gaps: none,
  };
}

/** The file's own takes, and those whose item can come to a call of this file. */
function takesFor(analysis: PackageAnalysis, takes: readonly Take[], linted: FileIndex): Take[] {
  const { package: pkg, callGraph, handles } = analysis;
  const { code } = codeOf(analysis);
  const owners = handles.callsIn(linted).flatMap((call) => pkg.ownerOf(call) ?? []);
  const reaching = callGraph.reaching(owners.map((owner) => pkg.idOf(owner)));
  return takes.filter(
    ({ at, function: id }) =>
      at.file === linted.path ||
      reaching.has(id) ||
      code.usage(id).callers.some((caller) => reaching.has(caller)),
  );
}

function additionsIn(
  { package: pkg, handles, methodValues }: PackageAnalysis,
  linted: FileIndex,
): Program["additions"] {
  const handedOn = methodValues.all.flatMap(({ id, fun, owner }) => {
    const value = pkg.fileOf(owner) === linted ? handles.valueOf(fun) : undefined;
    const effects = value?.meaning.effects.filter(adds) ?? [];
    return effects.map((effect) => ({
      function: id,
      handle: value?.handle.id ?? 0,
      effect,
      at: spanIn(linted, fun.start, fun.end),
    }));
  });
  const called = handles.effects.flatMap(({ call, handle, effect }) => {
    const owner = adds(effect) ? pkg.ownerOf(call) : undefined;
    if (!owner || pkg.fileOf(owner) !== linted) return [];
    return [{ function: pkg.idOf(owner), handle, effect, at: spanIn(linted, call.start, call.end) }];
  });
  return [...called, ...handedOn];
}

/** The change handlers that can come to what counts there, on a queue that the file has to do with. */
function registrationsFor(
  analysis: PackageAnalysis,
  all: () => readonly Registration[],
  linted: FileIndex,
): Registration[] {
  const { package: pkg, handles, callGraph, methodValues } = analysis;
  const groups = handles.groupsIn(linted);
  const counting = handles.effects.flatMap(({ call, handle, effect }) => {
    const group = countsOnChange(effect) ? handles.handles[handle]?.group : undefined;
    return group !== undefined && groups.has(group) ? (pkg.ownerOf(call) ?? []) : [];
  });
  const own = methodValues.all.filter(({ owner }) => pkg.fileOf(owner) === linted);
  if (counting.length + own.length === 0) return [];
  const reaching = callGraph.reaching([
    ...counting.map((owner) => pkg.idOf(owner)),
    ...own.map(({ id }) => id),
  ]);
  return all().filter(({ function: id }) => reaching.has(id));
}
