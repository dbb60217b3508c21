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
import { afterAll, afterEach, beforeAll } from "vitest";
import { run, type Outcome, type RunOptions } from "../../support/run-tool.ts";

const project = resolve(import.meta.dirname, "../../..");
const { options: compilerOptions } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(project, "tsconfig.json"), (path) => readFileSync(path, "utf8")).config,
  { ...ts.sys, readDirectory: () => [] },
  project,
);

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

  run(cwd: string, args: readonly string[], options?: RunOptions): Outcome {
    return run(cwd, process.execPath, [this.path, ...args], options);
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

/** What the tests of one file work with. */
export interface Workbench {
  /** Built before the first test. */
  readonly command: BuiltCommand;
  /** As `tree`; the directory is removed after the test. */
  readonly tree: typeof tree;
}

/** Sets the command up for the tests of the file that calls this, and tidies up after them. */
export function setUpWorkbench(): Workbench {
  const roots: string[] = [];
  let built: BuiltCommand | undefined;
  beforeAll(() => {
    built = new BuiltCommand();
  }, 60_000);
  afterEach(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true }); // a test may have moved it
  });
  afterAll(() => {
    built?.remove();
  });
  return {
    get command() {
      if (!built) throw new Error("the command is built before the tests, not before the file");
      return built;
    },
    tree: (files) => {
      const root = tree(files);
      roots.push(root);
      return root;
    },
  };
}
