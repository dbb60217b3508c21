/**
 * Speed of the Go parser: `npx tsx tools/bench-go-parser.ts TREE...`, for folders with .go files.
 *
 * Reads every file first, then times, over the same texts and in the same run: splitting into lines (a floor: one pass
 * over every character), the scanner alone, the parser, and parser and resolver together. Prints the best of the rounds in
 * MB/s (UTF-16 units, millions) and each time as a multiple of the first. Then counts the files with syntax errors.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LineIndex } from "../src/languages/go/lines.ts";
import { parseGo } from "../src/languages/go/parse.ts";
import { Scanner } from "../src/languages/go/scanner/scanner.ts";
import { resolveGo } from "../src/languages/go/scope/resolve.ts";

const ROUNDS = 5;

interface GoFile {
  readonly path: string;
  readonly text: string;
}

const tasks: Readonly<Record<string, (text: string) => void>> = {
  "lines": (text) => void new LineIndex(text).positionAt(text.length),
  "scan": scanAll,
  "parse": (text) => void parseGo(text),
  "parse + resolve": (text) => void resolveGo(parseGo(text).file),
}; // prettier-ignore

main(process.argv.slice(2));

function main(trees: readonly string[]): void {
  if (trees.length === 0) {
    console.error("usage: npx tsx tools/bench-go-parser.ts TREE...");
    process.exitCode = 2;
    return;
  }
  const files = trees.flatMap(goFiles);
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  console.log(`${files.length} files, ${(size / 1e6).toFixed(1)} MB, best of ${ROUNDS} rounds`);
  report(bestTimes(files), size);
  listErrors(files);
}

function goFiles(tree: string): GoFile[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".go"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function scanAll(text: string): void {
  const scanner = new Scanner(text, () => undefined);
  do scanner.next();
  while (scanner.token !== "EOF");
}

/** Milliseconds by task. The tasks take turns in each round, so that a busy spell of the machine hits them all. */
function bestTimes(files: readonly GoFile[]): Map<string, number> {
  const best = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const start = performance.now();
      for (const { text } of files) task(text);
      best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - start));
    }
  }
  return best;
}

function report(times: ReadonlyMap<string, number>, size: number): void {
  const floor = [...times.values()][0] ?? NaN;
  for (const [name, ms] of times) {
    const speed = (size / 1e3 / ms).toFixed(1).padStart(7);
    console.log(
      `${name.padEnd(16)} ${ms.toFixed(0).padStart(6)} ms ${speed} MB/s  x${(ms / floor).toFixed(2)}`,
    );
  }
}

function listErrors(files: readonly GoFile[]): void {
  let count = 0;
  for (const { path, text } of files) {
    const [error] = parseGo(text).errors;
    if (error === undefined) continue;
    count++;
    console.log(`${path}:${new LineIndex(text).format(error.offset)}: ${error.message}`);
  }
  console.log(`${count} of ${files.length} files have syntax errors`);
}
