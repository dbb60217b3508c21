import type { ESLint } from "eslint";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { relativePath } from "./formats/relative-path.ts";

interface Entry {
  /** Stands for all that the result depends on. */
  readonly key: string;
  readonly result: ESLint.LintResult;
}

type Entries = Readonly<Record<string, Entry>>;

/**
 * Results of earlier runs, kept in one file. Files are named by their paths from there, so that the cache of one
 * checkout serves another one. A cache that cannot be read is an empty one.
 */
export class ResultCache {
  readonly #path: string;
  readonly #directory: string;
  readonly #entries: Map<string, Entry>;

  constructor(path: string) {
    this.#path = path;
    this.#directory = dirname(path);
    this.#entries = new Map(Object.entries(entriesIn(path)));
  }

  /** The result of a file by its absolute path, if it was found under the same key. */
  get(file: string, key: string): ESLint.LintResult | undefined {
    const entry = this.#entries.get(relativePath(this.#directory, file));
    return entry?.key === key ? { ...entry.result, filePath: file } : undefined;
  }

  set(key: string, result: ESLint.LintResult): void {
    this.#entries.set(relativePath(this.#directory, result.filePath), { key, result });
  }

  /** Writes all results of files that are still there. Throws where the file cannot be written. */
  save(): void {
    const kept = [...this.#entries].filter(([name]) => existsSync(join(this.#directory, name)));
    const unfinished = `${this.#path}.${String(process.pid)}`;
    writeFileSync(unfinished, JSON.stringify({ entries: Object.fromEntries(kept) }));
    renameSync(unfinished, this.#path);
  }
}

function entriesIn(path: string): Entries {
  try {
    const { entries = {} } = JSON.parse(readFileSync(path, "utf8")) as { entries?: Entries };
    return entries;
  } catch {
    return {};
  }
}
