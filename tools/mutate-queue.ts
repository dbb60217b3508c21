/**
 * Changes src/queue in one small way after another and runs the queue's tests against each change, in a copy of the project:
 * `npm run mutate:queue [-- file ...] [--every N]`. Prints the changes no test noticed, and the share of those noticed. All of them
 * take about an hour; with `--every 3` a third is tried.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf, type Mutant } from "./mutate-queue/mutants.ts";

/** A change that makes a loop endless counts as noticed after this many seconds of processor time; the tests themselves take about four. */
const processorSeconds = 25;
/** Interfaces and re-exports. */
const withoutCode = ["index.ts", "ready-list.ts"];

const root = resolve(import.meta.dirname, "..");
const copy = makeCopy();
const { positionals: files, values } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string" } },
});
const every = Number(values.every ?? 1);
let tried = 0;
let noticed = 0;
let unnoticed = 0;
try {
  if (!passes("test/queue", "test/conformance")) throw new Error("the tests fail without any change");
  const all = readdirSync(join(root, "src/queue")).filter((file) => !withoutCode.includes(file));
  for (const file of files.length > 0 ? files : all) mutateFile(file);
} finally {
  rmSync(copy, { recursive: true });
}
const total = noticed + unnoticed;
console.log(`${noticed} of ${total} changes noticed (${((noticed / total) * 100).toFixed(1)} %)`);

function makeCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "mutate-queue-"));
  for (const part of ["src/queue", "test/queue", "test/conformance", "docs/queue.md"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  for (const part of ["package.json", "tsconfig.json", "vitest.config.ts"])
    cpSync(join(root, part), join(folder, part));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function mutateFile(file: string): void {
  const path = join(copy, "src/queue", file);
  const text = readFileSync(path, "utf8");
  const mutants = mutantsOf(text).filter(() => tried++ % every === 0);
  const survivors = mutants.filter((mutant) => !isNoticed(file, path, text, mutant));
  writeFileSync(path, text);
  const described = survivors.map(
    ({ line, before, replacement }) => `  line ${line}: ${before} -> ${replacement}`,
  );
  unnoticed += survivors.length;
  console.log([`${file}: ${survivors.length} of ${mutants.length} unnoticed`, ...described].join("\n"));
}

/** The tests most likely to notice go first. */
function isNoticed(file: string, path: string, text: string, { start, end, replacement }: Mutant): boolean {
  writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
  const own = `test/queue/${file.replace(/\.ts$/, ".test.ts")}`;
  const isRed = !passes(own, "test/conformance", "test/queue/upstream.test.ts") || !passes("test/queue");
  if (isRed) noticed += 1;
  return isRed;
}

function passes(...tests: string[]): boolean {
  const slow = ["soak", "process-exit", "guide"].flatMap((name) => ["--exclude", `**/${name}.test.ts`]);
  const flags = ["--bail", "1", "--no-file-parallelism", "--no-isolate", "--pool", "threads"];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const limited = ["-c", `ulimit -t ${processorSeconds}; exec "$@"`, "sh", process.execPath, vitest, "run"];
  return (
    spawnSync("sh", [...limited, ...tests, ...slow, ...flags], { cwd: copy, stdio: "ignore" }).status === 0
  );
}
