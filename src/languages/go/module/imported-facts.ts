import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import { readHeader } from "../header.ts";
import { analyse } from "../package/analysis.ts";
import { FileIndex } from "../package/file-index.ts";
import { parseGo } from "../parse.ts";
import { packageProgram } from "../program.ts";
import { noFacts, type ImportedFacts, type PackageFacts } from "./facts.ts";
import { findFacts } from "./find-facts.ts";
import { directoryIn, importsIn, moduleOf, type GoModule } from "./go-module.ts";

/** Packages that packages import, and so on, are looked at this deep. */
const deepest = 2;
/** Directories, and facts, that are kept. */
const directoriesKept = 512;

/** A directory that other packages import, as it was when its files had these stamps. */
interface Imported {
  readonly directory: string;
  readonly stamp: string;
  /** The files of its package; their texts are not kept. */
  readonly files: readonly string[];
  /** Whether a name that only queues have stands in it. */
  readonly mentionsQueue: boolean;
  /** The packages that it imports from its module in turn. */
  readonly imports: readonly string[];
}

const directories = new Map<string, Imported>();
/** Directories looked at since the program last waited for anything: nothing changes that fast. */
const looked = new Set<string>();
const known = new WeakMap<Imported, Map<string, PackageFacts | undefined>>();

/**
 * What the packages say that the files of a package import from their own module, as far as those mention a queue. Nothing is read but these
 * packages; what was read is kept until a file there changes. A directory or file that cannot be read says nothing.
 */
export function importedFacts(
  directory: string,
  texts: readonly string[],
  vocabulary: Vocabulary,
  depth = 0,
): ImportedFacts {
  const module = moduleOf(directory);
  if (!module || depth >= deepest) return noFacts;
  const packages = new Map(
    queuePackages(module, texts, vocabulary).map((path) => [path.importPath, path.imported]),
  );
  if (packages.size === 0) return noFacts;
  const inner = (imported: Imported): ImportedFacts => importedBy(imported, vocabulary, depth + 1);
  const of = (importPath: string): PackageFacts | undefined => {
    const imported = packages.get(importPath);
    return imported && factsOf(imported, inner(imported), vocabulary);
  };
  let methods: Set<string> | undefined;
  return {
    key: [...packages.values()]
      .map((each) => `${each.directory} ${each.stamp} ${inner(each).key}`)
      .join("\n"),
    of,
    isMethod: (name) => (methods ??= methodsOf([...packages.keys()].map(of))).has(name),
  };
}

function importedBy({ directory, imports }: Imported, vocabulary: Vocabulary, depth: number): ImportedFacts {
  return importedFacts(
    directory,
    imports.map((path) => `"${path}"`),
    vocabulary,
    depth,
  );
}

/** The files of other packages that decide what `importedFacts` says. */
export function importedFiles(
  directory: string,
  texts: readonly string[],
  vocabulary: Vocabulary,
  depth = 0,
): string[] {
  const module = moduleOf(directory);
  if (!module || depth >= deepest) return [];
  return queuePackages(module, texts, vocabulary).flatMap(({ imported }) => [
    ...imported.files,
    ...importedFiles(
      imported.directory,
      imported.imports.map((path) => `"${path}"`),
      vocabulary,
      depth + 1,
    ),
  ]);
}

/** Whether a file calls what another package of its module tells of a queue. `others` are the texts of the other files of its package. */
export function callsImported(
  directory: string,
  text: string,
  others: readonly string[],
  vocabulary: Vocabulary,
): boolean {
  const module = moduleOf(directory);
  if (!module) return false;
  const texts = [text, ...others];
  return queuePackages(module, texts, vocabulary).some(({ imported }) => {
    const names = namesIn(factsOf(imported, importedBy(imported, vocabulary, 1), vocabulary));
    return names !== undefined && names.calls.test(text) && texts.some((each) => names.types.test(each));
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

function queuePackages(
  module: GoModule,
  texts: readonly string[],
  vocabulary: Vocabulary,
): { importPath: string; imported: Imported }[] {
  const paths = [...new Set(texts.flatMap((text) => importsIn(text, module)))].sort();
  return paths.flatMap((importPath) => {
    if (vocabulary.isModule(importPath)) return []; // a copy of the library, whose calls are known
    const directory = directoryIn(module, importPath);
    const imported = directory === undefined ? undefined : read(directory, module, vocabulary);
    return imported?.mentionsQueue ? [{ importPath, imported }] : [];
  });
}

function read(directory: string, module: GoModule, vocabulary: Vocabulary): Imported {
  const before = directories.get(directory);
  if (before && looked.has(directory)) return before;
  if (looked.size === 0)
    setImmediate(() => {
      looked.clear();
    });
  looked.add(directory);
  const files = stampedFiles(directory);
  const stamp = files.map(({ path, stamp: each }) => `${path} ${each}`).join("\n");
  if (before?.stamp === stamp) return before;
  const texts = files.flatMap(({ path }) => textOf(path)).filter((text) => !readHeader(text).isGenerated);
  const imported: Imported = {
    directory,
    stamp,
    files: files.map(({ path }) => path),
    mentionsQueue: texts.some((text) => vocabulary.mentionsQueue(text)),
    imports: texts.flatMap((text) => importsIn(text, module)),
  };
  directories.delete(directory);
  directories.set(directory, imported);
  const [oldest] = directories.keys();
  if (directories.size > directoriesKept && oldest !== undefined) directories.delete(oldest);
  return imported;
}

function factsOf(imported: Imported, inner: ImportedFacts, vocabulary: Vocabulary): PackageFacts | undefined {
  const facts = known.get(imported) ?? new Map<string, PackageFacts | undefined>();
  known.set(imported, facts);
  if (!facts.has(inner.key)) {
    facts.clear();
    facts.set(inner.key, find(imported, inner, vocabulary));
  }
  return facts.get(inner.key);
}

function find({ files }: Imported, inner: ImportedFacts, vocabulary: Vocabulary): PackageFacts | undefined {
  const indices = files.flatMap((path) =>
    textOf(path).flatMap((text) =>
      readHeader(text).isGenerated ? [] : [new FileIndex(path, text, parseGo(text))],
    ),
  );
  const own = indices.filter(({ packageName }) => packageName === indices[0]?.packageName);
  if (own.length === 0) return undefined;
  const analysis = analyse(own, vocabulary, inner);
  return findFacts(analysis, packageProgram(analysis));
}

function methodsOf(facts: readonly (PackageFacts | undefined)[]): Set<string> {
  return new Set(
    facts.flatMap((each) =>
      [...(each?.types.values() ?? [])].flatMap(({ profile }) => Object.keys(profile.calls)),
    ),
  );
}

function stampedFiles(directory: string): { path: string; stamp: string }[] {
  return goFileNames(directory).flatMap((name) => {
    const path = join(directory, name);
    try {
      const stat = statSync(path);
      return stat.isFile() ? [{ path, stamp: `${String(stat.mtimeMs)} ${String(stat.size)}` }] : [];
    } catch {
      return [];
    }
  });
}

function goFileNames(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"));
  } catch {
    return [];
  }
}

function textOf(path: string): string[] {
  try {
    return [readFileSync(path, "utf8")];
  } catch {
    return [];
  }
}
