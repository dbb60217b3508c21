import { isTestFile } from "../test-file.ts";
import { parseGo, type ParseResult } from "../parse.ts";
import { FileIndex } from "./file-index.ts";

/** A file of a directory, not parsed yet. */
export interface SiblingText {
  readonly path: string;
  readonly text: string;
}

interface Directory {
  readonly path: string;
  readonly files: Map<string, FileIndex>;
}

/** What was read of the directory that was last looked at, so that linting its next file parses nothing again. */
let lastDirectory: Directory = { path: "", files: new Map() };

/**
 * The linted file and the other files of its package: same directory, same package clause, in the order of their paths. Tests are
 * left out, except the linted one; so is generated code, which holds no controllers.
 */
export function loadFiles(
  linted: SiblingText & { readonly file: ParseResult },
  siblings: readonly SiblingText[],
): { linted: FileIndex; all: readonly FileIndex[] } {
  const own = indexOf(linted, () => linted.file);
  const clause = new RegExp(`^[ \\t]*package[ \\t]+${own.packageName}\\b`, "m");
  const others = siblings.filter(
    ({ path, text }) => path !== linted.path && !isTestFile(path) && clause.test(text) && !isGenerated(text),
  );
  const all = [own, ...others.map((sibling) => indexOf(sibling, () => parseGo(sibling.text)))];
  return { linted: own, all: all.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function isGenerated(text: string): boolean {
  return /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m.test(text.slice(0, 4000));
}

function indexOf({ path, text }: SiblingText, parse: () => ParseResult): FileIndex {
  const directory = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  if (lastDirectory.path !== directory) lastDirectory = { path: directory, files: new Map() };
  const known = lastDirectory.files.get(path);
  if (known?.text === text) return known;
  const index = new FileIndex(path, text, parse());
  lastDirectory.files.set(path, index);
  return index;
}
