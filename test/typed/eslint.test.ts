import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import * as parser from "@typescript-eslint/parser";
import type { ESLint, Linter } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import plugin from "../../src/index.ts";
import { eslintVersions } from "../languages/go/support/eslint-versions.ts";

/** A program of its own, with a queue of a package that a profile describes. */
const sources = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "target": "ES2022", "module": "NodeNext", "types": [], "noEmit": true } }`,
  "node_modules/@example/jobs/package.json": `{ "name": "@example/jobs", "version": "1.0.0", "types": "./lib/queue.d.ts" }`,
  "node_modules/@example/jobs/lib/queue.d.ts": `
export declare class Queue<T> {
  take(): Promise<T | undefined>;
  finish(item: T): void;
}
`,
  "base.ts": `import { Queue } from "@example/jobs";

export class Base {
  protected readonly jobs = new Queue<string>();

  protected end(job: string): void {
    this.jobs.finish(job);
  }
}
`,
  "worker.ts": `import { Base } from "./base.js";

export class Worker extends Base {
  async wrong(): Promise<void> {
    const job = await this.jobs.take();
    if (job === undefined) return;
    if (job === "") return;
    this.end(job);
  }

  async right(): Promise<void> {
    const job = await this.jobs.take();
    if (job === undefined) return;
    this.end(job);
  }
}
`,
} as const;

const settings = {
  workqueue: {
    profiles: [
      {
        name: "jobs",
        modules: ["@example/jobs"],
        types: ["Queue"],
        take: "nullable",
        calls: { take: "take", finish: "done" },
      },
    ],
  },
};

const directory = realpathSync(mkdtempSync(join(tmpdir(), "typed-program-")));
for (const [path, text] of Object.entries(sources)) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}
afterAll(() => rmSync(directory, { recursive: true }));

async function reports(Eslint: typeof ESLint, parserOptions: object): Promise<string[]> {
  const config: Linter.Config = {
    files: ["**/*.ts"],
    languageOptions: { parser, parserOptions },
    plugins: { workqueue: plugin },
    rules: { "workqueue/require-done": "error" },
    settings,
  };
  const eslint = new Eslint({ cwd: directory, overrideConfigFile: true, overrideConfig: config });
  const results = await eslint.lintFiles("*.ts");
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, message }) => `${relative(directory, filePath)}:${String(line)} ${message.slice(0, 33)}`,
    ),
  );
}

describe.each(eslintVersions)("ESLint $version", ({ eslint: { ESLint: Eslint } }) => {
  it("with projectService follows the base class, and knows its queue by the type", async () => {
    expect(await reports(Eslint, { projectService: true, tsconfigRootDir: directory })).toEqual([
      "worker.ts:5 The item taken here never reaches",
    ]);
  });

  it("with a project of its own does the same", async () => {
    const options = { project: "./tsconfig.json", tsconfigRootDir: directory };
    expect(await reports(Eslint, options)).toHaveLength(1);
  });

  it("without types is silent", async () => {
    expect(await reports(Eslint, {})).toEqual([]);
  });
});
