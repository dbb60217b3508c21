import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

const project = resolve(import.meta.dirname, "../../..");
const { options: compilerOptions } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(project, "tsconfig.json"), (path) => readFileSync(path, "utf8")).config,
  { ...ts.sys, readDirectory: () => [] },
  project,
);

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
    for (const folder of ["src", "rules"]) this.#transpile(folder);
    copyFileSync(join(project, "package.json"), join(this.root, "package.json"));
    cpSync(join(project, "docs", "rules"), join(this.root, "docs", "rules"), { recursive: true });
    symlinkSync(join(project, "node_modules"), join(this.root, "node_modules"));
  }

  /** What `npm run build` does but for the types, which are checked elsewhere. */
  #transpile(folder: string): void {
    for (const name of readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const text = readFileSync(join(project, folder, name), "utf8");
      const { outputText } = ts.transpileModule(text, {
        compilerOptions: { ...compilerOptions, module: ts.ModuleKind.ESNext },
      });
      const path = join(this.root, "dist", folder, name.replace(/ts$/, "js"));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, outputText);
    }
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
