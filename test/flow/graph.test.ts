import { describe, expect, it } from "vitest";
import { meetingPoint } from "../../src/flow/dominators.ts";
import { explore } from "../../src/flow/explore.ts";
import { liveSlots } from "../../src/flow/liveness.ts";
import type { Node } from "../../src/flow/path.ts";
import type { Block, FlowEvent, FlowGraph, Guard, Terminal } from "../../src/flow/program.ts";
import { check } from "../../src/flow/check.ts";
import { programOf } from "./program-of.ts";
import type { Property } from "../../src/flow/property.ts";

const at = { start: 0, end: 1 };
const nobody = (): boolean => false;
const test = (on: number): Guard => ({ test: "truthy", on, at, words: { yes: "", no: "" } });
const done: Terminal = { kind: "exit", completion: "return", values: [], at, implicit: true };
const jump = (to: number): Terminal => ({ kind: "jump", to });
const branch = (yes: number, no: number, on = 0): Terminal => ({ kind: "branch", guard: test(on), yes, no });
const copy = (to: number, from: number): FlowEvent => ({
  kind: "assign",
  to,
  value: { kind: "copy", from },
});

function blocks(...ends: (Terminal | [FlowEvent[], Terminal])[]): Block[] {
  return ends.map((each, id) =>
    Array.isArray(each) ? { id, events: each[0], end: each[1] } : { id, events: [], end: each },
  );
}

describe("liveness", () => {
  const tested = (...parts: Parameters<typeof blocks>): number[][] =>
    liveSlots(blocks(...parts), nobody).map((live) => [...live.tested].sort());

  it("reaches back from a test to the start", () => {
    expect(tested(jump(1), branch(2, 2, 7), done)).toEqual([[7], [7], []]);
  });

  it("ends at an assignment, and goes on with what is assigned", () => {
    expect(tested([[copy(7, 3)], jump(1)], branch(2, 2, 7), done)).toEqual([[3], [7], []]);
  });

  it("goes around a loop", () => {
    expect(tested(jump(1), branch(2, 3, 5), [[copy(5, 6)], jump(1)], done)).toEqual([
      [5, 6],
      [5, 6],
      [6],
      [],
    ]);
  });

  it("goes on with what a slot is given that others see", () => {
    const [live] = liveSlots(blocks([[copy(7, 3)], done]), (slot) => slot === 7);
    expect([...(live?.tested ?? [])]).toEqual([3]);
  });

  it("tells what is tested from what is only used", () => {
    const effect: FlowEvent = { kind: "effect", effect: "done", handle: 0, item: 9, at, text: "" };
    const [live] = liveSlots(blocks([[effect], done]), nobody);
    expect([...(live?.used ?? [])]).toEqual([9]);
    expect([...(live?.tested ?? [])]).toEqual([]);
  });
});

describe("the meeting point of a branch", () => {
  const graph = (...parts: Parameters<typeof blocks>): FlowGraph => {
    const made = blocks(...parts);
    return { function: 0, parameters: [], blocks: made, live: liveSlots(made, nobody) };
  };

  it("is where both ways come together", () => {
    expect(meetingPoint(graph(branch(1, 2), jump(3), jump(3), done), 0)).toBe(3);
  });

  it("is none when they meet only at the end of the function", () => {
    expect(meetingPoint(graph(branch(1, 2), done, done), 0)).toBeUndefined();
  });

  it("of an outer branch is behind that of the inner one", () => {
    const nested = graph(branch(1, 5), branch(2, 3), jump(4), jump(4), jump(5), done);
    expect([meetingPoint(nested, 0), meetingPoint(nested, 1)]).toEqual([5, 4]);
  });

  it("of a loop's test is what follows the loop", () => {
    expect(meetingPoint(graph(branch(1, 2), jump(0), done), 0)).toBe(2);
  });
});

const requiresDone: Property = {
  follows: "item",
  where: () => true,
  start: "held",
  on: { held: { done: "settled" } },
  inDoubt: [],
  wrongStates: [],
  wrongEnds: [{ states: ["held"], at: ["return"] }],
};

/** The branches and calls on the path to the first finding, as a reader would tell them. */
function witness(body: string): string[] {
  const program = programOf(`declare const queue: RateLimitingQueue<string>;
    async function work(a: boolean, b: boolean) { const { item } = await queue.get(); ${body} }`);
  const [found] = check(program, [requiresDone]).get(requiresDone) ?? [];
  return (found?.steps ?? []).map((step) => {
    if (step.kind === "branch") return step.outcome ? step.guard.words.yes : step.guard.words.no;
    return step.kind === "take" ? "take" : `${step.kind} ${step.call.text}`;
  });
}

describe("a witness", () => {
  it("is empty when the property holds", () => {
    expect(witness("queue.done(item);")).toEqual([]);
  });

  it("names the branch that decides", () => {
    expect(witness("if (a) return; queue.done(item);")).toEqual(["take", "`a` is truthy"]);
  });

  it("leaves out a branch that makes no difference", () => {
    expect(witness("if (b) log(1); else log(2); if (a) queue.done(item);")).toEqual(["take", "`a` is falsy"]);
  });

  it("tells what was thrown into the handler that loses the item", () => {
    expect(witness("try { await sync(a); queue.done(item); } catch { }")).toEqual(["take", "throw sync"]);
  });

  it("goes into the helper where it is decided", () => {
    const steps = witness("settle(item, a); function settle(key, ok) { if (ok) queue.done(key); }");
    expect(steps).toEqual(["take", "enter settle", "`ok` is falsy", "leave settle"]);
  });
});

describe("growth with the size of a function", () => {
  const explored = (body: string): readonly Node[] => {
    const program = programOf(`declare const queue: RateLimitingQueue<string>;
      async function work(flags: boolean[]) { const { item } = await queue.get(); ${body} queue.done(item); }`);
    const [take] = program.takes;
    return explore(program, [requiresDone], take!.function, { take: take! }).nodes;
  };
  const repeated = (count: number, part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join("\n");
  const nested = (depth: number): string =>
    depth === 0 ? "await step();" : `try { ${nested(depth - 1)} } finally { close(${String(depth)}); }`;

  it.each([
    [
      "ifs on distinct conditions",
      (size: number) => repeated(size, (i) => `if (flags[${String(i)}]) step();`),
    ],
    ["ifs on one condition", (size: number) => repeated(size, () => "if (flags) step();")],
    ["loops", (size: number) => repeated(size, () => "for (const flag of flags) step(flag);")],
    ["nested finalizers", nested],
  ])("is no worse than linear for %s", (_, body) => {
    const [small, large] = [explored(body(10)), explored(body(40))];
    expect(large.length / small.length).toBeLessThan(4.5);
  });

  it("comes from exploring each block once for each standing and environment", () => {
    const nodes = explored("for (const flag of flags) { if (flag) step(); else other(); }");
    const again = nodes.filter((node, index) =>
      nodes.some(
        (other, before) =>
          before < index &&
          other.block === node.block &&
          other.standing === node.standing &&
          other.env.equals(node.env),
      ),
    );
    expect(again).toEqual([]);
  });
});
