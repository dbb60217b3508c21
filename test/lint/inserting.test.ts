import { expect, it } from "vitest";
import { suggested } from "./suggested.ts";

const declared = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
declare function sync(key: string): Promise<"ok" | "late" | "failed">;
declare function ready(key: string): Promise<boolean>;
declare const queue: RateLimitingQueue<string>;
`;

function turn(body: string): string {
  return `${declared}export async function next(): Promise<boolean> {
  const { item, shutdown } = await queue.get();
  if (shutdown) return false;
${body}  queue.done(item);
  return true;
}
`;
}

const header = `package worker

import (
	"example.com/operator/cluster"
	"k8s.io/client-go/util/workqueue"
)

`;

function goTurn(body: string): string {
  return `${header}func next(queue workqueue.TypedRateLimitingInterface[string]) bool {
	key, quit := queue.Get()
	if quit {
		return false
	}
	defer queue.Done(key)
${body}	return true
}
`;
}

const forgotten = (text: string): string | undefined => suggested(text, "worker.ts", "require-forget");
const forgottenInGo = (text: string): string | undefined => suggested(text, "worker.go", "require-forget");

/** What stands in a turn, and what is to stand there. */
const mended: Readonly<Record<string, readonly [string, string]>> = {
  "an if without else": [
    `  if ((await sync(item)) === "failed") {\n    queue.addRateLimited(item);\n  } // again\n`,
    `  if ((await sync(item)) === "failed") {\n    queue.addRateLimited(item);\n  } else {\n    queue.forget(item);\n  } // again\n`,
  ],
  "an if without else and without block": [
    `  if ((await sync(item)) === "failed") queue.addRateLimited(item); // again\n`,
    `  if ((await sync(item)) === "failed") queue.addRateLimited(item); // again\n  else queue.forget(item);\n`,
  ],
  "an arm without block": [
    `  if ((await sync(item)) === "failed") queue.addRateLimited(item);\n  else console.log(item);\n`,
    `  if ((await sync(item)) === "failed") queue.addRateLimited(item);\n  else { console.log(item); queue.forget(item); }\n`,
  ],
  "a block on one line": [
    `  if ((await sync(item)) === "failed") { queue.addRateLimited(item) } else { console.log(item) }\n`,
    `  if ((await sync(item)) === "failed") { queue.addRateLimited(item) } else { console.log(item) ; queue.forget(item); }\n`,
  ],
  "a switch without default": [
    `  switch (await sync(item)) {\n    case "ok":\n      queue.forget(item);\n      break;\n    case "failed":\n      queue.addRateLimited(item);\n      break;\n  }\n`,
    `  switch (await sync(item)) {\n    case "ok":\n      queue.forget(item);\n      break;\n    case "failed":\n      queue.addRateLimited(item);\n      break;\n    default:\n      queue.forget(item);\n  }\n`,
  ],
  "the first of two arms, and not after done": [
    `  try {\n    await sync(item);\n  } catch {\n    queue.addRateLimited(item);\n  }\n`,
    `  try {\n    await sync(item);\n    queue.forget(item);\n  } catch {\n    queue.addRateLimited(item);\n  }\n`,
  ],
};

it.each(Object.entries(mended))("writes into %s", (_, [before, after]) => {
  expect(forgotten(turn(before))).toBe(turn(after));
});

