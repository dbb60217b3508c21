import type { ESLint, Linter } from "eslint";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { formatters } from "../../src/cli/formats/format.ts";
import type { Format } from "../../src/cli/options.ts";
import { wholeRun } from "../../src/cli/shard.ts";
import { Traces } from "../../src/cli/trace-messages.ts";

const found = {
  ruleId: "workqueue/require-done",
  severity: 2,
  message: "100% lost:\nread `a, b`",
  line: 3,
  column: 5,
  endLine: 4,
  endColumn: 7,
} satisfies Linter.LintMessage;
const syntax = {
  ruleId: null,
  fatal: true,
  severity: 2,
  message: "Parsing error: no",
  line: 9,
  column: 1,
} as const;
const silenced: Linter.SuppressedLintMessage = {
  ...found,
  severity: 1,
  suppressions: [{ kind: "directive", justification: "known" }],
};

function result(
  filePath: string,
  messages: Linter.LintMessage[],
  suppressed: Linter.SuppressedLintMessage[] = [],
) {
  const counts = { warningCount: 0, fatalErrorCount: 0, fixableErrorCount: 0, fixableWarningCount: 0 };
  const rest = { ...counts, errorCount: messages.length, usedDeprecatedRules: [] };
  return { filePath, messages, suppressedMessages: suppressed, ...rest } satisfies ESLint.LintResult;
}

const results = [
  result("/repo/pkg/a b.go", [found, syntax], [silenced]),
  result("/elsewhere/c,d.ts", [{ ...found, severity: 1 }]),
];

function format(name: Format, given: readonly ESLint.LintResult[], directory: string) {
  return formatters[name](given, directory, {
    traces: () => Promise.resolve(new Traces()),
    shard: wholeRun,
  });
}

describe("the format", () => {
  it("github escapes what its commands are made of, and says the place in the message, too", () => {
    expect(format("github", results, "/repo")).toBe(
      [
        "::error file=pkg/a b.go,line=3,endLine=4,col=5,title=workqueue/require-done::pkg/a b.go:3:5 100%25 lost:%0Aread `a, b`",
        "::error file=pkg/a b.go,line=9,col=1,title=workqueue::pkg/a b.go:9:1 Parsing error: no",
        "::warning file=/elsewhere/c%2Cd.ts,line=3,endLine=4,col=5,title=workqueue/require-done::/elsewhere/c,d.ts:3:5 100%25 lost:%0Aread `a, b`",
        "",
      ].join("\n"),
    );
  });

  it("github gives columns of a range in one line", () => {
    const inOneLine = result("/repo/a.go", [{ ...found, endLine: 3, endColumn: 9 }]);
    expect(format("github", [inOneLine], "/repo")).toContain("line=3,endLine=3,col=5,endColumn=9,");
  });

  it("github says that there is more than it shows", () => {
    const many = (count: number) => [
      result(
        "/repo/a.go",
        Array.from({ length: count }, () => found),
      ),
    ];
    expect(format("github", many(10), "/repo")).not.toContain("::notice");
    expect(format("github", many(11), "/repo")).toMatch(
      /\n::notice title=workqueue-lint::11 problems in all\. [^\n]*\n$/,
    );
  });

  it("gitlab is a code quality report", async () => {
    const issues = JSON.parse(await format("gitlab", results, "/repo")) as { fingerprint: string }[];
    const description = "100% lost:\nread `a, b`";
    expect(issues.map((issue) => ({ ...issue, fingerprint: undefined }))).toEqual([
      {
        description,
        check_name: "workqueue/require-done",
        severity: "major",
        location: { path: "pkg/a b.go", lines: { begin: 3, end: 4 } },
      },
      {
        description: "Parsing error: no",
        check_name: "syntax",
        severity: "major",
        location: { path: "pkg/a b.go", lines: { begin: 9, end: 9 } },
      },
      {
        description,
        check_name: "workqueue/require-done",
        severity: "minor",
        location: { path: "/elsewhere/c,d.ts", lines: { begin: 3, end: 4 } },
      },
    ]);
    const fingerprints = issues.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(3);
    for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  it("sarif holds findings, what comments silence, and syntax errors apart", async () => {
    const log = JSON.parse(await format("sarif", results, "/repo")) as Log;
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run?.originalUriBaseIds).toEqual({ SRCROOT: { uri: "file:///repo/" } });
    const rules = run?.tool.driver.rules ?? [];
    expect(
      run?.results?.map(({ ruleId, ruleIndex = -1, level, suppressions }) => {
        expect(rules[ruleIndex]?.id).toBe(ruleId);
        return [ruleId, level, suppressions];
      }),
    ).toEqual([
      ["workqueue/require-done", "error", undefined],
      ["workqueue/require-done", "warning", [{ kind: "inSource", justification: "known" }]],
      ["workqueue/require-done", "warning", undefined],
    ]);
    expect(run?.results?.[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "pkg/a%20b.go", uriBaseId: "SRCROOT" },
          region: { startLine: 3, startColumn: 5, endLine: 4, endColumn: 7 },
        },
      },
    ]);
    expect(run?.results?.[2]?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
      uri: "file:///elsewhere/c,d.ts",
    });
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text)).toEqual([
      "Parsing error: no",
    ]);
  });

  it("json is what ESLint writes", async () => {
    expect(JSON.parse(await format("json", results, "/repo"))).toEqual(results);
    expect(await format("json", [], "/repo")).toBe("[]\n");
  });

  it("stylish names files as they are called from here, and is silent without findings", async () => {
    const text = await format("stylish", results, "/repo");
    expect(text).toContain("\npkg/a b.go\n  3:5");
    expect(text).toContain("\n/elsewhere/c,d.ts\n");
    expect(await format("stylish", [result("/repo/a.go", [])], "/repo")).toBe("");
  });
});
