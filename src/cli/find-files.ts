import { Minimatch } from "minimatch";
import { readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { CommandError } from "./command-error.ts";
import { reasonOf, type Troubles } from "./troubles.ts";

const ecmascript = new Set([".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]);

/** Directories of other people's code and of build results. */
const leftOut = new Set(["node_modules", "vendor", "dist", ".git"]);

export function isGo(path: string): boolean {
  return path.endsWith(".go");
}

function isSource(path: string): boolean {
  return isGo(path) || ecmascript.has(extname(path));
}

/**
 * The absolute paths of the source files that the targets stand for, each once, directory by directory. A directory
 * stands for all below it; symbolic links are not followed from there. Throws a CommandError for a target that stands
 * for nothing; what cannot be read on the way is noted as trouble.
 */
export function findFiles(targets: readonly string[], cwd: string, troubles: Troubles): string[] {
  return [...new Set(targets.flatMap((target) => filesOf(target, cwd, troubles)))];
}

function filesOf(target: string, cwd: string, troubles: Troubles): string[] {
  const path = resolve(cwd, target.replace(/(^|[/\\])\.\.\.$/, "$1.") || ".");
  const stats = statsOf(target, path);
  if (!stats) return filesMatching(target, cwd, troubles);
  if (stats.isDirectory()) return walk(path, troubles);
  if (!stats.isFile() || !isSource(path))
    throw new CommandError(`${target} is no Go, TypeScript or JavaScript file`);
  return [path];
}

/** Undefined for what may be a glob pattern. */
function statsOf(target: string, path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    if (isMissing && /[*?[\]{}()!]/.test(target)) return undefined;
    throw new CommandError(isMissing ? `There is no ${target}` : `Cannot read ${target}: ${reasonOf(error)}`);
  }
}

function filesMatching(pattern: string, cwd: string, troubles: Troubles): string[] {
  const absolute = resolve(cwd, pattern).split(sep).join("/");
  const matcher = new Minimatch(absolute, { dot: true });
  const files = walk(fixedPart(absolute), troubles).filter((file) => matcher.match(file));
  if (files.length === 0) throw new CommandError(`No Go, TypeScript or JavaScript file matches ${pattern}`);
  return files;
}

/** The directory above the first part of a pattern that is one. */
function fixedPart(pattern: string): string {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return parts.slice(0, first).join("/") || "/";
}

function walk(directory: string, troubles: Troubles): string[] {
  const files: string[] = [];
  const pending = [directory];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const below: string[] = [];
    for (const entry of entriesOf(next, troubles)) {
      const path = join(next, entry.name);
      if (entry.isFile() && isSource(entry.name)) files.push(path);
      else if (entry.isDirectory() && !leftOut.has(entry.name)) below.push(path);
    }
    pending.push(...below.reverse());
  }
  return files;
}

function entriesOf(directory: string, troubles: Troubles): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    troubles.add(directory, error);
    return [];
  }
}
