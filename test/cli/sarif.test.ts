import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Location, Log, Result } from "sarif";
import { describe, expect, it } from "vitest";
import { setUpWorkbench } from "./support/command.ts";
import { sarifErrors } from "./support/sarif-schema.ts";
import { brokenGo, brokenTypeScript, cleanGo } from "./support/sources.ts";

const bench = setUpWorkbench();
let root = "";

const silenced = brokenGo.replace(/\n$/, " //nolint:workqueue // known\n");
const queueGo = `package pkg

import "k8s.io/client-go/util/workqueue"

type C struct {
	queue workqueue.TypedRateLimitingInterface[string]
}

func (c *C) changed(obj any) {
	if key, ok := obj.(string); ok {
		c.enqueue(key)
	}
}

func (c *C) enqueue(key string) {
	c.queue.AddRateLimited(key)
}
`;
const watchGo = `package pkg

import "k8s.io/client-go/tools/cache"

func (c *C) watch(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: c.changed})
}
`;
const sources = {
  ".git/HEAD": "",
  "pkg/a b.go": brokenGo,
  "pkg/quiet/a.go": silenced,
  "pkg/broken/a.go": `${cleanGo}func (`,
  "web/[id].ts": brokenTypeScript,
};

function logIn(files: Readonly<Record<string, string>>, below = "."): Log {
  root = bench.tree(files);
  return JSON.parse(bench.command.run(join(root, below), ["-f", "sarif"]).out) as Log;
}

function resultsOf({ runs: [run] }: Log): readonly Result[] {
  return run?.results ?? [];
}

function pathsOf(log: Log): (string | undefined)[] {
  return resultsOf(log).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
}

describe("the format sarif", () => {
  it("follows the schema of SARIF 2.1.0", () => {
    const log = logIn(sources);
    expect(sarifErrors(log)).toEqual([]);
    expect(resultsOf(log)).toHaveLength(3);
    expect(sarifErrors({ ...log, version: "2.0" })).not.toEqual([]);
  });

  it("has paths from the root of the repository, wherever it is started", () => {
    const log = logIn(sources, "pkg");
    expect(pathsOf(log)).toEqual(["pkg/a%20b.go", "pkg/quiet/a.go"]);
    expect(log.runs[0]?.originalUriBaseIds?.["SRCROOT"]?.uri).toMatch(/^file:\/\/.*[^/]\/$/);
    expect(pathsOf(logIn({ "web/[id].ts": brokenTypeScript }))).toEqual(["web/%5Bid%5D.ts"]);
  });

  it("tells every rule with its documentation, whose links lead away from the package", () => {
    const rules = logIn({}).runs[0]?.tool.driver.rules ?? [];
    const rule = rules.find(({ id }) => id === "workqueue/prefer-guaranteed-done");
    expect(rule?.name).toBe("PreferGuaranteedDone");
    expect(rule?.help?.markdown).toMatch(/^# prefer-guaranteed-done\n[^]*```go/);
    const links = [...(rule?.help?.markdown ?? "").matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
    expect(links).toContainEqual(expect.stringMatching(/^https:\/\/.*\/docs\/queue\.md$/));
    for (const link of links) expect(link).toMatch(/^https:/);
  });

  it("has fixes that mend the text", () => {
    const [result] = resultsOf(logIn({ "a.go": `\uFEFF${brokenGo}` }));
    const replacement = result?.fixes?.[0]?.artifactChanges[0]?.replacements[0];
    const { startLine = 0, startColumn = 0, endColumn = 0 } = replacement?.deletedRegion ?? {};
    const lines = brokenGo.split("\n");
    const line = lines[startLine - 1] ?? "";
    const mended =
      line.slice(0, startColumn - 1) + (replacement?.insertedContent?.text ?? "") + line.slice(endColumn - 1);
    expect(mended).toBe(cleanGo.split("\n")[startLine - 1]);
  });

  it("tells the path of a finding, through helpers and other files", () => {
    const log = logIn({ ".git/HEAD": "", "pkg/queue.go": queueGo, "pkg/watch.go": watchGo });
    const [result] = resultsOf(log);
    const told = ({ physicalLocation, message }: Location = {}): string => {
      const { artifactLocation, region } = physicalLocation ?? {};
      return `${artifactLocation?.uri ?? ""}:${String(region?.startLine)} ${message?.text ?? ""}`;
    };
    const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map(({ location, nestingLevel, kinds }) => [nestingLevel, kinds?.[0], told(location)]))
      .toMatchInlineSnapshot(`
      [
        [
          0,
          "enter",
          "pkg/queue.go:9 AddFunc runs on every change",
        ],
        [
          0,
          "branch",
          "pkg/queue.go:10 \`ok\` is true",
        ],
        [
          0,
          "call",
          "pkg/queue.go:11 into enqueue",
        ],
        [
          1,
          "danger",
          "pkg/queue.go:16 \`c.queue.AddRateLimited\` adds the item after a backoff, and counts a failure",
        ],
      ]
    `);
    expect(result?.relatedLocations?.map(told)).toMatchInlineSnapshot(`
      [
        "pkg/queue.go:9 AddFunc runs on every change",
      ]
    `);
    expect(sarifErrors(log)).toEqual([]);
  });

  it("knows a finding again when lines move", () => {
    const fingerprint = (log: Log) => resultsOf(log)[0]?.partialFingerprints?.["workqueueFinding/v1"];
    const before = fingerprint(logIn({ "a.go": brokenGo }));
    expect(before).toMatch(/^[0-9a-f]{32}$/);
    const path = join(root, "a.go");
    writeFileSync(path, readFileSync(path, "utf8").replace("var queue", "// A comment.\n\nvar queue"));
    const after = JSON.parse(bench.command.run(root, ["-f", "sarif"]).out) as Log;
    expect(resultsOf(after)[0]?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(9);
    expect(fingerprint(after)).toBe(before);
  });
});
