import { expect, it } from "vitest";
import { compact } from "../../src/flow/compact.ts";
import type { Block, FlowEvent, Terminal } from "../../src/flow/program.ts";

const at = { start: 0, end: 1 };
const done: Terminal = { kind: "exit", completion: "return", values: [], at, implicit: true };
const jump = (to: number): Terminal => ({ kind: "jump", to });
const branch = (yes: number, no: number): Terminal => ({
  kind: "branch",
  guard: { test: "opaque", at, words: { yes: "", no: "" } },
  yes,
  no,
});
const note = (to: number): FlowEvent => ({ kind: "assign", to, value: { kind: "unknown" } });

/** A graph as one line: in each block what is assigned, and where it goes on. */
function compacted(...blocks: [assigned: number[], end: Terminal][]): string {
  const given = blocks.map(([assigned, end], id): Block => ({ id, events: assigned.map(note), end }));
  return compact(given)
    .map(({ id, events, end }) => {
      const ways = end.kind === "branch" ? [end.yes, end.no] : end.kind === "jump" ? [end.to] : [end.kind];
      const assigned = events.flatMap((event) => (event.kind === "assign" ? [event.to] : []));
      return `${String(id)}: ${[...assigned, "->", ...ways].join(" ")}`;
    })
    .join("; ");
}

it("a chain is one block", () => {
  expect(compacted([[7], jump(2)], [[9], done], [[8], jump(1)])).toBe("0: 7 8 9 -> exit");
});

it("blocks that nothing reaches are left out", () => {
  expect(compacted([[], branch(2, 3)], [[7], jump(3)], [[8], done], [[9], done])).toBe(
    "0: -> 1 2; 1: 8 -> exit; 2: 9 -> exit",
  );
});

it("blocks where nothing happens are passed over, to where ways meet", () => {
  expect(compacted([[], branch(1, 2)], [[7], jump(3)], [[8], jump(3)], [[], jump(4)], [[9], done])).toBe(
    "0: -> 1 2; 1: 7 -> 3; 2: 8 -> 3; 3: 9 -> exit",
  );
});

it("a branch keeps two ways, though nothing happens on either", () => {
  expect(compacted([[], branch(1, 2)], [[], jump(3)], [[], jump(3)], [[9], done])).toBe(
    "0: -> 1 2; 1: -> 2; 2: 9 -> exit",
  );
});

it("a loop keeps the block that it comes back to", () => {
  expect(compacted([[7], jump(1)], [[8], branch(2, 3)], [[], jump(1)], [[9], done])).toBe(
    "0: 7 -> 1; 1: 8 -> 1 2; 2: 9 -> exit",
  );
});

it("an endless loop in which nothing happens stays one", () => {
  expect(compacted([[7], jump(1)], [[], jump(2)], [[], jump(1)])).toBe("0: 7 -> 1; 1: -> 1");
});

it("the entry stays the first block when a loop comes back to it", () => {
  expect(compacted([[], jump(1)], [[7], jump(0)])).toBe("0: -> 1; 1: 7 -> 1");
});
