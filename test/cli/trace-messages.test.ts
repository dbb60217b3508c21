import type { ESLint } from "eslint";
import { rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { afterEach, expect, it } from "vitest";
import { findFiles } from "../../src/cli/find-files.ts";
import { lintFound } from "../../src/cli/lint-found.ts";
import { readOptions } from "../../src/cli/options.ts";
import { Progress } from "../../src/cli/progress.ts";
import { traceMessages } from "../../src/cli/trace-messages.ts";
import { Troubles } from "../../src/cli/troubles.ts";
import type { Trace } from "../../src/lint/trace.ts";
import { tree } from "./support/command.ts";
import { brokenGo } from "./support/sources.ts";

const project = resolve(import.meta.dirname, "../..");
let root = "";

afterEach(() => {
  if (root) rmSync(root, { recursive: true });
  root = "";
});

async function lint(files: string[], ...args: string[]): Promise<ESLint.LintResult[]> {
  const options = readOptions(args);
  const note = (): void => undefined;
  const progress = new Progress(process.stderr);
  return lintFound(files, options, { ...options, troubles: new Troubles(), progress, note });
}

/** A trace as a picture: a line a step, indented by the calls it is inside of. */
function picture({ place, steps }: Trace): string[] {
  return steps.map(({ kind, words, place: { file, line, column }, depth }) => {
    const where = file === place.file ? "" : `${relative(root, file)}:`;
    return `${"  ".repeat(depth)}${kind} ${where}${String(line)}:${String(column)} ${words}`;
  });
}

async function pictures(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string[][]> {
  root = tree(files);
  const results = await lint(
    Object.keys(files).map((name) => join(root, name)),
    ...args,
  );
  const traces = await traceMessages(results, readOptions(args));
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => picture(traces.of(filePath, message)!)),
  );
}

it("gives every finding in examples and fixtures a path that ends", async () => {
  const folders = ["no-forget-with-retry", "require-shutdown-check", "require-retry-limit"];
  const targets = folders.flatMap((name) => [`test/fixtures/go/${name}`, `test/fixtures/ecmascript/${name}`]);
  const files = findFiles(["examples", ...targets], project, new Troubles());
  const results = await lint(files, "--preset", "all");
  const traces = await traceMessages(results, readOptions(["--preset", "all"]));
  const all = results.flatMap(({ filePath, messages }) =>
    messages.map((message) => ({ message, trace: traces.of(filePath, message) })),
  );
  expect(all.length).toBeGreaterThan(50);
  for (const { message, trace } of all) {
    expect(trace).toMatchObject({ ruleId: message.ruleId, message: message.message });
    expect(trace?.place).toMatchObject({
      line: message.line,
      column: message.column,
      endLine: message.endLine,
      endColumn: message.endColumn,
    });
    expect(trace?.steps.at(-1)?.kind).toBe("end");
  }
});

const worker = `package p

import "k8s.io/client-go/util/workqueue"

type worker struct{ q workqueue.RateLimitingInterface }

func (w *worker) next() {
	key, quit := w.q.Get()
	if quit {
		return
	}
	w.settle(key)
	w.q.Done(key)
}
`;
const helper = `package p

func (w *worker) settle(key any) {
	if err := sync(key); err != nil {
		w.q.AddRateLimited(key)
	}
	w.q.Forget(key)
}
`;

it("follows calls into other files of the package", async () => {
  expect(await pictures({ "worker.go": worker, "helper.go": helper })).toMatchInlineSnapshot(`
    [
      [
        "take worker.go:8:15 \`w.q.Get\` hands out the item",
        "enter worker.go:12:2 into settle",
        "  branch 4:23 \`err\` is not nil",
        "  effect 5:3 \`w.q.AddRateLimited\` adds the item after a backoff, and counts a failure",
        "  end 7:2 \`w.q.Forget\` clears the item's failures",
      ],
    ]
  `);
});

it("begins with what makes the code run", async () => {
  const text = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
const queue = new RateLimitingQueue<string>();
informer.on("update", (pod) => {
  if (pod.ready) enqueue(pod.name);
});
function enqueue(key: string) {
  queue.addRateLimited(key);
}
`;
  expect(await pictures({ "a.ts": text })).toMatchInlineSnapshot(`
    [
      [
        "change 3:23 on("update") runs on every change",
        "branch 4:7 \`pod.ready\` is truthy",
        "enter 4:18 into enqueue",
        "  end 7:3 \`queue.addRateLimited\` adds the item after a backoff, and counts a failure",
      ],
    ]
  `);
});

it("shows how a take ends by a throw, or by the next take", async () => {
  const text = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
export async function once(queue: RateLimitingQueue<string>) {
  const { item, shutdown } = await queue.get();
  if (shutdown) return;
  await sync(item);
  queue.done(item);
}
export async function loop(queue: RateLimitingQueue<string>) {
  for (;;) {
    const { item, shutdown } = await queue.get();
    if (shutdown) return;
    if (skipped.has(item)) continue;
    queue.done(item);
  }
}
`;
  expect(await pictures({ "a.ts": text }, "--rule", "require-done")).toMatchInlineSnapshot(`
    [
      [
        "take 3:36 \`queue.get\` hands out the item",
        "throw 5:9 \`sync\` throws",
        "end 7:1 the error leaves the function",
      ],
      [
        "take 10:38 \`queue.get\` hands out the item",
        "branch 12:9 \`skipped.has(item)\` is truthy",
        "end 10:38 the loop takes the next item",
      ],
    ]
  `);
});

it("has nothing to say of files that are gone, or are not as they were", async () => {
  root = tree({ "a/gone.go": brokenGo, "b/moved.go": brokenGo, "c/broken.go": brokenGo });
  const files = ["a/gone.go", "b/moved.go", "c/broken.go"].map((name) => join(root, name));
  const results = await lint(files);
  rmSync(join(root, "a/gone.go"));
  writeFileSync(join(root, "b/moved.go"), `\n\n${brokenGo}`);
  writeFileSync(join(root, "c/broken.go"), `${brokenGo}func (`);
  const traces = await traceMessages(results, readOptions([]));
  expect(results.map(({ messages }) => messages.length)).toEqual([1, 1, 1]);
  for (const { filePath, messages } of results)
    for (const message of messages) expect(traces.of(filePath, message)).toBeUndefined();
});
