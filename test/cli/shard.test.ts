import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesOfShard } from "../../src/cli/shard.ts";
import { setUpWorkbench } from "./support/command.ts";
import type { Outcome } from "../support/run-tool.ts";
import { brokenGo, brokenTypeScript } from "./support/sources.ts";

const bench = setUpWorkbench();

function machine(files: Readonly<Record<string, string>>): string {
  return bench.tree({ ".git/HEAD": "", ...files });
}

describe("the split into shards", () => {
  const sizes = [900, 10, 500, 400, 400, 300, 20, 20, 700, 50];
  const files = Object.fromEntries(sizes.map((size, index) => [`p${String(index)}/a.go`, "x".repeat(size)]));

  function split(root: string, count: number): string[][] {
    const paths = Object.keys(files).map((name) => join(root, name));
    return Array.from({ length: count }, (_, index) =>
      filesOfShard(paths, { index: index + 1, count }, root).map((path) => path.slice(root.length + 1)),
    );
  }

  it("puts every file into one shard, and leaves their order", () => {
    const shards = split(machine(files), 3);
    expect(shards.flat().sort()).toEqual(Object.keys(files).sort());
    for (const shard of shards) expect(shard).toEqual([...shard].sort());
  });

  it("is even: the shards differ by no more than the largest file", () => {
    const loads = split(machine(files), 3).map((shard) =>
      shard.reduce((sum, name) => sum + (files[name] ?? "").length, 0),
    );
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(900);
    expect(Math.max(...loads)).toBeLessThanOrEqual(1200);
  });

  it("is the same wherever the files lie", () => {
    expect(split(machine(files), 4)).toEqual(split(machine(files), 4));
  });

  it("leaves shards empty where there are too few files", () => {
    expect(split(machine(files), 12).filter((shard) => shard.length === 0)).toHaveLength(2);
  });
});

const sources = {
  "a.ts": brokenTypeScript,
  "pkg/a.go": brokenGo,
  "pkg/deep/b.go": brokenGo,
  "pkg-b/c.go": brokenGo.replace(/\n$/, " //nolint:workqueue // known\n"),
};

describe("the reports of shards", () => {
  function shard(index: number, of: number): Outcome {
    return bench.command.run(machine(sources), [
      "--shard",
      `${String(index)}/${String(of)}`,
      "--format",
      "shard",
    ]);
  }

  it("come together to what one machine says, on a machine without the sources", () => {
    const merging = machine({});
    const codes = [3, 1, 2].map((index) => {
      const { code, out } = shard(index, 3);
      writeFileSync(join(merging, `${String(index)}.json`), out);
      return code;
    });
    expect(codes.sort()).toEqual([0, 1, 1]);
    const whole = machine(sources);
    for (const format of ["sarif", "github", "stylish"]) {
      const merged = bench.command.run(merging, ["--merge-reports", ".", "--format", format]);
      const { code, out, err } = bench.command.run(whole, ["--format", format]);
      expect(merged).toEqual({ code, out: out.replaceAll(whole, merging), err });
      expect(code).toBe(1);
    }
  }, 60_000);

  it("may be of whole runs, as of the projects of a monorepo, that have no file in common", () => {
    const root = machine(sources);
    const report = (name: string, target: string): void => {
      writeFileSync(join(root, name), bench.command.run(root, ["--format", "shard", target]).out);
    };
    report("one.json", "pkg");
    report("other.json", "pkg-b");
    report("both.json", ".");
    const { out } = bench.command.run(root, ["--merge-reports", "one.json", "other.json"]);
    expect(out).toMatch(/^\npkg\/a\.go\n[^]*\npkg\/deep\/b\.go\n[^]*2 problems/);
    const { code, err } = bench.command.run(root, ["--merge-reports", "one.json", "both.json"]);
    expect(code).toBe(2);
    expect(err).toContain("pkg/a.go is in both one.json and both.json");
  }, 60_000);

  it("are refused unless each shard is there once, with a clear message", () => {
    const merging = machine({ "no.json": "[]", "none.json": "{", "empty/readme.md": "" });
    const { out } = shard(1, 3);
    writeFileSync(join(merging, "1.json"), out);
    writeFileSync(join(merging, "of-2.json"), shard(2, 2).out);
    writeFileSync(
      join(merging, "old.json"),
      out.replace(/"workqueueLint":"[^"]*"/, '"workqueueLint":"0.0.1"'),
    );
    copyFileSync(join(merging, "1.json"), join(merging, "again.json"));
    const refusals: [string[], RegExp][] = [
      [["1.json"], /Shard 2 of 3 is missing/],
      [["1.json", "again.json"], /1\.json and again\.json are both shard 1 of 3/],
      [["1.json", "of-2.json"], /1\.json is of 3 shards, of-2\.json of 2/],
      [["old.json"], /old\.json was written by version 0\.0\.1; this is \d/],
      [["no.json"], /no\.json is no report of a shard: --format shard writes them/],
      [["none.json"], /none\.json is no report of a shard: .*JSON/],
      [["nowhere.json"], /Cannot read nowhere\.json: it is gone/],
      [["empty"], /There is no report \(\*\.json\) in empty/],
    ];
    for (const [files, message] of refusals) {
      const outcome = bench.command.run(merging, ["--merge-reports", ...files]);
      expect(outcome).toMatchObject({ code: 2, out: "" });
      expect(outcome.err).toMatch(/^workqueue-lint: [^\n]*\n$/);
      expect(outcome.err).toMatch(message);
    }
  }, 60_000);
});
