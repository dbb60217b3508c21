import { expect, it } from "vitest";
import { suggested } from "./suggested.ts";

const imports = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
declare function sync(key: string): Promise<void>;
declare const queue: RateLimitingQueue<string>;
`;

/** Of a worker's loop in TypeScript, the body. */
function loop(body: string): string {
  return `${imports}export async function worker(): Promise<void> {\n  for (;;) {\n${body}  }\n}\n`;
}

const header = `package worker

import (
	"example.com/operator/cluster"
	"k8s.io/client-go/util/workqueue"
)

`;

function goLoop(body: string): string {
  return `${header}func worker(queue workqueue.TypedRateLimitingInterface[string]) {\n\tfor {\n${body}\t}\n}\n`;
}

const take = "    const { item, shutdown } = await queue.get();\n    if (shutdown) return;\n";
const goTake = "\t\tkey, quit := queue.Get()\n\t\tif quit {\n\t\t\treturn\n\t\t}\n";

it("leaves the lines of a template literal as they are", () => {
  const text = loop(`${take}    console.log(\`changed:\n  \${item}\n\`);\n    queue.done(item);\n`);
  expect(suggested(text, "worker.ts")).toBe(
    loop(
      `${take}    try {\n      console.log(\`changed:\n  \${item}\n\`);\n    } finally {\n      queue.done(item);\n    }\n`,
    ),
  );
});

it("leaves the lines of a raw string as they are", () => {
  const text = goLoop(`${goTake}\t\t_ = cluster.Log(\`changed\n\`, key)\n\t\tqueue.Done(key)\n`);
  expect(suggested(text, "worker.go")).toBe(
    goLoop(
      `${goTake}\t\tfunc() {\n\t\t\tdefer queue.Done(key)\n\t\t\t_ = cluster.Log(\`changed\n\`, key)\n\t\t}()\n`,
    ),
  );
});

it("wraps what follows a take at the top of a module", () => {
  const top = "const { item, shutdown } = await queue.get();\nif (shutdown) throw new Error();\n";
  const text = `${imports}${top}console.log(item);\nqueue.done(item);\n`;
  expect(suggested(text, "worker.ts")).toBe(
    `${imports}${top}try {\n  console.log(item);\n} finally {\n  queue.done(item);\n}\n`,
  );
});

it("ends its lines as the file does", () => {
  const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
  const text = loop(`${take}    console.log(item);\n    queue.done(item);\n`);
  const after = suggested(crlf(text), "worker.ts");
  expect(after).toBe(crlf(suggested(text, "worker.ts") ?? ""));
});

it("begins after the line that names the item", () => {
  const asserted = `    const taken = await queue.get();\n    if (taken.shutdown) return;\n    const key = taken.item;\n`;
  const text = loop(`${asserted}    await sync(key);\n    queue.done(key);\n`);
  expect(suggested(text, "worker.ts")).toBe(
    loop(`${asserted}    try {\n      await sync(key);\n    } finally {\n      queue.done(key);\n    }\n`),
  );
});

it("keeps a comment beside the last statement in the block", () => {
  const text = loop(`${take}    queue.done(item);\n    console.log(item); // seen\n`);
  expect(suggested(text, "worker.ts")).toContain("    console.log(item); // seen\n    } finally {");
});

it("puts the defer in the place of a call that goes", () => {
  const turn = (line: string): string =>
    `${header}func next(queue workqueue.TypedInterface[string]) bool {\n\tkey, quit := queue.Get()\n\tif quit {\n\t\treturn false\n\t}\n\t${line}\n\tcluster.Flush()\n\treturn true\n}\n`;
  expect(suggested(turn("queue.Done(key)"), "worker.go")).toBe(turn("defer queue.Done(key)"));
});

it("turns the continue of the loop into the return of the literal, and no other", () => {
  const body = (next: string, step: string): string =>
    `${step}for range 3 {\n${step}\tif key == "" {\n${step}\t\tcontinue\n${step}\t}\n${step}}\n` +
    `${step}if key == "x" {\n${step}\t${next}\n${step}}\n${step}_ = cluster.Sync(key)\n`;
  const text = goLoop(`${goTake}\t\tdefer queue.Done(key)\n${body("continue", "\t\t")}`);
  expect(suggested(text, "worker.go", "require-done")).toBe(
    goLoop(`${goTake}\t\tfunc() {\n\t\t\tdefer queue.Done(key)\n${body("return", "\t\t\t")}\t\t}()\n`),
  );
});

const refused = {
  "the item is written after the take":
    "    let { item, shutdown } = await queue.get();\n    if (shutdown) return;\n    item = item.trim();\n    console.log(item);\n    queue.done(item);\n",
  "done is all that a branch does": `${take}    if (item === "") {\n      queue.done(item);\n    } else {\n      console.log(item);\n      queue.done(item);\n    }\n`,
  "the shutdown is not seen at once": `    const { item, shutdown } = await queue.get();\n    if (!shutdown) {\n      console.log(item);\n      queue.done(item);\n    } else return;\n`,
  "done is a part of something else": `${take}    console.log(item);\n    void (item === "" || queue.done(item));\n`,
  "a function is declared there": `${take}    log();\n    function log(): void {}\n    queue.done(item);\n`,
  "some items are kept for later": `${take}    if (item === "") {\n      later.push(item);\n      continue;\n    }\n    console.log(item);\n    queue.done(item);\n`,
};

it.each(Object.entries(refused))("offers nothing where %s", (_, body) => {
  expect(suggested(`declare const later: string[];\n${loop(body)}`, "worker.ts")).toBeUndefined();
});

const refusedInGo = {
  "the turn returns from the function": `${goTake}\t\tif key == "" {\n\t\t\tqueue.Done(key)\n\t\t\treturn\n\t\t}\n\t\t_ = cluster.Sync(key)\n\t\tqueue.Done(key)\n`,
  "the turn leaves the loop": `${goTake}\t\tif key == "" {\n\t\t\tqueue.Done(key)\n\t\t\tbreak\n\t\t}\n\t\t_ = cluster.Sync(key)\n\t\tqueue.Done(key)\n`,
  "something else is deferred": `${goTake}\t\tdefer cluster.Close(key)\n\t\t_ = cluster.Sync(key)\n\t\tqueue.Done(key)\n`,
};

it.each(Object.entries(refusedInGo))("offers nothing in Go where %s", (_, body) => {
  expect(suggested(goLoop(body), "worker.go")).toBeUndefined();
});
