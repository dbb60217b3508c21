import { describe, expect, it } from "vitest";
import type { Node } from "../../../src/languages/go/ast.ts";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { childrenOf, walk } from "../../../src/languages/go/walk.ts";
import { gofmtComplaint } from "./support/gofmt.ts";
import { invalidSnippets, validSnippets } from "./support/snippets.ts";

describe("valid Go", () => {
  it.each(Object.entries(validSnippets))("%s", (_name, text) => {
    expect(gofmtComplaint(text)).toBeNull();
    const { file, errors } = parseGo(text);
    expect(errors).toEqual([]);
    walk(file, (node) => expect(node.type).not.toMatch(/^Bad/));
    expectSoundPositions(file, text);
  });
});

describe("invalid Go", () => {
  it.each(Object.entries(invalidSnippets))("%s", (_name, text) => {
    expect(gofmtComplaint(text)).not.toBeNull();
    const { file, errors } = parseGo(text);
    expect(errors).not.toEqual([]);
    expectSoundPositions(file, text);
  });
});

/** Children lie inside their parents, in order and apart; names and literals are the text they point at. */
function expectSoundPositions(root: Node, text: string): void {
  walk(root, (node) => {
    expect(node.end, node.type).toBeGreaterThanOrEqual(node.start);
    if (node.type === "Ident" && node.end > node.start)
      expect(text.slice(node.start, node.end)).toBe(node.name);
    if (node.type === "BasicLit" && node.end > node.start)
      expect(text.slice(node.start, node.end)).toBe(node.value);
    let last = node.start;
    for (const child of childrenOf(node)) {
      expect(child.start, `${child.type} in ${node.type}`).toBeGreaterThanOrEqual(last);
      last = child.end;
    }
    expect(last, `last child of ${node.type}`).toBeLessThanOrEqual(node.end);
  });
}
