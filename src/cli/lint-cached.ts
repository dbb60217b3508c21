import type { ESLint } from "eslint";
import { resolve } from "node:path";
import { cacheKeys } from "./cache-key.ts";
import { lintFound } from "./lint-found.ts";
import type { Options } from "./options.ts";
import { ResultCache } from "./result-cache.ts";
import type { Selection } from "./select-files.ts";
import { reasonOf } from "./troubles.ts";

/** What `lintFound` says, where the cache does not know it yet. A cache that cannot be written is noted, and no reason to fail. */
export async function lintCached(
  files: readonly string[],
  options: Options,
  selection: Selection,
): Promise<ESLint.LintResult[]> {
  const cache = new ResultCache(resolve(options.cacheLocation));
  const keyOf = cacheKeys(options);
  const keys = new Map(files.map((path) => [path, keyOf(path)]));
  const known = new Map<string, ESLint.LintResult>();
  for (const [path, key] of keys) {
    const result = cache.get(path, key);
    if (result) known.set(path, result);
  }
  const unknown = files.filter((path) => !known.has(path));
  for (const result of await lintFound(unknown, options, selection)) {
    known.set(result.filePath, result);
    cache.set(keys.get(result.filePath) ?? "", result);
  }
  try {
    cache.save();
  } catch (error) {
    selection.note(`The cache cannot be written to ${options.cacheLocation}: ${reasonOf(error)}`);
  }
  return files.flatMap((path) => known.get(path) ?? []);
}
