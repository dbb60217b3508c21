import type { Constant, FunctionId, Guard, HandleId } from "./program.ts";

/**
 * What is known of a value, as the set of kinds it may be. Every language's values fall into four kinds:
 * nil, false, another falsy value, and everything else.
 */
export const NIL = 1;
export const FALSE = 2;
const EMPTY = 4;
export const TRUTHY = 8;
export const ANYTHING = NIL | FALSE | EMPTY | TRUTHY;

/** A record comes from the take, or was made here: compared by identity (`fresh`), or by value. */
export type RecordOrigin = "take" | "fresh" | "value";

export type Identity =
  /** The item that is followed. */
  | { readonly kind: "item" }
  /** A value made from the item; `sure` when it is provably another value. */
  | { readonly kind: "derived"; readonly sure: boolean }
  /** The item's name, without what stands before it. */
  | { readonly kind: "name" }
  /** An object that was looked up by the item, or its name. */
  | { readonly kind: "namesake" }
  /** Whether a value, the item or another, has the form that it nearly always has. */
  | { readonly kind: "usual"; readonly ofItem: boolean }
  /** What a change handler was given, and casts of it. */
  | { readonly kind: "changed"; readonly pointer: boolean }
  /** The lease of the item. */
  | { readonly kind: "lease" }
  | { readonly kind: "constant"; readonly value: Constant }
  /** None of these constants, by the tests so far. */
  | { readonly kind: "unlike"; readonly values: readonly Constant[] }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, Fact>; readonly origin: RecordOrigin }
  | { readonly kind: "condition"; readonly guard: Guard; readonly negated: boolean }
  | { readonly kind: "function"; readonly id: FunctionId }
  | { readonly kind: "handle"; readonly id: HandleId };

/** One value's knowledge. `key` is equal for equal facts. */
export interface Fact {
  readonly may: number;
  readonly is?: Identity;
  readonly key: string;
}

function identityKey(identity: Identity): string {
  switch (identity.kind) {
    case "constant":
      return `=${constantKey(identity.value)}`;
    case "unlike":
      return `≠${identity.values.map(constantKey).join()}`;
    case "derived":
      return identity.sure ? "part" : "derived";
    case "changed":
      return identity.pointer ? "changed*" : "changed";
    case "usual":
      return identity.ofItem ? "usual" : "usual-";
    case "record":
      return `${identity.origin}{${[...identity.fields].map(([name, fact]) => `${name}:${fact.key}`).join()}}`;
    case "condition":
      return `?${String(identity.guard.at.start)}${identity.negated ? "!" : ""}`;
    case "function":
      return `f${String(identity.id)}`;
    case "handle":
      return `h${String(identity.id)}`;
    default:
      return identity.kind;
  }
}

function constantKey(value: Constant): string {
  return `${typeof value}:${String(value)}`;
}

export function fact(may: number, is?: Identity): Fact {
  return is ? { may, is, key: `${String(may)}${identityKey(is)}` } : { may, key: String(may) };
}

export const unknown = fact(ANYTHING);
export const nil = fact(NIL, { kind: "constant", value: null });
export const object = fact(TRUTHY);
export const theItem = fact(TRUTHY, { kind: "item" });
export const theLease = fact(TRUTHY, { kind: "lease" });
const usual = fact(FALSE | TRUTHY, { kind: "usual", ofItem: false });
const usualOfItem = fact(FALSE | TRUTHY, { kind: "usual", ofItem: true });
export const derived = fact(ANYTHING, { kind: "derived", sure: false });
export const surelyDerived = fact(ANYTHING, { kind: "derived", sure: true });
export const nameOfItem = fact(ANYTHING, { kind: "name" });
export const namedByItem = fact(ANYTHING, { kind: "namesake" });
export const changedObject = fact(ANYTHING, { kind: "changed", pointer: false });
export const changedPointer = fact(ANYTHING, { kind: "changed", pointer: true });

export function usualForm(ofItem: boolean): Fact {
  return ofItem ? usualOfItem : usual;
}

export function constant(value: Constant): Fact {
  if (value === null) return nil;
  const may = value === false ? FALSE : value === 0 || value === "" ? EMPTY : TRUTHY;
  return fact(may, { kind: "constant", value });
}

/** Constants that a value is known not to be; more are forgotten. */
const mostUnlike = 8;

/** `known`, which was found not to be `value`; undefined when it can be nothing else. */
export function unlike(known: Fact, value: Constant): Fact | undefined {
  const { is } = known;
  if (is?.kind === "constant") return is.value === value ? undefined : known;
  const may = value === false ? known.may & ~FALSE : known.may;
  if (may === 0) return undefined;
  if (is && is.kind !== "unlike") return narrowed(known, may);
  const values = is?.values ?? [];
  if (values.includes(value) || values.length >= mostUnlike) return narrowed(known, may);
  return fact(may, { kind: "unlike", values: [...values, value].sort(byKey) });
}

function byKey(one: Constant, other: Constant): number {
  return constantKey(one) < constantKey(other) ? -1 : 1;
}

/** The same value, seen through a conversion or a test that leaves only `may`. */
export function narrowed(known: Fact, may: number): Fact {
  return known.may === may ? known : fact(may, known.is);
}

/** Whether the value is the item, or holds it. */
export function holdsItem(known: Fact | undefined): boolean {
  const is = known?.is;
  if (!is) return false;
  if (is.kind === "record") return [...is.fields.values()].some(holdsItem);
  return is.kind === "item" || is.kind === "lease";
}

const onlyDecideTests = new Set<Identity["kind"]>(["constant", "unlike", "condition"]);

/** Whether losing this fact would lose more than the outcome of a test. */
export function namesSomething(known: Fact): boolean {
  const kind = known.is?.kind;
  return kind !== undefined && !onlyDecideTests.has(kind);
}
