import { dirname } from "node:path";
import { factSources } from "../languages/go/module/imported-facts.ts";
import { packageDirectory, type PackageDirectory } from "../languages/go/package-directory.ts";
import { vocabularyFor } from "../protocol/default-profiles.ts";
import type { Progress } from "./progress.ts";

const goWords = vocabularyFor("go");

/** The Go files of one directory, when it is their turn. */
export interface PackageTurn {
  readonly directory: PackageDirectory;
  readonly files: readonly string[];
  /** Another package may ask what this one says of queues. */
  readonly isAsked: boolean;
}

/**
 * Go files directory by directory, each after those that it imports. A package is then parsed and analysed once,
 * when it is its turn, for its own findings and for what it says to others.
 */
export function importsFirst(files: readonly string[], progress: Progress): PackageTurn[] {
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
  const turns: PackageTurn[] = [];
  const visit = (directory: PackageDirectory): void => {
    if (!pending.delete(directory)) return;
    factSources(directory).forEach(visit);
    turns.push({ directory, files: own.get(directory.path) ?? [], isAsked: asked.has(directory) });
  };
  directories.forEach(visit);
  return turns;
}
