import { describe, expect, it } from "vitest";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { MAX_DEPTH } from "../../../src/languages/go/parser/cursor.ts";
import { resolveGo } from "../../../src/languages/go/scope/resolve.ts";
import { walk } from "../../../src/languages/go/walk.ts";
import { inFunction } from "./support/snippets.ts";

const LONG = 10_000;
const SECONDS = 1000;

function nodeCount(text: string): number {
  const { file, errors } = parseGo(text);
  expect(errors).toEqual([]);
  expect(resolveGo(file).unresolved.size).toBeGreaterThan(0);
  let count = 0;
  walk(file, () => void count++);
  return count;
}

describe("long chains", () => {
  it.each([
    ["operators", `x = a${" + b".repeat(LONG)}`],
    ["operators of two precedences", `x = a${" + b * c".repeat(LONG)}`],
    ["selectors", `x = a${".b".repeat(LONG)}`],
    ["calls", `a${".b(c)".repeat(LONG)}`],
    ["indices", `x = a${"[0]".repeat(LONG)}`],
    ["else if", `if a {}${" else if a {}".repeat(LONG)} else {}`],
    ["else if with init", `if a {}${" else if a := a; a {}".repeat(LONG)} else {}`],
    ["elements", `x = T{${"{a}, ".repeat(LONG)}}`],
    ["statements", "a()\n".repeat(LONG)],
    ["cases", `switch a {\n${"case b: c()\n".repeat(LONG)}}`],
    ["assignment", `${"a, ".repeat(LONG)}b = ${"a, ".repeat(LONG)}b`],
  ])("of %s", (_name, statement) => {
    expect(nodeCount(inFunction(statement))).toBeGreaterThan(LONG);
  });

  it("of unions", () => {
    expect(nodeCount(`package p\ntype I interface { a${" | b".repeat(LONG)} }`)).toBeGreaterThan(LONG);
    expect(nodeCount(`package p\ntype T[P *a${" | b".repeat(LONG)},] c`)).toBeGreaterThan(LONG);
  });
});

describe("deep nesting", () => {
  const nests: Readonly<Record<string, readonly [open: string, middle: string, close: string]>> = {
    parentheses: ["(", "a", ")"],
    literals: ["T{", "a", "}"],
    "elided literals": ["{", "a", "}"],
    calls: ["a(", "a", ")"],
    indices: ["a[", "a", "]"],
    slices: ["[]", "T{}", ""],
    pointers: ["*", "a", ""],
    operators: ["!", "a", ""],
    receives: ["<-", "a", ""],
    "channel types": ["chan ", "a", ""],
    "map types": ["map[", "a", "]a"],
    "function types": ["func(", "a", ")"],
    "struct types": ["struct { a ", "a", "}"],
    "interface types": ["interface { m(", "a", ") }"],
    "function literals": ["func() { a(", "a", ") }"],
    conversions: ["[]a(", "a", ")"],
  };
  const statements: Readonly<Record<string, readonly [open: string, middle: string, close: string]>> = {
    blocks: ["{", "", "}"],
    ifs: ["if a {", "", "}"],
    loops: ["for a := range a {", "", "}"],
    switches: ["switch a { case a: ", "", "}"],
    selects: ["select { case <-a: ", "", "}"],
    labels: ["a: ", "{}", ""],
  };
  const texts = [
    ...Object.entries(nests).map(([name, parts]) => [name, parts, "x = T{", "}"] as const),
    ...Object.entries(statements).map(([name, parts]) => [name, parts, "", ""] as const),
  ];

  it.each(texts)("of %s is refused past the limit, once", (_name, [open, middle, close], before, after) => {
    const nest = (depth: number): string =>
      inFunction(before + open.repeat(depth) + middle + close.repeat(depth) + after);
    expect(parseGo(nest(Math.floor(MAX_DEPTH / 4))).errors).toEqual([]);
    for (const text of [nest(LONG), inFunction(before + open.repeat(LONG))]) {
      const { file, errors } = parseGo(text);
      expect(errors.map(({ message }) => message)).toEqual([`nested more than ${MAX_DEPTH} levels deep`]);
      resolveGo(file);
    }
  });
});

describe("large texts take time in proportion", () => {
  it.each([
    [
      "generated code",
      'var x = map[string]int{"a": 1, "b": 2} // c\nfunc f() { if err := g(x, 1); err != nil { return } }\n',
    ],
    ["one statement a line, each broken", "x ) := (\n"],
    ["open strings", '"\n'],
    ["open brackets without a newline", ") } "],
    ["open comments", "/*"],
    ["illegal characters", "@"],
  ])("%s", { timeout: 20 * SECONDS }, (_name, piece) => {
    const text = `package p\n${piece.repeat(5_000_000 / piece.length)}`;
    const start = performance.now();
    expect(parseGo(text).file.end).toBe(text.length);
    expect(performance.now() - start).toBeLessThan(10 * SECONDS);
  });
});
