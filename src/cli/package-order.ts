import { dirname } from "node:path";
import { factSources, prepareFacts } from "../languages/go/module/imported-facts.ts";
import { packageDirectory, type PackageDirectory } from "../languages/go/package-directory.ts";
import { vocabularyFor } from "../protocol/default-profiles.ts";
import type { Progress } from "./progress.ts";

const goWords = vocabularyFor("go");

/**
 * Go files directory by directory, each after those that it imports. A package is then parsed and analysed once,
 * when it is its turn, for its own findings and for what it says to others.
 */
export function* importsFirst(files: readonly string[], progress: Progress): Generator<string[]> {
  const own = new Map<string, string[]>();
  for (const path of files) {
    const beside = own.get(dirname(path));
    if (beside) beside.push(path);
    else own.set(dirname(path), [path]);
  }
  const directories = [...own.keys()].map((path, index) => {
    progress.show(() => `Reading ${index + 1} of ${own.size} directories`);
    return packageDirectory(path, goWords);
  });
  const asked = new Set(directories.flatMap(factSources));
  const pending = new Set(directories);
  function* visit(directory: PackageDirectory): Generator<string[]> {
    if (!pending.delete(directory)) return;
    for (const imported of factSources(directory)) yield* visit(imported);
    yield own.get(directory.path) ?? [];
    if (asked.has(directory)) prepareFacts(directory);
  }
  for (const directory of directories) yield* visit(directory);
}
