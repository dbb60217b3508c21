import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCommand, tree } from "../cli/support/command.ts";
import { brokenGo, cleanGo, cleanTypeScript } from "../cli/support/sources.ts";
import { run, tool } from "../support/run-tool.ts";
import { fence } from "./fences.ts";

let command: BuiltCommand;
let root = "";

beforeAll(() => {
  command = new BuiltCommand();
  chmodSync(command.path, 0o755);
  const project = (name: string): string =>
    fence("monorepo.md", "json project").replace("billing-controller", name);
  root = tree({
    "package.json":
      '{ "name": "all", "private": true, "workspaces": ["services/*"], "packageManager": "npm@11.0.0" }',
    ".gitignore": "node_modules\n.turbo\n",
    "turbo.json": fence("monorepo.md", "json turbo.json"),
    "services/billing/package.json": project("billing"),
    "services/billing/a.go": cleanGo,
    "services/orders/package.json": project("orders"),
    "services/orders/a.ts": cleanTypeScript,
    "services/orders/dist/a.js": "",
  });
  mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
  symlinkSync(command.path, join(root, "node_modules/.bin/workqueue-lint"));
  run(root, "git", ["init", "--quiet"]);
}, 60_000);
afterAll(() => {
  command.remove();
  rmSync(root, { recursive: true });
});

/** The projects that turbo lints, and those that it knows, by the documentation's call. */
function turbo(): { code: number | null; linted: string[]; known: string[]; out: string } {
  const { code, out, err } = run(root, tool("turbo"), ["run", "lint:queues"], {
    env: {
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
      NO_COLOR: "1",
      GITHUB_ACTIONS: "",
    },
  });
  const text = out + err;
  const named = (what: string): string[] =>
    [...text.matchAll(new RegExp(`^(\\w+):lint:queues: cache ${what}`, "gm"))]
      .map(([, name = ""]) => name)
      .sort();
  return { code, linted: named("miss"), known: named("hit"), out: text };
}

describe("with Turborepo as docs/monorepo.md says", () => {
  it("the second run is a full cache hit, and a change lints its project only", () => {
    expect(turbo()).toMatchObject({ code: 0, linted: ["billing", "orders"], known: [] });
    expect(turbo()).toMatchObject({ code: 0, linted: [], known: ["billing", "orders"] });

    writeFileSync(join(root, "services/orders/dist/a.js"), "built();\n");
    expect(turbo()).toMatchObject({ linted: [], known: ["billing", "orders"] });

    writeFileSync(join(root, "services/billing/a.go"), brokenGo);
    const broken = turbo();
    expect(broken).toMatchObject({ code: 1, linted: ["billing"] });
    expect(broken.out).toContain("workqueue/no-rate-limited-add-in-handler");
    expect(turbo()).toMatchObject({ code: 1, linted: ["billing"] });

    writeFileSync(join(root, "services/billing/a.go"), cleanGo);
    expect(turbo()).toMatchObject({ code: 0, linted: [], known: ["billing", "orders"] });
  });
});

describe("in a Bazel sandbox, where files are links", () => {
  it("the files given by name are looked at, with their package", () => {
    const sandbox = tree({ "sources/a.go": brokenGo, "package/b.go": "package main\n" });
    symlinkSync(join(sandbox, "sources/a.go"), join(sandbox, "package/a.go"));
    const { code, out } = command.run(join(sandbox, "package"), ["a.go", "b.go"]);
    rmSync(sandbox, { recursive: true });
    expect(out).toMatch(/^\na\.go\n/);
    expect(code).toBe(1);
  });
});
