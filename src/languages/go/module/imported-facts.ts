import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import { Momentary } from "../moment.ts";
import { Recent } from "../recent.ts";
import { packageDirectory, type PackageDirectory } from "../package-directory.ts";
import { analysePackage, indexOf } from "../package/store.ts";
import { packageProgram } from "../program.ts";
import { noFacts, type ImportedFacts, type PackageFacts } from "./facts.ts";
import { findFacts } from "./find-facts.ts";
import { directoryIn, importsIn, moduleOf, type GoModule } from "./go-module.ts";

/** Packages that packages import, and so on, are looked at this deep. */
const deepest = 2;

/** A package that another one imports, by its import path and where it is. */
interface Imported {
  readonly importPath: string;
  readonly directory: PackageDirectory;
}

/**
 * What the packages say that the files of a package import from their own module, as far as those mention a queue. Nothing is read but these
 * packages; what was read is kept until a file there changes. A directory or file that cannot be read says nothing.
 */
export function importedFacts(
  directory: string,
  texts: readonly string[],
  vocabulary: Vocabulary,
): ImportedFacts {
  const module = moduleOf(directory);
  return module ? factsOfAll(queuePackages(module, importsOf(texts, module), vocabulary), 0) : noFacts;
}

function importsOf(texts: readonly string[], module: GoModule): string[] {
  return texts.flatMap((text) => importsIn(text, module));
}

function factsOfAll(packages: readonly Imported[], depth: number): ImportedFacts {
  if (packages.length === 0) return noFacts;
  const directories = new Map(packages.map(({ importPath, directory }) => [importPath, directory]));
  const of = (importPath: string): PackageFacts | undefined => {
    const directory = directories.get(importPath);
    return directory && factsOf(directory, depth);
  };
  let methods: Set<string> | undefined;
  return {
    key: packages.map(({ directory }) => keyOf(directory, depth)).join(" "),
    of,
    isMethod: (name) => (methods ??= methodsOf([...directories.keys()].map(of))).has(name),
  };
}

/** What a package knows of those that it imports in turn, by how deep it is looked at. */
const inner = Array.from({ length: deepest }, () => new Momentary<PackageDirectory, ImportedFacts>());

function factsBehind(directory: PackageDirectory, depth: number): ImportedFacts {
  const next = depth + 1;
  if (next >= deepest) return noFacts;
  return (inner[depth] as (typeof inner)[number]).get(directory, () =>
    factsOfAll(queuePackagesOf(directory), next),
  );
}

const numbers = new WeakMap<PackageDirectory, number>();
let count = 0;

/** Another one whenever something is not what it was that a package's facts rest on. */
function keyOf(directory: PackageDirectory, depth: number): string {
  let number = numbers.get(directory);
  if (number === undefined) numbers.set(directory, (number = count++));
  return `${String(number)}(${factsBehind(directory, depth).key})`;
}

/** The files of other packages that decide what `importedFacts` says. */
export function importedFiles(directory: string, texts: readonly string[], vocabulary: Vocabulary): string[] {
  const module = moduleOf(directory);
  if (!module) return [];
  const filesOf = (packages: readonly Imported[], depth: number): string[] =>
    packages.flatMap(({ directory: imported }) => [
      ...imported.own.map(({ path }) => path),
      ...(depth + 1 < deepest ? filesOf(queuePackagesOf(imported), depth + 1) : []),
    ]);
  return filesOf(queuePackages(module, importsOf(texts, module), vocabulary), 0);
}

/** Whether a file calls what another package of its module tells of a queue. */
export function callsImported(
  { module, vocabulary }: PackageDirectory,
  file: { readonly text: string; readonly imports: readonly string[] },
  siblings: readonly { readonly text: string; readonly imports: readonly string[] }[],
): boolean {
  if (!module) return false;
  const all = [file, ...siblings];
  const imports = all.flatMap((each) => each.imports);
  return queuePackages(module, imports, vocabulary).some(({ directory }) => {
    const names = namesIn(factsOf(directory, 0));
    return (
      names !== undefined && names.calls.test(file.text) && all.some(({ text }) => names.types.test(text))
    );
  });
}

