import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * The files of a built package that its entry points load, or that the types of those name: every `.js` with its
 * `.d.ts`. Paths are absolute.
 */
export function reachableFrom(entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const pending = [...entries];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    const twin = next.replace(/\.(?:d\.ts|js)$/, (end) => (end === ".js" ? ".d.ts" : ".js"));
    const { importedFiles } = ts.preProcessFile(readFileSync(next, "utf8"), true, true);
    const imported = importedFiles
      .filter(({ fileName }) => fileName.startsWith("."))
      .map(({ fileName }) => join(dirname(next), fileName.replace(/\.ts$/, ".d.ts")));
    pending.push(...[twin, ...imported].filter((path) => existsSync(path)));
  }
  return reached;
}
