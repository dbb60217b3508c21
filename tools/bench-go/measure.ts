import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one run of a program cost. */
export interface Cost {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of all processors, user and system. */
  readonly cpu: number;
  /** Peak resident memory in MB; undefined for a program that is not Node. */
  readonly memory: number | undefined;
}

const hook = join(import.meta.dirname, "peak-memory.cjs");

/** Runs a command to its end and throws its output away. The shell's `time` counts threads and native programs too. */
export function measure(command: readonly string[]): Cost {
  const memoryFile = join(tmpdir(), `peak-memory-${String(process.pid)}`);
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1; exit 0';
  const { stderr } = spawnSync("bash", ["-c", script, "bash", ...command], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: `--require ${hook}`, PEAK_MEMORY_FILE: memoryFile },
  });
  const [wall = NaN, user = NaN, system = NaN] = stderr.trim().split(" ").map(Number);
  return { wall, cpu: user + system, memory: takeMemory(memoryFile) };
}

/** Costs by their medians. */
export function median(costs: readonly Cost[]): Cost {
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const memories = costs.flatMap(({ memory }) => memory ?? []);
  return {
    wall: middle(costs.map(({ wall }) => wall)),
    cpu: middle(costs.map(({ cpu }) => cpu)),
    memory: memories.length > 0 ? middle(memories) : undefined,
  };
}

function takeMemory(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) / 1024;
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
