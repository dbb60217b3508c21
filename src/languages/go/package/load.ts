import { isTestFile } from "../test-file.ts";
import type { ParseResult } from "../parse.ts";
import type { FileIndex } from "./file-index.ts";
import { indexOf, type FileText } from "./store.ts";

/**
 * The linted file and the other files of its package: same directory, same package clause, in the order of their paths. Tests are
 * left out, except the linted one; so is generated code, which holds no controllers.
 */
export function loadFiles(
  linted: FileText & { readonly file: ParseResult },
  siblings: readonly FileText[],
): { linted: FileIndex; all: readonly [FileIndex, ...FileIndex[]] } {
  const own = indexOf(linted, () => linted.file);
  const clause = new RegExp(`^[ \\t]*package[ \\t]+${own.packageName}\\b`, "m");
  const others = siblings.filter(
    ({ path, text }) => path !== linted.path && !isTestFile(path) && clause.test(text) && !isGenerated(text),
  );
  const all: [FileIndex, ...FileIndex[]] = [own, ...others.map((sibling) => indexOf(sibling))];
  return { linted: own, all: all.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function isGenerated(text: string): boolean {
  return /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m.test(text.slice(0, 4000));
}
