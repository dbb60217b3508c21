import fc from "fast-check";

const leaf = fc.constantFrom(
  "queue.done(item);",
  "queue.forget(item);",
  "queue.addRateLimited(item);",
  "queue.add(item);",
  "queue.addAfter(item, 5);",
  "queue.done(other);",
  "await sync(item);",
  "helper(item);",
  "void helper(item);",
  "const again = await queue.get();",
  "sync(item).then(() => queue.done(item)).catch((error) => queue.addRateLimited(item));",
  "[1].forEach(() => { queue.forget(item); });",
  "setTimeout(() => queue.done(item), 5);",
  "other = item;",
  "({ other = item } = await load());",
  "const { a: [b = 1] = [], ...rest } = await load();",
  "flag &&= await check(item);",
  "queue?.done?.(item);",
  "stored.push(item);",
  "using handle = open();",
  "class Local { static #n = flag; static { queue.done(item); } field = item; }",
  "flag = queue.numRequeues(item) < 5;",
  ";",
);
const condition = fc.constantFrom(
  "flag",
  "!flag",
  "item === other",
  "error instanceof Error",
  "queue.numRequeues(item) < 3",
  "flag ?? other",
  "flag && (other || await check(item))",
  "typeof other === 'undefined'",
  "flag ? other : await check(item)",
);
const jump = fc.constantFrom("return;", "return item;", "throw new Error(item);", "return true;");

/** A statement with the code in its holes, where `$` stands for a condition and `_` for statements. */
function shaped(shape: string, body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const holes = [...shape.matchAll(/[$_]/g)].map(([hole]) => (hole === "$" ? condition : body));
  return fc.tuple(...holes).map((parts) => {
    const left = [...parts];
    return shape.replaceAll(/[$_]/g, () => left.shift() ?? "");
  });
}

const shapes = [
  "if ($) {\n_\n} else {\n_\n}",
  "while ($) {\n_\nif (flag) break;\n}",
  "do {\n_\nif (other) continue;\n} while ($);",
  "for (const each of stored) {\n_\n}",
  "for await (const each of stored) {\n_\n}",
  "outer: for (;;) {\n_\nfor (const key in stored) { if ($) continue outer; break outer; }\n}",
  "try {\n_\n} catch (error) {\n_\n}",
  "try {\n_\n} finally {\n_\n}",
  'switch (other) {\ncase 1: {\n_\n}\ncase "x": {\n_\nbreak;\n}\ndefault: {\n_\n}\n}',
  "await (async () => {\n_\n})();",
  "{\n_\n}",
];

const { statements } = fc.letrec<{ statements: string; statement: string }>((tie) => ({
  statements: fc.array(tie("statement"), { maxLength: 4 }).map((each) => each.join("\n")),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    jump,
    ...shapes.map((shape) => shaped(shape, tie("statements"))),
  ),
}));

/** Random valid TypeScript: a worker, its helper and a change handler, with statements of every kind around the calls of a queue. */
export const randomProgram: fc.Arbitrary<string> = fc.tuple(statements, statements, statements).map(
  ([worker, helper, handler]) => `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
const queue = new RateLimitingQueue<string>();
const stored: any[] = [];
let flag: any, other: any, error: any;
async function helper(item: string) {
${helper}
}
async function worker() {
for (;;) {
const { item, shutdown } = await queue.get();
if (shutdown) return;
${worker}
}
}
informer.on("add", async (item: string) => {
${handler}
});
`,
);
