import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

/** A room of the house: a folder, or a file that is a room of its own. */
export interface Room {
  /** Path in the project; the first room that holds a file is the file's. */
  readonly path: string;
  /** Paths of the rooms it may import; its own files always. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

const words = ["src/flow/", "src/protocol/"];

/** Who may import whom. What stands here is what docs/architecture.md says. */
export const rooms: readonly Room[] = [
  { path: "src/queue/prometheus.ts", rooms: ["src/queue/"], packages: ["prom-client"] },
  { path: "src/queue/opentelemetry.ts", rooms: ["src/queue/"], packages: ["@opentelemetry/api"] },
  { path: "src/queue/", rooms: [], packages: [] },
  { path: "src/protocol/", rooms: [], packages: [] },
  { path: "src/flow/", rooms: ["src/protocol/"], packages: [] },
  {
    path: "src/languages/ecmascript/",
    rooms: words,
    packages: ["@typescript-eslint/types", "@typescript-eslint/utils"],
  },
  {
    path: "src/languages/go/",
    rooms: words,
    // It reads the other files of a package.
    packages: ["@eslint/plugin-kit", "@eslint/core", "node:fs", "node:path"],
  },
  {
    path: "src/lint/",
    rooms: [...words, "src/languages/"],
    packages: ["eslint", "@typescript-eslint/utils", "node:path"],
  },
  { path: "rules/index.ts", rooms: ["rules/"], packages: [] },
  { path: "rules/", rooms: ["src/lint/", ...words], packages: [] },
];

export interface Import {
  /** The importing file, relative to the project. */
  readonly from: string;
  /** A file of the project, or the name of a package. */
  readonly to: string;
}

/** Imports, type imports among them, that the table does not allow. A file in no room may import everything. */
export function forbidden(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to }) => {
    const room = rooms.find(({ path }) => from.startsWith(path));
    if (!room) return false;
    const allowed = /^(src|rules)\//.test(to) ? [room.path, ...room.rooms] : room.packages;
    return !allowed.some((path) => to === path || to.startsWith(path));
  });
}

/** Every import of the files below `folders` of the project. */
export function importsIn(root: string, folders: readonly string[]): Import[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => importsOf(relative(root, path), readFileSync(path, "utf8")));
}

/** The imports of one file's text. */
export function importsOf(from: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    from,
    to: fileName.startsWith(".") ? relative(".", resolve(dirname(from), fileName)) : fileName,
  }));
}
