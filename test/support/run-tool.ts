import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../..");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Run as a user who cannot read everything. */
  readonly uid?: number | undefined;
}

/** Runs a program in a directory and waits for it. */
export function run(
  cwd: string,
  program: string,
  args: readonly string[],
  { env, uid }: RunOptions = {},
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    ...(uid !== undefined && { uid }),
  });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** What a program prints that has to end well. */
export function outputOf(cwd: string, program: string, args: readonly string[]): string {
  const { code, out, err } = run(cwd, program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(code)}:\n${out}${err}`);
  return out;
}

/** A command of this project's development dependencies. */
export function tool(name: string): string {
  return join(project, "node_modules", ".bin", name);
}
