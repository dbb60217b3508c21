import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readHeader } from "./header.ts";
import { isTestFile } from "./test-file.ts";

/** A `.go` file as it is on disk. The same object is handed out until the file changes. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

interface StampedFile extends PackageFile {
  /** Modification time and size: another stamp means another text. */
  readonly stamp: string;
  readonly packageName: string | undefined;
}

/** Directories kept with their texts. Linters go through a tree directory by directory, so that few are enough. */
const directoriesKept = 16;

const kept = new Map<string, PackageDirectory>();

/** The Go files of one directory at one moment. */
export class PackageDirectory {
  readonly files: readonly PackageFile[];
  readonly #files: readonly StampedFile[];

  constructor(files: readonly StampedFile[]) {
    this.#files = files;
    this.files = files;
  }

  /** The file by this path, if it is there and did not change. */
  get(path: string, stamp: string): StampedFile | undefined {
    return this.#files.find((file) => file.path === path && file.stamp === stamp);
  }

  /** The other files of a file's package. Test files belong to it only in the eyes of a test file. */
  siblingsOf(path: string, text: string): PackageFile[] {
    const { packageName } = readHeader(text);
    const withTests = isTestFile(path);
    return this.#files.filter(
      (file) =>
        file.path !== path && file.packageName === packageName && (withTests || !isTestFile(file.path)),
    );
  }
}

/** The other files of a file's package as they are on disk now; `text` is the file's own, saved or not. */
export function siblingsOf(path: string, text: string): PackageFile[] {
  const absolute = resolve(path);
  return packageDirectory(dirname(absolute)).siblingsOf(absolute, text);
}

/**
 * Reads the `.go` files of a directory; texts come from the last look at it where a file's stamp is still the same.
 * What is missing, unreadable or no regular file is left out: a sibling can only add to what is known.
 */
export function packageDirectory(directory: string): PackageDirectory {
  const before = kept.get(directory);
  const files = goFileNames(directory).flatMap((name) => readFile(join(directory, name), before));
  const now = new PackageDirectory(files);
  kept.delete(directory);
  kept.set(directory, now);
  const [oldest] = kept.keys();
  if (kept.size > directoriesKept && oldest !== undefined) kept.delete(oldest);
  return now;
}

function goFileNames(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".go"));
  } catch {
    return [];
  }
}

function readFile(path: string, before: PackageDirectory | undefined): StampedFile[] {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return [];
    const stamp = `${String(stat.mtimeMs)} ${String(stat.size)}`;
    const known = before?.get(path, stamp);
    if (known) return [known];
    const text = readFileSync(path, "utf8");
    return [{ path, text, stamp, packageName: readHeader(text).packageName }];
  } catch {
    return [];
  }
}
