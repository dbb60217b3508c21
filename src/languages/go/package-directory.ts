import { readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { vocabularyFor } from "../../protocol/default-profiles.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { copyOf } from "./copy.ts";
import { readHeader } from "./header.ts";
import { isMomentHeld, Momentary } from "./moment.ts";
import { importsIn, moduleOf, type GoModule } from "./module/go-module.ts";
import { Recent } from "./recent.ts";
import { signsIn, type QueueSigns } from "./signs.ts";
import { isTestFile } from "./test-file.ts";

/** Directories of which it is kept what their files tell; that is little. */
const directoriesKept = 8192;
/** Texts that are kept for the next one to ask. */
const textsKept = 64;

/** Of a file that was read in a moment that is held: in the next one it is read again. */
const unstamped = "";

const texts = new Recent<PackageFile, string>(textsKept);

/** A `.go` file as it is on disk, and what its text tells. The same object is handed out until the file changes. */
export class PackageFile implements QueueSigns {
  readonly path: string;
  /** Modification time and size: another stamp means another text. */
  readonly stamp: string;
  /** Characters. */
  readonly size: number;
  readonly packageName: string | undefined;
  readonly isGenerated: boolean;
  readonly isTest: boolean;
  readonly mentionsQueue: boolean;
  readonly mentionsCall: boolean;
  readonly speaksOfQueue: boolean;
  /** It is not valid UTF-8, or holds the sign that stands for what is not. */
  readonly hasUnreadable: boolean;
  /** The paths of the packages of its module that it names, as imports do. */
  readonly imports: readonly string[];

  constructor(path: string, stamp: string, { module, vocabulary }: Around) {
    const text = readFileSync(path, "utf8");
    this.path = path;
    this.stamp = stamp;
    this.size = text.length;
    const { packageName, isGenerated } = readHeader(text);
    this.packageName = packageName && copyOf(packageName);
    this.isGenerated = isGenerated;
    this.isTest = isTestFile(path);
    const signs = signsIn(text, vocabulary);
    this.mentionsQueue = signs.mentionsQueue;
    this.mentionsCall = signs.mentionsCall;
    this.speaksOfQueue = signs.speaksOfQueue;
    this.hasUnreadable = text.includes("\uFFFD");
    this.imports = module ? importsIn(text, module) : [];
  }

  /** Read again when it is asked for; empty if the file is gone by then. */
  get text(): string {
    let text = texts.get(this);
    if (text === undefined) texts.set(this, (text = textOf(this.path)));
    return text;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

interface Around {
  readonly module: GoModule | undefined;
  readonly vocabulary: Vocabulary;
}

/** The Go files of one directory at one moment. */
export class PackageDirectory {
  readonly path: string;
  readonly module: GoModule | undefined;
  readonly vocabulary: Vocabulary;
  readonly files: readonly PackageFile[];
  /** Those that say something to other packages. */
  readonly own: readonly PackageFile[];
  /** Whether a name that only queues have stands in it. */
  readonly mentionsQueue: boolean;
  /** The packages of its module that it imports. */
  readonly imports: readonly string[];

  constructor(path: string, { module, vocabulary }: Around, files: readonly PackageFile[]) {
    this.path = path;
    this.module = module;
    this.vocabulary = vocabulary;
    this.files = files;
    this.own = files.filter(({ isTest, isGenerated }) => !isTest && !isGenerated);
    this.mentionsQueue = this.own.some(({ mentionsQueue }) => mentionsQueue);
    this.imports = [...new Set(this.own.flatMap(({ imports }) => imports))].sort();
  }

  get(path: string): PackageFile | undefined {
    return this.files.find((file) => file.path === path);
  }

  /** The other files of a file's package. Test files belong to it only in the eyes of a test file. */
  siblingsOf(path: string, packageName: string | undefined): PackageFile[] {
    const withTests = isTestFile(path);
    return this.files.filter(
      (file) => file.path !== path && file.packageName === packageName && (withTests || !file.isTest),
    );
  }
}

/** The other files of a file's package as they are on disk now; `text` is the file's own, saved or not. */
export function siblingsOf(path: string, text: string, vocabulary = vocabularyFor("go")): PackageFile[] {
  const absolute = resolve(path);
  return packageDirectory(dirname(absolute), vocabulary).siblingsOf(absolute, readHeader(text).packageName);
}

/** The directories as one vocabulary sees them: as they are now, and as they were last. */
class Directories {
  readonly now = new Momentary<string, PackageDirectory>();
  readonly kept = new Recent<string, PackageDirectory>(directoriesKept);
}

const seen = new WeakMap<Vocabulary, Directories>();

/**
 * The `.go` files of a directory; of a file whose stamp is still the same nothing is read again, and of a directory in which nothing changed the
 * same object is given.
 * What is missing, unreadable or no regular file is left out: a sibling can only add to what is known.
 */
export function packageDirectory(path: string, vocabulary: Vocabulary): PackageDirectory {
  let directories = seen.get(vocabulary);
  if (!directories) seen.set(vocabulary, (directories = new Directories()));
  const { now, kept } = directories;
  return now.get(path, () => {
    const module = moduleOf(path);
    const before = kept.get(path);
    const isSameModule = before?.module?.path === module?.path && before?.module?.root === module?.root;
    const known = isSameModule ? before : undefined;
    const files = goFilesIn(path).flatMap((entry) => look(entry, path, known, { module, vocabulary }));
    const isSame =
      files.length === known?.files.length && files.every((file, at) => file === known.files[at]);
    const directory = isSame ? known : new PackageDirectory(path, { module, vocabulary }, files);
    kept.set(path, directory);
    return directory;
  });
}

function goFilesIn(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => name.endsWith(".go"))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function look(
  entry: Dirent,
  directory: string,
  known: PackageDirectory | undefined,
  around: Around,
): PackageFile[] {
  const path = join(directory, entry.name);
  try {
    if (isMomentHeld() && entry.isFile()) return [new PackageFile(path, unstamped, around)];
    const stat = statSync(path);
    if (!stat.isFile()) return [];
    const stamp = `${String(stat.mtimeMs)} ${String(stat.size)}`;
    const before = known?.get(path);
    return [before?.stamp === stamp ? before : new PackageFile(path, stamp, around)];
  } catch {
    return [];
  }
}
