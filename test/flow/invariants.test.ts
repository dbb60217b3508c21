import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { footprintOf } from "../../src/flow/footprint.ts";
import { brokenInvariants } from "../../src/flow/invariants.ts";
import type { FlowGraph, Program } from "../../src/flow/program.ts";
import { fixturesIn } from "../rules/wants.ts";
import { graphOf, programOf } from "./program-of.ts";

const webernetes = join(import.meta.dirname, "../../node_modules/@ngrok/webernetes/src");
const publicSources = readdirSync(webernetes, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(webernetes, path), "utf8") }));

/** What a flow graph shows and the footprint, made without it, does not. */
function missing(program: Program, graph: FlowGraph): string[] {
  const told = program.footprint(graph.function);
  const shown = footprintOf(graph, program.slots);
  return [
    ...[...shown.effects].filter((effect) => !told.effects.has(effect)),
    ...[...shown.calls].filter((id) => !told.calls.has(id)).map((id) => `call of ${String(id)}`),
    ...[...shown.writes]
      .filter((owner) => owner !== graph.function && !told.writes.has(owner))
      .map((owner) => `write to ${String(owner)}`),
    ...(shown.takes && !told.takes ? ["take"] : []),
  ].map((gap) => `the footprint lacks: ${gap}`);
}

function problemsOf({ path, text }: { path: string; text: string }): string[] {
  const program = programOf(text, path);
  return program.functions.flatMap(({ id }) => {
    const graph = program.graph(id);
    const problems = graph ? [...brokenInvariants(program, graph), ...missing(program, graph)] : [];
    return problems.map((problem) => `${path}: ${problem}`);
  });
}

it.each([
  ["the TypeScript fixtures", fixturesIn("ecmascript")],
  ["the Go fixtures", fixturesIn("go")],
  ["a large public program", publicSources],
])("every flow graph of %s is sound, and its footprint names all that it shows", (_, sources) => {
  expect(sources.flatMap(problemsOf)).toEqual([]);
});

describe("the invariants", () => {
  const program = programOf("function f(a) { try { if (a) return; } finally { x(); } }");
  const sound = graphOf(program);
  const changed = (change: (graph: FlowGraph) => FlowGraph): string[] =>
    brokenInvariants(program, change(sound));

  it("hold of a sound graph", () => {
    expect(brokenInvariants(program, sound)).toEqual([]);
  });

  it("tell a successor that is not there", () => {
    expect(
      changed((graph) => ({ ...graph, blocks: graph.blocks.slice(0, 1), live: graph.live.slice(0, 1) })),
    ).toHaveLength(2);
  });

  it("tell a block with another's number", () => {
    expect(
      changed((graph) => ({ ...graph, blocks: graph.blocks.map((block) => ({ ...block, id: 0 })) }))[0],
    ).toBe("block 1 calls itself 0");
  });

  it("tell a slot without an owner", () => {
    const event = { kind: "assign", to: 9999, value: { kind: "object" } } as const;
    expect(
      changed((graph) => ({
        ...graph,
        blocks: graph.blocks.map((block) => (block.id === 0 ? { ...block, events: [event] } : block)),
      })),
    ).toEqual(["slot 9999 in block 0 belongs to no function"]);
  });

  it("tell a way out of a finalizer that its dispatch does not know", () => {
    const problems = changed((graph) => ({
      ...graph,
      blocks: graph.blocks.map((block) =>
        block.end.kind === "dispatch" ? { ...block, end: { ...block.end, cases: new Map() } } : block,
      ),
    }));
    expect(problems.map((problem) => problem.replace(/block \d+/, "the block")).sort()).toEqual([
      "the block does not know the way normal",
      "the block does not know the way return@29",
    ]);
  });
});
