import { expect, it } from "vitest";
import { picture } from "./picture.ts";
import { graphOf, programOf } from "./program-of.ts";

const drawn = (text: string): string => {
  const program = programOf(text);
  return picture(program, graphOf(program));
};

it("if without else", () => {
  expect(drawn("function f(a) { if (a) x(); y(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: x() -> 2 ! 3
    2: y() -> 4 ! 3
    3: throw
    4: return"
  `);
});

it("if with else", () => {
  expect(drawn("function f(a) { if (a) x(); else y(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: x() -> 3 ! 4
    2: y() -> 3 ! 4
    3: return
    4: throw"
  `);
});

it("a ternary", () => {
  expect(drawn("function f(a) { return a ? x() : y(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: x() -> 3 ! 4
    2: y() -> 3 ! 4
    3: return
    4: throw"
  `);
});

it("&& and || in a condition", () => {
  expect(drawn("function f(a, b, c) { if ((a && b) || c) x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: \`b\` is truthy ? 3 : 2
    2: \`c\` is truthy ? 3 : 4
    3: x() -> 4 ! 5
    4: return
    5: throw"
  `);
});

it("&& as a value", () => {
  expect(drawn("function f(a) { return a && x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: x() -> 2 ! 3
    2: return
    3: throw"
  `);
});

it("??", () => {
  expect(drawn("function f(a) { return a ?? x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is nullish ? 1 : 2
    1: x() -> 2 ! 3
    2: return
    3: throw"
  `);
});

it("??=", () => {
  expect(drawn("function f(a) { a ??= x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is nullish ? 1 : 2
    1: x() -> 2 ! 3
    2: return
    3: throw"
  `);
});

it("an optional call", () => {
  expect(drawn("function f(a) { a?.b(); y(); }")).toMatchInlineSnapshot(`
    "0: \`a?.b\` is nullish ? 1 : 2
    1: y() -> 3 ! 4
    2: a?.b() -> 1 ! 4
    3: return
    4: throw"
  `);
});

it("while with break and continue", () => {
  expect(drawn("function f(a, b, c) { while (a) { if (b) break; if (c) continue; x(); } y(); }"))
    .toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: \`b\` is truthy ? 2 : 3
    2: y() -> 4 ! 5
    3: \`c\` is truthy ? 0 : 6
    4: return
    5: throw
    6: x() -> 0 ! 5"
  `);
});

it("do while", () => {
  expect(drawn("function f(a) { do { x(); } while (a); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: \`a\` is truthy ? 0 : 3
    2: throw
    3: return"
  `);
});

it("for", () => {
  expect(drawn("function f(n) { for (let i = 0; i < n; i++) x(); }")).toMatchInlineSnapshot(`
    "0: \`i < n\` is true ? 1 : 2
    1: x() -> 0 ! 3
    2: return
    3: throw"
  `);
});

it("for without a test", () => {
  expect(drawn("function f(a) { for (;;) { if (a) return; x(); } }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: return
    2: x() -> 0 ! 3
    3: throw"
  `);
});

it("for of", () => {
  expect(drawn("function f(list) { for (const each of list) x(each); }")).toMatchInlineSnapshot(`
    "0: the loop over \`list\` runs ? 1 : 2
    1: each = _; x() -> 0 ! 3
    2: return
    3: throw"
  `);
});

it("for in", () => {
  expect(drawn("function f(object) { for (const key in object) x(key); }")).toMatchInlineSnapshot(`
    "0: the loop over \`object\` runs ? 1 : 2
    1: key = _; x() -> 0 ! 3
    2: return
    3: throw"
  `);
});

it("for await", () => {
  expect(drawn("async function f(list) { for await (const each of list) x(each); }")).toMatchInlineSnapshot(`
    "0: the loop over \`list\` runs ? 1 : 2
    1: each = _; x() -> 0 ! 3
    2: return
    3: throw"
  `);
});

it("labels", () => {
  expect(
    drawn(
      "function f(a, b) { outer: for (;;) { for (;;) { if (a) break outer; if (b) continue outer; x(); } } }",
    ),
  ).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: return
    2: \`b\` is truthy ? 0 : 3
    3: x() -> 0 ! 4
    4: throw"
  `);
});

it("a labelled block", () => {
  expect(drawn("function f(a) { block: { if (a) break block; x(); } y(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: y() -> 3 ! 4
    2: x() -> 1 ! 4
    3: return
    4: throw"
  `);
});

it("switch with fallthrough and default", () => {
  expect(drawn("function f(a) { switch (a) { case 1: x(); case 2: y(); break; default: z(); } }"))
    .toMatchInlineSnapshot(`
    "0: \`a\` is 1 ? 1 : 2
    1: x() -> 3 ! 4
    2: \`a\` is 2 ? 3 : 5
    3: y() -> 6 ! 4
    4: throw
    5: z() -> 6 ! 4
    6: return"
  `);
});

it("switch without default", () => {
  expect(drawn(`function f(a) { switch (a) { case "x": x(); break; } y(); }`)).toMatchInlineSnapshot(`
    "0: \`a\` is "x" ? 1 : 2
    1: x() -> 2 ! 3
    2: y() -> 4 ! 3
    3: throw
    4: return"
  `);
});

it("switch (true)", () => {
  expect(drawn("function f(a, b) { switch (true) { case a: x(); break; case b: y(); } }"))
    .toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: x() -> 3 ! 4
    2: \`b\` is truthy ? 5 : 3
    3: return
    4: throw
    5: y() -> 3 ! 4"
  `);
});

it("throw", () => {
  expect(drawn("function f(a) { if (a) throw new Error(); x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: new Error() -> 3
    2: x() -> 4 ! 5
    3: raise explicit; -> 5
    4: return
    5: throw"
  `);
});

it("try and catch: from before and between the calls", () => {
  expect(drawn("function f() { try { x(); y(); } catch { z(); } }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: y() -> 3 ! 2
    2: caught; z() -> 3 ! 4
    3: return
    4: throw"
  `);
});

it("a throw in catch leaves", () => {
  expect(drawn("function f() { try { x(); } catch (e) { throw e; } }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: return
    2: caught; e = _; raise explicit; throw"
  `);
});

it("finally for each completion", () => {
  expect(drawn("function f(a) { try { if (a) return; x(); } finally { z(); } y(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: z() -> 3 ! 4
    2: x() -> 1 ! 1
    3: return@29 -> 5, throw -> 4, normal -> 6
    4: throw
    5: return
    6: y() -> 7 ! 4
    7: return"
  `);
});

it("finally with break and continue", () => {
  expect(drawn("function f(a, b) { while (a) { try { if (b) break; continue; } finally { z(); } } }"))
    .toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: \`b\` is truthy ? 3 : 3
    2: return
    3: z() -> 4 ! 5
    4: break@0 -> 2, continue@0 -> 0, normal -> 0
    5: throw"
  `);
});

it("nested finally", () => {
  expect(drawn("function f() { try { try { return; } finally { x(); } } finally { y(); } }"))
    .toMatchInlineSnapshot(`
      "0: completion = "return@27"; x() -> 1 ! 2
      1: return@27 -> 2, normal -> 2
      2: y() -> 3 ! 4
      3: throw -> 4, return@27 -> 5, normal -> 6
      4: throw
      5: return
      6: return"
    `);
});

it("a return in finally wins", () => {
  expect(drawn("function f() { try { x(); } finally { return; } }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 1
    1: return"
  `);
});

it("await", () => {
  expect(drawn("async function f(p) { await p; await x(); }")).toMatchInlineSnapshot(`
    "0: await p() -> 1 ! 2
    1: x() -> 3 ! 2
    2: throw
    3: return"
  `);
});

it("a generator", () => {
  expect(drawn("function* f(a) { yield a; x(); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: return
    2: throw"
  `);
});

it("destructuring with defaults", () => {
  expect(drawn("function f({ a = x(), b: [c] }) { return c; }")).toMatchInlineSnapshot(`
    "0: the default \`x()\` is used ? 1 : 2
    1: x() -> 2 ! 3
    2: a = _; c = _; return
    3: throw"
  `);
});

it("a parameter with a default", () => {
  expect(drawn("function f(a = x()) { return a; }")).toMatchInlineSnapshot(`
    "0: the default \`x()\` is used ? 1 : 2
    1: x() -> 2 ! 3
    2: a = _; return
    3: throw"
  `);
});

it("rest and spread", () => {
  expect(drawn("function f(...all) { const [first, ...others] = all; x(...others); }"))
    .toMatchInlineSnapshot(`
    "0: all = _; first = _; others = _; x() -> 1 ! 2
    1: return
    2: throw"
  `);
});

it("an immediately invoked function", () => {
  expect(drawn("function f() { (() => { x(); })(); y(); }")).toMatchInlineSnapshot(`
    "0: () => { x(); }() -> 1 ! 2
    1: y() -> 3 ! 2
    2: throw
    3: return"
  `);
});

it("an async function nobody waits for", () => {
  expect(drawn("function f() { void (async () => { x(); })(); y(); }")).toMatchInlineSnapshot(`
    "0: async () => { x(); }() -> 1
    1: y() -> 2 ! 3
    2: return
    3: throw"
  `);
});

it("then and catch", () => {
  expect(drawn("function f() { return x().then((a) => y(a)).catch(() => z()); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: (a) => y(a)() -> 3 ! 2
    2: caught; -> 3
    3: \`x().then((a) => y(a))\` is rejected ? 4 : 5
    4: error = object; () => z()() -> 5 ! 6
    5: return
    6: throw"
  `);
});

it("then with two callbacks", () => {
  expect(drawn("function f() { return x().then(() => y(), () => z()); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: \`x()\` is rejected ? 3 : 4
    2: caught; -> 1
    3: error = object; () => z()() -> 5 ! 6
    4: () => y()() -> 5 ! 6
    5: return
    6: throw"
  `);
});

it("finally of a promise", () => {
  expect(drawn("async function f() { await x().finally(() => z()); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 1
    1: () => z()() -> 2 ! 3
    2: throw -> 3, normal -> 4
    3: throw
    4: return"
  `);
});

it("a chain that nobody waits for", () => {
  expect(drawn("function f() { x().then(() => y()); z(); }")).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: () => y()() -> 2 ! 2
    2: z() -> 3 ! 4
    3: return
    4: throw"
  `);
});

it("callbacks that run now, and later", () => {
  expect(drawn("function f(list) { list.forEach(() => x()); later(() => y()); }")).toMatchInlineSnapshot(`
    "0: \`list.forEach\` runs its callback ? 1 : 2
    1: list.forEach() -> 0 ! 3
    2: list.forEach() -> 4 ! 3
    3: throw
    4: release 3 -> 5
    5: later() -> 6 ! 3
    6: return"
  `);
});

it("static fields and blocks of a class", () => {
  expect(drawn("function f() { class C { static a = x(); static { y(); } b = z(); } }"))
    .toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: y() -> 3 ! 2
    2: throw
    3: return"
  `);
});

it("tagged templates", () => {
  expect(drawn(`function f() { tag\`\${x()}\`; }`)).toMatchInlineSnapshot(`
    "0: x() -> 1 ! 2
    1: tag\`\${x()}\`() -> 3 ! 2
    2: throw
    3: return"
  `);
});

it("a process that ends", () => {
  expect(drawn("function f(a) { if (a) process.exit(1); x(); }")).toMatchInlineSnapshot(`
    "0: \`a\` is truthy ? 1 : 2
    1: never
    2: x() -> 3 ! 4
    3: return
    4: throw"
  `);
});

it("what cannot throw", () => {
  expect(drawn("function f() { console.log(1); }")).toMatchInlineSnapshot(`
    "0: console.log() -> 1
    1: return"
  `);
});

it("unreachable code", () => {
  expect(drawn("function f() { return; x(); }")).toMatchInlineSnapshot(`"0: return"`);
});

it("a take, a branch on shutdown, and settling", () => {
  expect(
    drawn(`async function f(queue: RateLimitingQueue<string>) {
      const { item, shutdown } = await queue.get();
      if (shutdown) return;
      try { await sync(item); queue.forget(item); } catch { queue.addRateLimited(item); } finally { queue.done(item); }
    }`),
  ).toMatchInlineSnapshot(`
    "0: take -> 1
    1: item = _; shutdown = _; \`shutdown\` is truthy ? 2 : 3
    2: return
    3: sync() -> 4 ! 5
    4: forget; -> 6
    5: caught; retry; -> 6
    6: completion = "normal"; done (guaranteed); normal -> 7
    7: return"
  `);
});

it("a lease that is disposed of", () => {
  expect(
    drawn(`async function f(queue: RateLimitingQueue<string>) {
      for await (using lease of queue) { await sync(lease.item); lease.forget(); }
    }`),
  ).toMatchInlineSnapshot(`
    "0: the loop over \`queue\` runs ? 1 : 2
    1: take -> 3
    2: return
    3: lease = taken; sync() -> 4 ! 5
    4: forget; completion = "normal"; -> 5
    5: done (guaranteed); throw -> 6, normal -> 0
    6: throw"
  `);
});

it("await using", () => {
  expect(
    drawn(`async function f(open: () => Promise<AsyncDisposable>) {
      await using handle = await open();
      x(handle);
    }`),
  ).toMatchInlineSnapshot(`
    "0: open() -> 1 ! 2
    1: handle = _; x() -> 3 ! 3
    2: throw
    3: throw -> 2, normal -> 4
    4: return"
  `);
});
