import fc from "fast-check";
import type { ItemRef, Keys, QueueName, SettlingEffect } from "./ast.ts";

/**
 * A controller as fast-check draws it: names and targets are numbers, which need not make sense where they stand. `resolve` makes it
 * a controller, so that every sketch, and every shrunk one, is a program.
 */
export type SketchCondition =
  | { is: "asked"; shared: boolean }
  | { is: "form" }
  | { is: "variable" | "error"; pick: number }
  | { is: "underLimit" }
  | { is: "not"; of: SketchCondition }
  | { is: "both" | "either"; left: SketchCondition; right: SketchCondition };

export type SketchStatement =
  | { do: "effect"; effect: SettlingEffect; queue: QueueName; item: ItemRef; strays: boolean }
  | { do: "work" | "attempt"; awaited: boolean; givesItem: boolean }
  | { do: "ask" | "return" | "throw" }
  | { do: "set"; pick: number; value: boolean }
  | { do: "if"; test: SketchCondition; yes: SketchBlock; no: SketchBlock }
  | { do: "each" | "while"; label: boolean; body: SketchBlock }
  | { do: "break" | "continue"; pick: number }
  | { do: "try"; body: SketchBlock; caught: SketchBlock | null; last: SketchBlock | null }
  | { do: "switch"; cases: SketchBlock[]; otherwise: SketchBlock | null }
  | { do: "help"; pick: number }
  | { do: "chain"; then: SketchBlock; caught: SketchBlock | null; last: SketchBlock | null };

export type SketchBlock = SketchStatement[];

export interface Sketch {
  keys: Keys;
  form: "loop" | "next";
  ignoresShutdown: boolean;
  helpers: { isClosure: boolean; body: SketchBlock }[];
  turn: SketchBlock;
  change: SketchBlock | null;
}

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof(fc.constant(null), arbitrary);
}

const pick = fc.nat({ max: 3 });
const often = fc.integer({ min: 0, max: 9 }).map((n) => n < 8);

const condition = fc.letrec<{ node: SketchCondition; leaf: SketchCondition }>((tie) => ({
  leaf: fc.oneof(
    { weight: 4, arbitrary: fc.record({ is: fc.constant("asked" as const), shared: often.map((o) => !o) }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constantFrom("variable" as const, "error" as const), pick }) },
    { weight: 1, arbitrary: fc.constant({ is: "form" as const }) },
    { weight: 1, arbitrary: fc.constant({ is: "underLimit" as const }) },
  ),
  node: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { weight: 6, arbitrary: tie("leaf") },
    { weight: 2, arbitrary: fc.record({ is: fc.constant("not" as const), of: tie("node") }) },
    {
      weight: 1,
      arbitrary: fc.record({
        is: fc.constantFrom("both" as const, "either" as const),
        left: tie("node"),
        right: tie("node"),
      }),
    },
  ),
})).node;

const effect: fc.Arbitrary<SketchStatement> = fc.record({
  do: fc.constant("effect" as const),
  effect: fc.constantFrom<SettlingEffect>(
    "done",
    "done",
    "done",
    "forget",
    "forget",
    "retry",
    "retry",
    "readd",
    "delay",
  ),
  queue: often.map((o): QueueName => (o ? "queue" : "other")),
  item: fc.constantFrom<ItemRef>("item", "item", "item", "alias"),
  strays: fc.integer({ min: 0, max: 39 }).map((n) => n === 39),
});

const work: fc.Arbitrary<SketchStatement> = fc.record({
  do: fc.constantFrom("work" as const, "work" as const, "attempt" as const),
  awaited: fc.boolean(),
  givesItem: often.map((o) => !o),
});

const leap: fc.Arbitrary<SketchStatement> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "return" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "throw" as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("break" as const, "continue" as const), pick }) },
);

const { block } = fc.letrec<{ statement: SketchStatement; block: SketchBlock }>((tie) => {
  const inner = tie("block");
  const maybe = optional(inner);
  return {
    block: fc.array(tie("statement"), { maxLength: 4, depthIdentifier: "block" }),
    statement: fc.oneof(
      { maxDepth: 3, depthSize: "small", depthIdentifier: "block" },
      { weight: 8, arbitrary: effect },
      { weight: 4, arbitrary: work },
      { weight: 2, arbitrary: leap },
      { weight: 1, arbitrary: fc.constant({ do: "ask" as const }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("set" as const), pick, value: often }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("help" as const), pick }) },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant("if" as const),
          test: condition,
          yes: inner,
          no: fc.oneof(fc.constant<SketchBlock>([]), inner),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant("try" as const), body: inner, caught: maybe, last: maybe }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom("each" as const, "while" as const),
          label: fc.boolean(),
          body: inner,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant("switch" as const),
          cases: fc.array(inner, { minLength: 1, maxLength: 2 }),
          otherwise: maybe,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("chain" as const), then: inner, caught: maybe, last: maybe }),
      },
    ),
  };
});

const call = (name: SettlingEffect): SketchStatement => ({
  do: "effect",
  effect: name,
  queue: "queue",
  item: "item",
  strays: false,
});
const awaitedWork: SketchStatement = { do: "work", awaited: true, givesItem: false };

/** Handlers add something, somewhere. */
const change: fc.Arbitrary<SketchBlock> = fc
  .tuple(block, fc.constantFrom<SettlingEffect>("readd", "retry"), block)
  .map(([before, add, after]) => [...before, call(add), ...after]);

/** What people write, with something of anybody's in the middle: otherwise nearly every program would be wrong. */
const turn: fc.Arbitrary<SketchBlock> = fc.oneof(
  block,
  fc.tuple(block, block).map(([before, after]) => [...before, call("forget"), call("done"), ...after]),
  block.map((body): SketchBlock => [{ do: "try", body, caught: null, last: [call("done")] }]),
  fc.tuple(block, block, block).map(([body, caught, last]): SketchBlock => [
    {
      do: "try",
      body: [awaitedWork, ...body, call("forget")],
      caught: [...caught, call("retry")],
      last: [...last, call("done")],
    },
  ]),
  fc.tuple(condition, block, block).map(([test, yes, no]): SketchBlock => [
    {
      do: "try",
      body: [{ do: "if", test, yes: [...yes, call("forget")], no: [...no, call("retry")] }],
      caught: null,
      last: [call("done")],
    },
  ]),
);

export const sketch: fc.Arbitrary<Sketch> = fc.record({
  keys: fc.constantFrom<Keys>(
    "text",
    "text",
    "text",
    "text",
    "text",
    "text",
    "text",
    "text",
    "objects",
    "keyed",
  ),
  form: fc.constantFrom("loop" as const, "next" as const),
  ignoresShutdown: often.map((o) => !o),
  helpers: fc.array(fc.record({ isClosure: fc.boolean(), body: block }), { maxLength: 2 }),
  turn,
  change: optional(change),
});
