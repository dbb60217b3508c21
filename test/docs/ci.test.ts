import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readOptions } from "../../src/cli/options.ts";
import { BuiltCommand, tree } from "../cli/support/command.ts";
import { brokenGo, cleanGo } from "../cli/support/sources.ts";
import { fence, fencesOf } from "./fences.ts";

const pages = ["ci.md", "monorepo.md"].map((page) => ({ page, fences: fencesOf(page) }));

describe("the YAML of docs/ci.md", () => {
  const blocks = fencesOf("ci.md").filter(({ info }) => info === "yaml");

  it.each(blocks)("in line $line can be parsed", ({ text }) => {
    const document = parseDocument(text, { strict: true });
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(document.toJS()).toBeTypeOf("object");
  });

  it("is found", () => {
    expect(blocks.length).toBeGreaterThan(5);
  });
});

describe("the JSON of docs/monorepo.md", () => {
  it.each(fencesOf("monorepo.md").filter(({ info }) => info.startsWith("json")))(
    "in line $line can be parsed",
    ({ text }) => {
      expect(JSON.parse(text)).toBeTypeOf("object");
    },
  );
});

/** The command's calls in a block, without what only the shell or the CI system reads. */
function callsIn(text: string): string[] {
  const calls = text.matchAll(
    /(?:workqueue-lint|eslint-plugin-workqueue(?:@[\d.]+)?)((?: [^\s>"]+| "[^"]*")*)/g,
  );
  return [...calls]
    .map(([, args = ""]) => args.trim())
    .filter((args) => /^(?:-|\.|"|\w+\/)/.test(args))
    .map((args) =>
      args.replace(/\$\{\{ matrix\.shard \}\}|\$CI_NODE_INDEX/g, "1").replace("$CI_NODE_TOTAL", "4"),
    );
}

describe.each(pages)("the calls in docs/$page", ({ fences }) => {
  const calls = [...new Set(fences.flatMap(({ text }) => callsIn(text)))];

  it.each(calls)("%s", (call) => {
    const args = [...call.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    expect(() => readOptions(args)).not.toThrow();
  });

  it("are found", () => {
    expect(calls.length).toBeGreaterThan(2);
  });
});

describe("the hook", () => {
  let command: BuiltCommand;
  let root = "";

  beforeAll(() => {
    command = new BuiltCommand();
    chmodSync(command.path, 0o755);
    root = tree({ "a.go": cleanGo, ".gitignore": "node_modules\n.workqueue-lint-cache.json\n" });
    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    symlinkSync(command.path, join(root, "node_modules/.bin/workqueue-lint"));
    execFileSync("git", ["init", "--quiet"], { cwd: root });
    const hook = join(root, ".git/hooks/pre-commit");
    mkdirSync(join(root, ".git/hooks"), { recursive: true });
    writeFileSync(hook, fence("ci.md", "sh hook"), { mode: 0o755 });
  }, 60_000);
  afterAll(() => {
    command.remove();
    rmSync(root, { recursive: true });
  });

  it("lets a clean change pass, and holds back one with a finding", () => {
    const commit = () => {
      execFileSync("git", ["add", "--all"], { cwd: root });
      const author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
      return spawnSync("git", [...author, "commit", "--message", "change"], { cwd: root, encoding: "utf8" });
    };
    expect(commit()).toMatchObject({ status: 0 });
    writeFileSync(join(root, "a.go"), brokenGo);
    const refused = commit();
    expect(refused.status).toBe(1);
    expect(refused.stdout + refused.stderr).toContain("workqueue/no-rate-limited-add-in-handler");
  });
});
