import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadedPackages } from "../support/loaded-modules.ts";
import { setUpWorkbench } from "./support/command.ts";
import type { Outcome } from "../support/run-tool.ts";
import { brokenGo, brokenTypeScript, cleanGo, cleanTypeScript } from "./support/sources.ts";

const bench = setUpWorkbench();
let root = "";

const location = ".workqueue-lint-cache.json";

function lint(...args: string[]): Outcome {
  return bench.command.run(root, ["--cache", ...args]);
}

/** Whether a run looks at any file: all else is done without ESLint. */
function looksAtFiles(...args: string[]): boolean {
  const loaded = loadedPackages(root, [bench.command.path, "--cache", "--format", "json", ...args]);
  return loaded.has("eslint");
}

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

const workerGo = `package pkg

import "k8s.io/client-go/util/workqueue"

type C struct {
	queue workqueue.Interface
}

func (c *C) next() bool {
	key, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	c.settle(key)
	return true
}
`;
const settleGo = (body: string): string => `package pkg\n\nfunc (c *C) settle(key any) {${body}}\n`;

describe("the cache", () => {
  it("knows everything on the second run, and says the same", () => {
    root = bench.tree({ "a.go": brokenGo, "b/b.ts": brokenTypeScript, "c/c.go": cleanGo });
    const first = lint();
    expect(first.code).toBe(1);
    expect(lint()).toEqual(first);
    expect(lint("-f", "sarif").out).toEqual(bench.command.run(root, ["-f", "sarif"]).out);
    expect(looksAtFiles()).toBe(false);
  });

  it("looks again at a file that changed", () => {
    root = bench.tree({ "a.ts": brokenTypeScript, "b.ts": cleanTypeScript });
    lint();
    write("a.ts", cleanTypeScript);
    write("b.ts", brokenTypeScript);
    expect(lint().out).toMatch(/^\nb\.ts\n[^]*1 problem/);
  });

  it("looks again at a file in whose package another one changed, came or went", () => {
    root = bench.tree({ "worker.go": workerGo, "settle.go": settleGo("") });
    expect(lint().out).toContain("workqueue/require-done");
    expect(looksAtFiles()).toBe(false);
    write("settle.go", settleGo(" c.queue.Done(key) "));
    expect(lint()).toMatchObject({ code: 0, out: "" });
    expect(looksAtFiles()).toBe(false);
    rmSync(join(root, "settle.go"));
    write("moved.go", settleGo(""));
    expect(lint().out).toContain("workqueue/require-done");
    rmSync(join(root, "moved.go"));
    expect(lint()).toMatchObject({ code: 0, out: "" });
  });

  it("looks again at a file that calls a queue of another package of its module, when that changes", () => {
    const queue = (call: string): string =>
      `package queue\n\nimport "k8s.io/client-go/util/workqueue"\n\ntype Queue struct{ q workqueue.RateLimitingInterface }\n\nfunc (q *Queue) Enqueue(key string) { q.q.${call}(key) }\n`;
    const handler = `package a\n\nimport "example.com/app/queue"\n\ntype handler struct{ queue *queue.Queue }\n\nfunc (h *handler) OnAdd(obj any) { h.queue.Enqueue("x") }\n`;
    root = bench.tree({
      "go.mod": "module example.com/app\n",
      "queue/queue.go": queue("Add"),
      "a/a.go": handler,
    });
    expect(lint()).toMatchObject({ code: 0 });
    expect(looksAtFiles()).toBe(false);
    write("queue/queue.go", queue("AddRateLimited"));
    expect(lint().out).toMatch(/\na\/a\.go\n/);
    expect(looksAtFiles()).toBe(false);
  });

  it("does not look again for a change in another package, or in a test", () => {
    root = bench.tree({ "a/a.go": brokenGo, "b/b.go": "package b\n" });
    lint();
    write("b/b.go", "package b\n\nvar x = 1\n");
    write("a/a_test.go", "package main\n\nvar y = 1\n");
    expect(looksAtFiles()).toBe(false);
  });

  it("is for one set of options", () => {
    root = bench.tree({ "a.go": brokenGo });
    lint();
    expect(lint("--rule", "require-done")).toMatchObject({ code: 0 });
    expect(lint("--preset", "strict")).toMatchObject({ code: 1 });
    expect(lint()).toMatchObject({ code: 1 });
  });

  it("serves another checkout", () => {
    root = bench.tree({ "a.go": brokenGo });
    const first = lint();
    const other = bench.tree({});
    cpSync(root, other, { recursive: true });
    rmSync(root, { recursive: true });
    root = other;
    expect(looksAtFiles()).toBe(false);
    expect(lint()).toEqual(first);
  });

  it("forgets files that are gone, and keeps those that were not asked for", () => {
    root = bench.tree({ "a.go": brokenGo, "b/b.go": brokenGo, "c/c.go": brokenGo });
    lint();
    rmSync(join(root, "b/b.go"));
    lint("c");
    const { entries } = JSON.parse(readFileSync(join(root, location), "utf8")) as { entries: object };
    expect(Object.keys(entries).sort()).toEqual(["a.go", "c/c.go"]);
  });

  it.each(["{", "null", '{"entries":{"a.go":{}}}'])("is made anew when it holds %s", (text) => {
    root = bench.tree({ "a.go": brokenGo, [location]: text });
    expect(lint()).toMatchObject({ code: 1, err: "" });
    expect(looksAtFiles()).toBe(false);
  });

  it("that cannot be written is no reason to fail", () => {
    root = bench.tree({ "a.go": cleanGo });
    const { code, err } = lint("--cache-location", "nowhere/cache.json");
    expect(code).toBe(0);
    expect(err).toMatch(/^workqueue-lint: The cache cannot be written to nowhere\/cache\.json: [^\n]*\n$/);
  });

  it("does not keep --debug from speaking", () => {
    const notUnderstood = "function* work() { const { item } = queue.get(); yield item; with (item) {} }\n";
    root = bench.tree({ "a.ts": cleanTypeScript + notUnderstood });
    const first = lint("--debug");
    expect(first.err).toContain("a with statement is not understood");
    expect(lint("--debug")).toEqual(first);
  });
});
