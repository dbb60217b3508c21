import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import type { ImportedFacts } from "../module/facts.ts";
import { parseGo, type ParseResult } from "../parse.ts";
import { Recent } from "../recent.ts";
import { analyse, type PackageAnalysis } from "./analysis.ts";
import { FileIndex } from "./file-index.ts";

/** A file of a package, not parsed yet. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

interface Known {
  readonly files: readonly FileIndex[];
  readonly vocabulary: Vocabulary;
  readonly imported: string;
  readonly analysis: PackageAnalysis;
}

/** A package has several: with a test file that is linted, and for others, which see less far into what it imports. */
const analysesKept = 2;
/** Characters of text whose syntax trees are kept beyond the last directory's: a tree takes some fifty times the room. */
const charactersKept = 400_000;

/** What is known of the files of one directory. */
class StoredDirectory {
  readonly files = new Map<string, FileIndex>();
  readonly analyses: Known[] = [];
  size = 0;

  add(index: FileIndex): FileIndex {
    this.size += index.text.length - (this.files.get(index.path)?.text.length ?? 0);
    this.files.set(index.path, index);
    return index;
  }
}

/** The directories that were last looked at, so that the next one to ask about a package parses and analyses nothing again. */
const directories = new Recent<string, StoredDirectory>(charactersKept, ({ size }) => size);

/** The directory of a file, which is the last one looked at now. */
function stored(path: string): StoredDirectory {
  const name = directoryOf(path);
  const known = directories.get(name);
  if (known) return known;
  const directory = new StoredDirectory();
  directories.set(name, directory);
  return directory;
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** The syntax of a file: that of its index, if there is one already. */
export function parsedOnce({ path, text }: FileText): ParseResult {
  const index = directories.get(directoryOf(path))?.files.get(path);
  return index?.text === text ? index.parsed : parseGo(text);
}

/** The index of a file, made once for a text. */
export function indexOf({ path, text }: FileText, parse = (): ParseResult => parseGo(text)): FileIndex {
  const directory = stored(path);
  const known = directory.files.get(path);
  return known?.text === text ? known : directory.add(new FileIndex(path, text, parse()));
}

/** The analysis of the package that `files` make up; made once as long as they and what it imports are the same. */
export function analysePackage(
  files: readonly [FileIndex, ...FileIndex[]],
  vocabulary: Vocabulary,
  imported: ImportedFacts,
): PackageAnalysis {
  const { analyses } = stored(files[0].path);
  const at = analyses.findIndex(
    (known) =>
      known.vocabulary === vocabulary &&
      known.imported === imported.key &&
      known.files.length === files.length &&
      known.files.every((file, index) => file === files[index]),
  );
  const [known] = at >= 0 ? analyses.splice(at, 1) : [];
  const analysis = known?.analysis ?? analyse(files, vocabulary, imported);
  analyses.unshift({ files, vocabulary, imported: imported.key, analysis });
  analyses.length = Math.min(analyses.length, analysesKept);
  stored(files[0].path); // looks at what it imports may have come in between
  return analysis;
}
