/**
 * `npm run bench:go -- TREE [ROUNDS]`: what the plugin and the command cost on a tree of Go, beside what cannot be had
 * cheaper. Every round runs every program once, so that a machine that gets slower does so for all; medians count.
 */
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { measure, median, type Cost } from "./bench-go/measure.ts";

const [, , given, rounds = "3"] = process.argv;
if (given === undefined) throw new Error("usage: npm run bench:go -- TREE [ROUNDS]");
const tree = resolve(given);
const project = resolve(import.meta.dirname, "..");
const script = (name: string): string[] => [
  process.execPath,
  join(import.meta.dirname, "bench-go", name),
  tree,
];

const programs = {
  "reading alone": script("read-only.mjs"),
  "ESLint, nothing": script("eslint-nothing.mjs"),
  "ESLint, plugin": script("eslint-plugin.mjs"),
  "workqueue-lint": [process.execPath, join(project, "dist/src/cli.js"), join(tree, "**/*.go")],
  // A bare `$Q.AddRateLimited($$$)` reads as a type conversion and finds nothing: Go needs a context and a selector.
  "ast-grep": [
    join(dirname(createRequire(import.meta.url).resolve("@ast-grep/cli/package.json")), "ast-grep"),
    ...["run", "--lang", "go", "--pattern", "func f() { $Q.AddRateLimited($$$) }"],
    ...["--selector", "call_expression", tree],
  ],
};
type Program = keyof typeof programs;

/** Pairs worth comparing, with the most that is fine. */
const ratios: readonly [Program, Program, keyof Cost, number][] = [
  ["workqueue-lint", "ast-grep", "wall", 0.4],
  ["workqueue-lint", "ast-grep", "cpu", 0.25],
  ["ESLint, plugin", "ESLint, nothing", "wall", 1.25],
  ["ESLint, plugin", "ESLint, nothing", "memory", 1.1],
  ["workqueue-lint", "ESLint, nothing", "memory", 1.1],
];

const names = Object.keys(programs) as Program[];
const costs = new Map<Program, Cost[]>(names.map((name) => [name, []]));
for (let round = 0; round < Number(rounds); round++) {
  for (const name of names) costs.get(name)?.push(measure(programs[name]));
}
const cost = (name: Program): Cost => median(costs.get(name) ?? []);
const shown = (value: number | undefined, digits: number): string =>
  (value?.toFixed(digits) ?? "-").padStart(9);

console.log(`${"".padEnd(18)}${["wall s", "CPU s", "peak MB"].map((head) => head.padStart(9)).join("")}`);
for (const name of names) {
  const { wall, cpu, memory } = cost(name);
  console.log(`${name.padEnd(18)}${shown(wall, 2)}${shown(cpu, 2)}${shown(memory, 0)}`);
}
for (const [a, b, figure, most] of ratios) {
  const ratio = (cost(a)[figure] ?? NaN) / (cost(b)[figure] ?? NaN);
  console.log(`${figure} of ${a} / ${b}: ${ratio.toFixed(2)} (fine up to ${String(most)})`);
}
