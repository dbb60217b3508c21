import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Part of the titles of what is to be measured; all by default. */
const wanted = process.argv[2] ?? "";

/** One contestant: makes a fresh start, then returns the work to be timed. */
export interface Contestant {
  readonly name: string;
  prepare(): () => void | Promise<void>;
}

export interface Contest {
  readonly title: string;
  /** Operations one run does. */
  readonly operations: number;
  readonly rounds?: number;
  /** The first is the one the others are compared to. */
  readonly contestants: readonly Contestant[];
}

/**
 * Runs the contestants in turn, round after round, so that a slow spell of the machine hits all of them, and prints the best run of each:
 * millions of operations a second, and the ratio to the first.
 */
export async function compare({ title, operations, rounds = 7, contestants }: Contest): Promise<void> {
  if (!title.includes(wanted)) return;
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) {
      const elapsed = await timeOf(contestant);
      best.set(contestant.name, Math.min(best.get(contestant.name) ?? Infinity, elapsed));
    }
  }
  const reference = best.get(contestants[0]!.name)!;
  console.log(`\n${title}`);
  for (const [name, elapsed] of best) {
    const speed = (operations / elapsed / 1000).toFixed(2).padStart(8);
    console.log(`  ${name.padEnd(44)}${speed} M/s ${(reference / elapsed).toFixed(2).padStart(6)} x`);
  }
}

/**
 * The last run of each contestant. While it is alive so are the hidden classes of its objects; without them the engine would throw its
 * compiled code away with the garbage.
 */
const kept = new Map<string, unknown>();

async function timeOf(contestant: Contestant): Promise<number> {
  collectGarbage();
  const run = contestant.prepare();
  kept.set(contestant.name, run);
  const start = performance.now();
  const promise = run();
  if (promise !== undefined) await promise;
  return performance.now() - start;
}

/** Prints the bytes each of `count` things made by `fill` takes. */
export function weigh(title: string, count: number, fill: () => unknown): void {
  if (!title.includes(wanted)) return;
  kept.clear();
  const before = memory();
  kept.set(title, fill());
  const bytes = (memory() - before) / count;
  console.log(`  ${title.padEnd(44)}${bytes.toFixed(1).padStart(8)} bytes`);
}

/** Bytes in use, the contents of typed arrays included. */
function memory(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString("--expose-gc");
const collectOnce = runInNewContext("gc") as () => void;

function collectGarbage(): void {
  collectOnce();
}
