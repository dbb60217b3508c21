import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A report that a fixture asks for: `12 require-forget`. */
export type Want = string;

export interface Fixture {
  readonly path: string;
  readonly text: string;
  /** Reports that are due with certainty `certain` and `likely`. */
  readonly certain: readonly Want[];
  readonly likely: readonly Want[];
}

export const fixturesRoot = join(import.meta.dirname, "../fixtures");

/** The fixtures of one language below `folder`, with what their comments ask for. */
export function fixturesIn(language: "ecmascript" | "go", folder = ""): Fixture[] {
  const base = join(fixturesRoot, language, folder);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(readFixture);
}

function readFixture(path: string): Fixture {
  const text = readFileSync(path, "utf8");
  const certain: Want[] = [];
  const likely: Want[] = [];
  text.split("\n").forEach((line, index) => {
    for (const [, weak, rules = ""] of line.matchAll(/\/\/ want( likely)?: ([a-z, -]+)$/g)) {
      for (const rule of rules.split(",")) {
        const want = `${String(index + 1)} ${rule.trim()}`;
        likely.push(want);
        if (!weak) certain.push(want);
      }
    }
  });
  return { path: path.slice(fixturesRoot.length + 1), text, certain, likely };
}
