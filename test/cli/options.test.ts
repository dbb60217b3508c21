import { describe, expect, it } from "vitest";
import { CommandError } from "../../src/cli/command-error.ts";
import { readOptions } from "../../src/cli/options.ts";

describe("the options", () => {
  it("have defaults", () => {
    expect(readOptions([])).toEqual({
      targets: ["."],
      format: "stylish",
      preset: "recommended",
      rules: [],
      concurrency: "auto",
      cache: false,
      cacheLocation: ".workqueue-lint-cache.json",
      shard: { index: 1, count: 1 },
      mergeReports: false,
      maxWarnings: -1,
      quiet: false,
      debug: false,
      goTests: false,
      ecmascriptTests: true,
      explain: undefined,
      help: false,
      version: false,
    });
  });

  it("may stand before and behind the targets", () => {
    const options = readOptions([
      "./...",
      "--quiet",
      "a.go",
      "-f",
      "json",
      "--concurrency=off",
      "--",
      "-b.go",
    ]);
    expect(options).toMatchObject({
      targets: ["./...", "a.go", "-b.go"],
      quiet: true,
      format: "json",
      concurrency: "off",
    });
  });

  it("name rules with and without prefix and certainty", () => {
    const args = ["--rule", "require-done", "--rule=workqueue/require-forget:likely"];
    expect(readOptions(args).rules).toEqual([
      { name: "require-done", certainty: "certain" },
      { name: "require-forget", certainty: "likely" },
    ]);
  });

  it.each([
    [["--tests", "--no-tests"], "--tests and --no-tests exclude each other"],
    [["--format"], "Option '-f, --format <value>' argument missing"],
    [["--quiet=yes"], "Option '--quiet' does not take an argument"],
    [["--format", "xml"], '--format takes stylish, json, sarif, github, gitlab, shard, not "xml"'],
    [["--preset", "best"], '--preset takes recommended, strict, all, not "best"'],
    [["--rule", "no-such"], 'There is no rule "no-such". The rules are '],
    [["--rule", "toString"], 'There is no rule "toString". The rules are '],
    [["--rule", "require-done:maybe"], '--rule takes certain, likely, not "maybe"'],
    [["--explain", "no-such"], 'There is no rule "no-such". The rules are '],
    [["--concurrency", "0"], '--concurrency takes a whole number of at least 1, not "0"'],
    [["--shard", "0/2"], '--shard takes a part and the number of parts, as in 2/4, not "0/2"'],
    [["--shard", "3/2"], 'not "3/2"'],
    [["--shard", "two"], 'not "two"'],
    [["--merge-reports"], "--merge-reports takes the reports of shards, or directories of them"],
    [["--max-warnings", "many"], '--max-warnings takes a whole number of at least -1, not "many"'],
    [["--max-warnings", ""], '--max-warnings takes a whole number of at least -1, not ""'],
  ])("%j are refused with a clear message", (args, message) => {
    expect(() => readOptions(args)).toThrow(CommandError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
