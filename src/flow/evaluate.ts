import { wrapsChange } from "../protocol/change-events.ts";
import { assume } from "./assume.ts";
import type { Environment } from "./environment.ts";
import {
  changedObject,
  changedPointer,
  constant,
  derived,
  fact,
  FALSE,
  object,
  surelyDerived,
  theItem,
  TRUTHY,
  usualForm,
  namedByItem,
  nameOfItem,
  type Fact,
  type Identity,
} from "./facts.ts";
import type { Guard, Naming, Slot, Source } from "./program.ts";

/** Records nest at most this deep, so that facts stay finite. */
const recordDepth = 2;

/** What is known of the value of `source`; undefined when nothing is. */
export function evaluate(source: Source, env: Environment): Fact | undefined {
  switch (source.kind) {
    case "unknown":
      return undefined;
    case "constant":
      return constant(source.value);
    case "object":
      return object;
    case "copy":
      return env.get(source.from);
    case "pointer": {
      const from = env.get(source.from);
      return from?.is?.kind === "changed" ? changedPointer : from;
    }
    case "givenPointer": {
      const from = env.get(source.from);
      return from?.is ? from : changedPointer;
    }
    case "allocated":
      return allocated(env.get(source.from), source.carries);
    case "pointee":
      return pointeeOf(env.get(source.from));
    case "derived":
      return derivedFrom(
        source.from.map((slot) => env.get(slot)),
        source.sure ?? false,
      );
    case "form":
      return formOf(env.get(source.value), source);
    case "named":
      return (
        namedBy(
          source.how,
          source.from.map((slot) => env.get(slot)),
        ) ?? env.get(source.otherwise)
      );
    case "field":
      return fieldOf(env.get(source.of), source.name);
    case "record":
      return recordOf(source.fields, source.fresh, env);
    case "condition":
      return conditionOf(source.guard, source.negated, env);
    case "function":
      return fact(TRUTHY, { kind: "function", id: source.id });
    case "handle":
      return env.get(source.parameter) ?? fact(TRUTHY, { kind: "handle", id: source.id });
  }
}

/** The environment after `to` was given `value`: whatever was a test of `to` no longer is. */
export function assign(env: Environment, to: Slot, value: Fact | undefined): Environment {
  const kept = env.filter((_, known) => known.is?.kind !== "condition" || known.is.guard.on !== to);
  return kept.with(to, value);
}

export function comesFromItem(known: Fact | undefined): boolean {
  const is = known?.is;
  if (is?.kind === "usual") return is.ofItem;
  return is?.kind === "item" || is?.kind === "lease" || is?.kind === "derived" || is?.kind === "name";
}

/** Of what is asked for the item, and of strings and the like, another form than the usual one is not to be expected; an error may well be of several types. */
function formOf(value: Fact | undefined, { isPlain, isUsual }: Source & { kind: "form" }): Fact | undefined {
  if (isPlain && isPointer(value)) return constant(false);
  if (isUsual && (isPlain || value?.is?.kind === "item")) return usualForm(comesFromItem(value));
  return derivedFrom([value], false);
}

function isPointer(known: Fact | undefined): boolean {
  const is = known?.is;
  return is?.kind === "changed" ? is.pointer : is?.kind === "record" && is.origin === "fresh";
}

function allocated(known: Fact | undefined, carries: boolean): Fact {
  const fields = new Map(known?.is?.kind === "record" ? known.is.fields : []);
  if (carries) fields.set("*", changedObject);
  return fact(TRUTHY, { kind: "record", fields, origin: "fresh" });
}

/** What was made or changed behind a pointer is no news to a copy of it; all else is as the pointer is. */
function pointeeOf(known: Fact | undefined): Fact | undefined {
  const is = known?.is;
  if (is?.kind === "changed") return undefined;
  const isFresh = is?.kind === "record" && is.origin === "fresh";
  return isFresh ? fact(TRUTHY, { ...is, origin: "value" }) : known;
}

function namedBy(how: Naming, from: readonly (Fact | undefined)[]): Fact | undefined {
  const isAny = (...kinds: readonly Identity["kind"][]): boolean =>
    from.some((known) => known?.is !== undefined && kinds.includes(known.is.kind));
  switch (how) {
    case "name":
      return isAny("item") ? nameOfItem : undefined;
    case "byName":
      return isAny("name") ? namedByItem : undefined;
    case "byItem":
      return isAny("item", "name") ? namedByItem : undefined;
    case "copy":
      return isAny("namesake") ? namedByItem : undefined;
    case "item":
      return isAny("namesake") ? theItem : undefined;
  }
}

function derivedFrom(sources: readonly (Fact | undefined)[], sure: boolean): Fact | undefined {
  if (!sources.some(comesFromItem)) return undefined;
  return sure && sources.some((known) => known?.is?.kind === "item") ? surelyDerived : derived;
}

/** A field of the item is not the item; what a function made of the item may hold it, but not behind its first element. */
function fieldOf(known: Fact | undefined, name: string): Fact | undefined {
  const is = known?.is;
  if (is?.kind === "record") return is.fields.get(name);
  if (is?.kind === "lease") return name === "item" ? theItem : undefined;
  if (is?.kind === "changed") return wrapsChange.test(name) ? known : undefined;
  if (is?.kind === "item" || (is?.kind === "derived" && (is.sure || Number(name) >= 1))) return surelyDerived;
  return comesFromItem(known) ? derived : undefined;
}

function recordOf(fields: ReadonlyMap<string, Slot>, fresh: boolean, env: Environment): Fact {
  const known = new Map<string, Fact>();
  for (const [name, slot] of fields) {
    const value = env.get(slot);
    if (value && depth(value) < recordDepth) known.set(name, value);
  }
  return fact(TRUTHY, { kind: "record", fields: known, origin: fresh ? "fresh" : "value" });
}

function depth(known: Fact): number {
  return known.is?.kind === "record" ? 1 + Math.max(0, ...[...known.is.fields.values()].map(depth)) : 0;
}

function conditionOf(guard: Guard, negated: boolean, env: Environment): Fact {
  const yes = assume(env, guard, true);
  const no = assume(env, guard, false);
  if (!yes || yes.unlikely) return constant(negated);
  if (!no || no.unlikely) return constant(!negated);
  return fact(FALSE | TRUTHY, { kind: "condition", guard, negated });
}
