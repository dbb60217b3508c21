/**
 * Runs generated controllers on the reference queue, in every way that their world allows, and compares what they do with what the
 * rules say: `npm run oracle -- --runs 2000 --seed 1`. Prints a confusion table for each rule, and the smallest programs on which
 * they differ. `--minutes N` ends it early. Exits with 1 when there are any that nothing explains.
 */
import { parseArgs } from "node:util";
import plugin from "../src/index.ts";
import { OracleLinter } from "../test/oracle/linted.ts";
import { describe, shrink, survey, type Failure } from "../test/oracle/survey.ts";
import { explanations, tables } from "../test/oracle/table.ts";
import { seededRandom } from "../test/oracle/random.ts";

/** Runs of one scenario before the rest is sampled. */
const budget = 150;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string" },
    minutes: { type: "string" },
    shrink: { type: "string", default: "5" },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
process.removeAllListeners("warning");
const options = { linter: new OracleLinter(plugin), budget, random: seededRandom(seed) };

console.log(`${String(runs)} programs, seed ${String(seed)}`);
const started = performance.now();
const result = await survey(runs, seed, {
  ...options,
  ...(values.minutes && { minutes: Number(values.minutes) }),
});
console.log(
  `${String(result.programs)} programs were run in ${((performance.now() - started) / 1000).toFixed(0)} s, ${String(result.inGo)} of them in Go too\n`,
);
console.log(tables(result));
console.log(explanations(result));
for (const failure of firstOfEachKind(result.failures).slice(0, Number(values.shrink)))
  console.log(`\n${describe(await shrink(failure, options))}`);
process.exitCode = result.failures.length > 0 ? 1 : 0;

function firstOfEachKind(failures: readonly Failure[]): Failure[] {
  const kinds = new Map<string, Failure>();
  for (const failure of failures) {
    const { rule, language, oracle, linter } = failure.comparison;
    const key = [rule, language, oracle, linter].join();
    const known = kinds.get(key);
    if (!known || JSON.stringify(failure.sketch).length < JSON.stringify(known.sketch).length)
      kinds.set(key, failure);
  }
  return [...kinds.values()];
}
