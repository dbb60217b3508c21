import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decl } from "../../../src/languages/go/ast.ts";
import { LineIndex } from "../../../src/languages/go/lines.ts";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { walk } from "../../../src/languages/go/walk.ts";
import { inFunction, validSnippets } from "./support/snippets.ts";

function messages(text: string): string[] {
  const lines = new LineIndex(text);
  return parseGo(text).errors.map(({ offset, message }) => `${lines.format(offset)} ${message}`);
}

function nameOf(decl: Decl): string {
  return decl.type === "FuncDecl" ? decl.name.name : decl.type;
}

describe("messages", () => {
  it.each([
    ["", "1:1 expected 'package', found end of file"],
    ["package p\n\nfunc f() {\n\tx := \n}\n", "5:1 expected operand, found '}'"],
    ["package p\nfunc f() {\n\tif x == T{} {\n\t}\n}\n", "3:14 expected ';', found '{'"],
    ["package p\nfunc f() {\n\tx = 08\n}\n", "3:7 invalid digit '8' in octal literal"],
    ["package p\nvar x T = 1 2\n", "2:13 expected ';', found '2'"],
    ["package p\nvar x = f(\n\t1\n)\n", "3:3 missing ',' before newline in argument list"],
    ['package p\nvar s = "a\n', "2:9 string literal not terminated"],
    ["package p\nfunc f() {", "2:11 expected '}', found end of file"],
  ])("%j", (text, message) => {
    expect(messages(text)[0]).toBe(message);
  });

  it("come once a line, in order, at most a hundred", () => {
    const { errors } = parseGo(inFunction("x ) ) )\n".repeat(300)));
    expect(errors).toHaveLength(100);
    const offsets = errors.map(({ offset }) => offset);
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
  });
});

describe("recovery", () => {
  it("goes on with the next statement", () => {
    const text = inFunction("a := 1\nb := = 2\nc(1\nd := 4\nif {\n}\ne()");
    const names: string[] = [];
    walk(parseGo(text).file, (node) => void (node.type === "Ident" && names.push(node.name)));
    expect(names).toEqual(expect.arrayContaining(["a", "d", "e"]));
  });

  it("goes on with the next declaration", () => {
    const { file, errors } = parseGo(
      "package p\nfunc a() {}\nvar = = 3\n)\nfunc b() {}\nfoo bar\ntype T struct{}\n",
    );
    expect(errors.length).toBeGreaterThan(1);
    expect(file.decls.filter(({ type }) => type !== "BadDecl").map(nameOf)).toEqual([
      "a",
      "GenDecl",
      "b",
      "GenDecl",
    ]);
  });

  it("closes a function whose brace is missing before the next one", () => {
    const { file, errors } = parseGo(
      "package p\nfunc a() {\n\tif x {\n\t\ty()\n\nfunc b() {}\nfunc c() {}\n",
    );
    expect(errors).toHaveLength(1);
    expect(file.decls.map(nameOf)).toEqual(["a", "b", "c"]);
  });

  it("keeps what stands before a half-written selector", () => {
    const { file } = parseGo(inFunction("c.queue.\n"));
    const selectors: string[] = [];
    walk(file, (node) => void (node.type === "SelectorExpr" && selectors.push(node.sel.name)));
    expect(selectors).toEqual(["_", "queue"]);
  });

  it("reads a file without a package clause", () => {
    const { file, errors } = parseGo("func f() {}\n");
    expect(errors).toHaveLength(1);
    expect(file.decls.map(nameOf)).toEqual(["f"]);
  });
});

describe("any text", () => {
  const tokens = fc.constantFrom(
    ..."func type struct interface map chan go if for switch select case default return ( ) [ ] { } , ; : . := = <- * & x 1 ` \" ' // /* */ \n".split(
      " ",
    ),
    "\n",
    "\uFFFD",
    "\0",
    "\uD800",
    "😀",
  );

  it("of random characters ends in a tree", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), endsInATree), {
      numRuns: 2000,
      seed: 4,
    });
  });

  it("of random tokens ends in a tree", () => {
    const texts = fc.array(tokens, { maxLength: 300 }).map((list) => list.join(" "));
    fc.assert(fc.property(texts, endsInATree), { numRuns: 2000, seed: 5 });
    fc.assert(fc.property(texts.map(inFunction), endsInATree), { numRuns: 2000, seed: 6 });
  });

  it("cut off anywhere ends in a tree", () => {
    for (const text of Object.values(validSnippets)) {
      for (let end = 0; end <= text.length; end++) endsInATree(text.slice(0, end));
    }
  });

  function endsInATree(text: string): void {
    const { file, errors } = parseGo(text);
    expect(file.end).toBe(text.length);
    for (const { offset } of errors) expect(offset).toBeLessThanOrEqual(text.length);
    walk(file, (node) => {
      if (!(node.start <= node.end && node.end <= text.length))
        throw new Error(`${node.type} of ${node.start}-${node.end}`);
    });
  }
});
