import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyOf } from "../copy.ts";
import { Momentary } from "../moment.ts";

/** A Go module as it is on disk. */
export interface GoModule {
  /** The directory of its `go.mod`. */
  readonly root: string;
  /** What the import paths of its packages begin with. */
  readonly path: string;
}

const kept = new Map<string, { readonly stamp: string; readonly path: string | undefined }>();

const modules = new Momentary<string, GoModule | undefined>();

/** The module that a directory belongs to: that of the nearest `go.mod` above. */
export function moduleOf(directory: string): GoModule | undefined {
  return modules.get(directory, () => {
    const path = modulePath(directory);
    if (path !== undefined) return { root: directory, path };
    const above = dirname(directory);
    return above === directory ? undefined : moduleOf(above);
  });
}

const packages = new Momentary<string, string | undefined>();

/** The directory of a package of the module; undefined where the path leads out of it, or into a module of its own. */
export function directoryIn(module: GoModule, importPath: string): string | undefined {
  return packages.get(`${module.root} ${importPath}`, () => findDirectory(module, importPath));
}

function findDirectory({ root, path }: GoModule, importPath: string): string | undefined {
  if (!importPath.startsWith(`${path}/`)) return undefined;
  let directory = root;
  for (const element of importPath.slice(path.length + 1).split("/")) {
    if (element === "" || element === "." || element === "..") return undefined;
    directory = join(directory, element);
    if (modulePath(directory) !== undefined) return undefined;
  }
  return directory;
}

/** The paths of the module's packages that a text names in quotes, as imports do. */
export function importsIn(text: string, { path }: GoModule): string[] {
  const found: string[] = [];
  const start = `"${path}/`;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + start.length)) {
    const end = text.indexOf('"', at + start.length);
    const path = text.slice(at + 1, end);
    if (end > 0 && !/\s/.test(path)) found.push(interned(path));
  }
  return found;
}

const paths = new Map<string, string>();

/** One string for equal paths, a copy: a piece of a text would keep all of it. */
function interned(path: string): string {
  let copy = paths.get(path);
  if (copy === undefined) paths.set((copy = copyOf(path)), copy);
  return copy;
}

/** The path in a directory's `go.mod`, read again when that changes. */
function modulePath(directory: string): string | undefined {
  return now.get(directory, () => readModulePath(directory));
}

const now = new Momentary<string, string | undefined>();

function readModulePath(directory: string): string | undefined {
  const file = join(directory, "go.mod");
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return undefined;
    const stamp = `${String(stat.mtimeMs)} ${String(stat.size)}`;
    const known = kept.get(file);
    if (known?.stamp === stamp) return known.path;
    const path = /^[ \t]*module[ \t]+"?([^\s"]+)/m.exec(readFileSync(file, "utf8"))?.[1];
    kept.set(file, { stamp, path });
    return path;
  } catch {
    return undefined;
  }
}