const mendedInGo: Readonly<Record<string, readonly [string, string]>> = {
  "an if without else": [
    "\tif err := cluster.Sync(key); err != nil {\n\t\tqueue.AddRateLimited(key)\n\t}\n",
    "\tif err := cluster.Sync(key); err != nil {\n\t\tqueue.AddRateLimited(key)\n\t} else {\n\t\tqueue.Forget(key)\n\t}\n",
  ],
  "a chain of ifs without else": [
    "\tif cluster.IsPaused(key) {\n\t\tqueue.Forget(key)\n\t} else if err := cluster.Sync(key); err != nil {\n\t\tqueue.AddRateLimited(key)\n\t}\n",
    "\tif cluster.IsPaused(key) {\n\t\tqueue.Forget(key)\n\t} else if err := cluster.Sync(key); err != nil {\n\t\tqueue.AddRateLimited(key)\n\t} else {\n\t\tqueue.Forget(key)\n\t}\n",
  ],
  "the end of a clause": [
    "\tswitch err := cluster.Sync(key); {\n\tcase err != nil:\n\t\tqueue.AddRateLimited(key)\n\tdefault:\n\t\tcluster.Flush() // all\n\t}\n",
    "\tswitch err := cluster.Sync(key); {\n\tcase err != nil:\n\t\tqueue.AddRateLimited(key)\n\tdefault:\n\t\tcluster.Flush() // all\n\t\tqueue.Forget(key)\n\t}\n",
  ],
  "a switch without default": [
    "\tswitch err := cluster.Sync(key); {\n\tcase err != nil:\n\t\tqueue.AddRateLimited(key)\n\t}\n",
    "\tswitch err := cluster.Sync(key); {\n\tcase err != nil:\n\t\tqueue.AddRateLimited(key)\n\tdefault:\n\t\tqueue.Forget(key)\n\t}\n",
  ],
  "a block on one line": [
    "\tif err := cluster.Sync(key); err != nil { queue.AddRateLimited(key) } else { cluster.Flush() }\n",
    "\tif err := cluster.Sync(key); err != nil { queue.AddRateLimited(key) } else { cluster.Flush() ; queue.Forget(key) }\n",
  ],
};

it.each(Object.entries(mendedInGo))("writes into %s of Go", (_, [before, after]) => {
  expect(forgottenInGo(goTurn(before))).toBe(goTurn(after));
});

it("ends its lines as the file does", () => {
  const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
  const [before, after] = mendedInGo["an if without else"] ?? ["", ""];
  expect(forgottenInGo(crlf(goTurn(before)))).toBe(crlf(goTurn(after)));
});

const refused: Readonly<Record<string, string>> = {
  "the if does the same": `  const outcome = await sync(item);\n  if (outcome === "failed") queue.addRateLimited(item);\n  else if (outcome === "ok") queue.forget(item);\n`,
  "the else would be that of another if": `  if (await ready(item)) if ((await sync(item)) === "ok") queue.forget(item); else queue.addRateLimited(item);\n`,
  "the last clause runs into what follows": `  switch (await sync(item)) {\n    case "ok":\n      queue.forget(item);\n      break;\n    case "failed":\n      queue.addRateLimited(item);\n  }\n`,
  "it is retried later": `  if ((await sync(item)) === "ok") console.log(item);\n  if (item === "never") queue.addRateLimited(item);\n  else if (item === "ever") queue.forget(item);\n  else if (item !== "") queue.forget(item);\n`,
};

it.each(Object.entries(refused))("offers nothing where %s", (_, body) => {
  expect(forgotten(turn(body))).toBeUndefined();
});

const helper = (use: string): string => `${header}type worker struct {
	queue workqueue.TypedRateLimitingInterface[string]
}

func (w *worker) next() bool {
	key, quit := w.queue.Get()
	if quit {
		return false
	}
	defer w.queue.Done(key)
	w.finish(cluster.Sync(key), key)
	return true
}

func (w *worker) finish(err error, key string) {
	if err != nil {
		w.queue.AddRateLimited(key)
	}
}
${use}`;

it("writes into a helper, by the names that it has there", () => {
  expect(forgottenInGo(helper(""))).toBe(
    helper("").replace(/(AddRateLimited\(key\)\n\t\})/, "$1 else {\n\t\tw.queue.Forget(key)\n\t}"),
  );
});

it.each([
  ["something else calls it", `\nfunc (w *worker) Add(key string) {\n\tw.finish(nil, key)\n}\n`],
  ["its value is used", `\nfunc (w *worker) Finisher() func(error, string) {\n\treturn w.finish\n}\n`],
])("writes nothing into a helper where %s", (_, use) => {
  expect(forgottenInGo(helper(use))).toBeUndefined();
});

it("writes nothing where the name means something else", () => {
  const shadowed =
    "\tif key := cluster.OwnerOf(key); cluster.Sync(key) == nil {\n\t\tcluster.Flush()\n\t} else {\n\t\tqueue.AddRateLimited(owner)\n\t}\n";
  const body = `\towner := key\n${shadowed}`;
  expect(forgottenInGo(goTurn(body))).toContain("cluster.Flush()\n\t\tqueue.Forget(owner)");
});
