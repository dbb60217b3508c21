import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../..");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Run as a user who cannot read everything. */
  readonly uid?: number | undefined;
}

/** The package as it is published, built into a directory of its own. */
export class BuiltCommand {
  readonly root = temporaryDirectory();
  readonly path = join(this.root, "dist", "src", "cli.js");

  constructor() {
    const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
    // Types are checked elsewhere.
    const args = [tsc, "-p", "tsconfig.build.json", "--noCheck", "--declaration", "false"];
    execFileSync(process.execPath, [...args, "--outDir", join(this.root, "dist")], { cwd: project });
    copyFileSync(join(project, "package.json"), join(this.root, "package.json"));
    cpSync(join(project, "docs", "rules"), join(this.root, "docs", "rules"), { recursive: true });
    symlinkSync(join(project, "node_modules"), join(this.root, "node_modules"));
  }

  run(cwd: string, args: readonly string[], { env, uid }: RunOptions = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.path, ...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...env },
      timeout: 60_000,
      ...(uid !== undefined && { uid }),
    });
    return { code: status, out: stdout, err: stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** Readable for every user. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "workqueue-lint-"));
  chmodSync(directory, 0o755);
  return directory;
}

/** Writes files into a new directory, with the directories they need. */
export function tree(files: Readonly<Record<string, string>>): string {
  const root = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
