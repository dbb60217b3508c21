import { describe, expect, it } from "vitest";
import { assume } from "../../src/flow/assume.ts";
import { Environment } from "../../src/flow/environment.ts";
import { assign, evaluate } from "../../src/flow/evaluate.ts";
import {
  ANYTHING,
  constant,
  derived,
  fact,
  FALSE,
  holdsItem,
  NIL,
  nil,
  object,
  surelyDerived,
  theItem,
  TRUTHY,
  unknown,
  type Fact,
} from "../../src/flow/facts.ts";
import type { Guard, SlotInfo } from "../../src/flow/program.ts";

const at = { start: 0, end: 1 };
const words = { yes: "yes", no: "no" };
const guardOn = (on: number, test: Guard["test"] = "truthy", more: Partial<Guard> = {}): Guard => ({
  test,
  on,
  at,
  words,
  ...more,
});
const x = 1;
const y = 2;
const knowing = (known: Fact, slot = x): Environment => Environment.of([[slot, known]]);

describe("facts", () => {
  it.each([
    [null, NIL],
    [false, FALSE],
    [0, 4],
    ["", 4],
    ["a", TRUTHY],
    [true, TRUTHY],
  ])("the constant %j is of one kind", (value, kind) => {
    expect(constant(value).may).toBe(kind);
  });

  it("have equal keys when they are equal, whoever made them", () => {
    expect(constant("a").key).toBe(constant("a").key);
    expect(constant("1").key).not.toBe(constant(1).key);
    expect(fact(TRUTHY).key).not.toBe(theItem.key);
  });

  it("hold the item directly or in a record", () => {
    const record = fact(TRUTHY, { kind: "record", fields: new Map([["key", theItem]]), origin: "fresh" });
    expect([theItem, record, derived, object, undefined].map(holdsItem)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("environments", () => {
  const both = Environment.of([
    [y, nil],
    [x, object],
  ]);

  it("are equal whatever order their facts came in", () => {
    expect(both.equals(Environment.empty.with(x, object).with(y, nil))).toBe(true);
    expect(both.equals(both.with(y, object))).toBe(false);
    expect(both.equals(knowing(object))).toBe(false);
    expect(knowing(nil, x).equals(knowing(nil, y))).toBe(false);
  });

  it("keep their facts sorted by slot", () => {
    expect(both.slots).toEqual([x, y]);
    expect(both.get(x)).toBe(object);
    expect(both.get(y)).toBe(nil);
    expect(both.get(3)).toBeUndefined();
  });

  it("stay one object when nothing changes", () => {
    expect(both.with(x, fact(TRUTHY))).toBe(both);
    expect(both.filter(() => true)).toBe(both);
  });

  it("drop a fact that says nothing", () => {
    expect(both.with(x, unknown).slots).toEqual([y]);
    expect(both.with(x, undefined).slots).toEqual([y]);
  });

  it("agree on what is common: equal facts, and kinds that exclude something", () => {
    const join = (a: Fact, b: Fact): Fact | undefined => knowing(a).join(knowing(b)).get(x);
    expect(join(theItem, theItem)).toBe(theItem);
    expect(join(nil, object)?.may).toBe(NIL | TRUTHY);
    expect(join(fact(ANYTHING & ~NIL), nil)).toBeUndefined();
    expect(knowing(nil, x).join(knowing(nil, y)).slots).toEqual([]);
  });

  it("keep what can still matter: tested, seen by others, or named and used", () => {
    const slot = (captured: boolean): SlotInfo => ({
      name: "",
      owner: 0,
      captured,
      writers: [],
      shared: false,
    });
    const slots = [slot(false), slot(false), slot(false), slot(true), slot(false)];
    const env = Environment.of([
      [0, nil],
      [1, theItem],
      [2, nil],
      [3, nil],
      [4, nil],
    ]);
    const live = { tested: new Set([0]), used: new Set([0, 1, 2]) };
    expect(env.restrictedTo(live, slots).slots).toEqual([0, 1, 3]);
  });

  it("keep of what is only tested whether it is there, not what it stands for", () => {
    const slots: SlotInfo[] = [{ name: "", owner: 0, captured: false, writers: [], shared: false }];
    const kept = (known: Fact, used: boolean): Fact | undefined =>
      Environment.of([[0, known]])
        .restrictedTo({ tested: new Set([0]), used: new Set(used ? [0] : []) }, slots)
        .get(0);
    expect(kept(theItem, false)).toEqual(fact(TRUTHY));
    expect(kept(theItem, true)).toBe(theItem);
    expect(kept(nil, false)).toBe(nil);
  });

  it("cover what only decides more tests", () => {
    expect(Environment.empty.covers(knowing(nil))).toBe(true);
    expect(knowing(fact(NIL | FALSE)).covers(knowing(nil))).toBe(true);
    expect(knowing(fact(TRUTHY)).covers(knowing(nil))).toBe(false);
    expect(knowing(nil).covers(Environment.empty)).toBe(false);
    expect(knowing(nil).covers(knowing(nil, y))).toBe(false);
  });

  it("do not cover what stands for something they do not know", () => {
    expect(Environment.empty.covers(knowing(theItem))).toBe(false);
    expect(knowing(fact(TRUTHY)).covers(knowing(theItem))).toBe(false);
    expect(knowing(theItem).covers(knowing(theItem))).toBe(true);
  });
});

describe("what a test tells", () => {
  const outcome = (
    known: Fact | undefined,
    test: Guard["test"],
    holds: boolean,
  ): Fact | string | undefined => {
    const env = known ? knowing(known) : Environment.empty;
    const assumed = assume(env, guardOn(x, test), holds);
    return assumed ? assumed.env.get(x) : "impossible";
  };

  it("of a truthy value excludes nil, false and empty", () => {
    expect(outcome(undefined, "truthy", true)).toEqual(fact(TRUTHY));
    expect(outcome(nil, "truthy", true)).toBe("impossible");
    expect(outcome(theItem, "truthy", false)).toBe("impossible");
  });

  it("of nil is the only one that leaves nothing else", () => {
    expect(outcome(undefined, "nil", true)).toEqual(fact(NIL));
    expect(outcome(object, "nil", true)).toBe("impossible");
    expect(outcome(nil, "nil", false)).toBe("impossible");
  });

  it("of a constant decides against another constant", () => {
    expect(outcome(constant("a"), { equals: "b" }, true)).toBe("impossible");
    expect(outcome(constant("a"), { equals: "a" }, false)).toBe("impossible");
    expect(outcome(undefined, { equals: "a" }, true)).toEqual(constant("a"));
    expect(outcome(theItem, { equals: "a" }, true)).toBe(theItem);
  });

  it("goes through a variable that holds a condition", () => {
    const inner = fact(FALSE | TRUTHY, { kind: "condition", guard: guardOn(y, "nil"), negated: true });
    const env = Environment.of([[x, inner]]);
    expect(assume(env, guardOn(x), true)?.env.get(y)?.may).toBe(ANYTHING & ~NIL);
    expect(assume(env.with(y, nil), guardOn(x), true)).toBeUndefined();
  });

  it("makes a path that contradicts a changeable expression unlikely, not impossible", () => {
    const guard: Guard = { test: "truthy", soft: x, at, words };
    expect(assume(knowing(nil), guard, true)?.unlikely).toBe(true);
    expect(assume(knowing(object), guard, true)?.unlikely).toBe(false);
  });

  it.each([
    ["failsWhenTruthy", "truthy", true, "failure"],
    ["failsWhenTruthy", "truthy", false, undefined],
    ["failsWhenTruthy", "nil", false, "failure"],
    ["failsWhenFalsy", "truthy", false, "failure"],
    ["retryCount", "truthy", false, "retryCount"],
  ] as const)("with the role %s, %s coming out %s shows %s", (role, test, holds, shown) => {
    expect(assume(Environment.empty, guardOn(x, test, { role }), holds)?.shows).toBe(shown);
  });
});

describe("the value of a source", () => {
  it("is what it copies", () => {
    expect(evaluate({ kind: "copy", from: x }, knowing(theItem))).toBe(theItem);
  });

  it("made from the item is not the item; for sure when text was added", () => {
    expect(evaluate({ kind: "derived", from: [x] }, knowing(theItem))).toBe(derived);
    expect(evaluate({ kind: "derived", from: [x], sure: true }, knowing(theItem))).toBe(surelyDerived);
    expect(evaluate({ kind: "derived", from: [x] }, knowing(object))).toBeUndefined();
  });

  it("is remembered in a record's field", () => {
    const record = evaluate({ kind: "record", fields: new Map([["key", x]]), fresh: true }, knowing(theItem));
    expect(evaluate({ kind: "field", of: y, name: "key" }, Environment.of([[y, record as Fact]]))).toBe(
      theItem,
    );
  });

  it("is a constant when a condition can come out one way only", () => {
    expect(evaluate({ kind: "condition", guard: guardOn(x), negated: false }, knowing(nil))).toEqual(
      constant(false),
    );
  });

  it("forgets the conditions on a variable that is assigned", () => {
    const condition = fact(FALSE | TRUTHY, { kind: "condition", guard: guardOn(y), negated: false });
    expect(assign(knowing(condition), y, nil).slots).toEqual([y]);
  });
});