const names = new WeakMap<PackageFacts, { readonly types: RegExp; readonly calls: RegExp }>();

/** What a package that uses the facts has to mention somewhere, and what a file of it has to mention to be concerned. */
function namesIn(
  facts: PackageFacts | undefined,
): { readonly types: RegExp; readonly calls: RegExp } | undefined {
  if (!facts || facts.types.size + facts.functions.size === 0) return undefined;
  let found = names.get(facts);
  if (!found) {
    const functions = [...facts.functions.keys()];
    found = {
      types: afterDot([...facts.types.keys(), ...facts.factories.keys(), ...functions]),
      calls: afterDot([...methodsOf([facts]), ...functions]),
    };
    names.set(facts, found);
  }
  return found;
}

function afterDot(all: readonly string[]): RegExp {
  return new RegExp(`\\.(?:${all.join("|")})\\b`);
}

/** Those of the imported packages that mention a queue. */
function queuePackages(module: GoModule, imports: readonly string[], vocabulary: Vocabulary): Imported[] {
  return [...new Set(imports)].sort().flatMap((importPath) => {
    if (vocabulary.isModule(importPath)) return []; // a copy of the library, whose calls are known
    const path = directoryIn(module, importPath);
    const directory = path === undefined ? undefined : packageDirectory(path, vocabulary);
    return directory?.mentionsQueue ? [{ importPath, directory }] : [];
  });
}

function queuePackagesOf({ module, imports, vocabulary }: PackageDirectory): Imported[] {
  return module ? queuePackages(module, imports, vocabulary) : [];
}

/** Whether some file of a directory imports a package of its module that mentions a queue. */
export function importsQueues({ module, files, vocabulary }: PackageDirectory): boolean {
  const imports = files.flatMap((file) => file.imports);
  return module !== undefined && queuePackages(module, imports, vocabulary).length > 0;
}

/** The packages whose facts those of a directory may ask for. */
export function factSources(directory: PackageDirectory): PackageDirectory[] {
  const asks = directory.files.some((file) => file.mentionsQueue || file.mentionsCall || file.speaksOfQueue);
  return asks ? queuePackagesOf(directory).map((imported) => imported.directory) : [];
}

/** Finds out what a package says to those that import it, as long as its analysis is at hand. */
export function prepareFacts(directory: PackageDirectory): void {
  factsOf(directory, 0);
}

/** Facts by the key of what they rest on: a package has others for those that see less far, and others again when that changes. */
const known = new WeakMap<PackageDirectory, Recent<string, { readonly facts: PackageFacts | undefined }>>();

function factsOf(directory: PackageDirectory, depth: number): PackageFacts | undefined {
  const facts = known.get(directory) ?? new Recent(deepest);
  known.set(directory, facts);
  const behind = factsBehind(directory, depth);
  let found = facts.get(behind.key);
  if (!found) facts.set(behind.key, (found = { facts: find(directory, behind) }));
  return found.facts;
}

function find({ own, vocabulary }: PackageDirectory, behind: ImportedFacts): PackageFacts | undefined {
  const [first, ...others] = own.map((file) => indexOf(file));
  if (!first) return undefined;
  const files = others.filter(({ packageName }) => packageName === first.packageName);
  const analysis = analysePackage([first, ...files], vocabulary, behind);
  return findFacts(analysis, packageProgram(analysis));
}

function methodsOf(facts: readonly (PackageFacts | undefined)[]): Set<string> {
  return new Set(
    facts.flatMap((each) =>
      [...(each?.types.values() ?? [])].flatMap(({ profile }) => Object.keys(profile.calls)),
    ),
  );
}
