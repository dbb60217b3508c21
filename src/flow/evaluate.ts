import { assume } from "./assume.ts";
import type { Environment } from "./environment.ts";
import { constant, derived, fact, FALSE, object, theItem, TRUTHY, type Fact } from "./facts.ts";
import type { Guard, Slot, Source } from "./program.ts";

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
    case "derived":
      return source.from.some((slot) => comesFromItem(env.get(slot))) ? derived : undefined;
    case "field":
      return fieldOf(env.get(source.of), source.name);
    case "record":
      return recordOf(source.fields, env);
    case "condition":
      return conditionOf(source.guard, source.negated, env);
    case "function":
      return fact(TRUTHY, { kind: "function", id: source.id });
    case "handle":
      return fact(TRUTHY, { kind: "handle", id: source.id });
  }
}

/** The environment after `to` was given `value`: whatever was a test of `to` no longer is. */
export function assign(env: Environment, to: Slot, value: Fact | undefined): Environment {
  const kept = env.filter((_, known) => known.is?.kind !== "condition" || known.is.guard.on !== to);
  return kept.with(to, value);
}

export function comesFromItem(known: Fact | undefined): boolean {
  const kind = known?.is?.kind;
  return kind === "item" || kind === "lease" || kind === "derived";
}

/** Whether a value was made from the item, or put together from parts of it: it may be an equal one. */
export function madeFromItem(known: Fact): boolean {
  const { is } = known;
  return is?.kind === "derived" || (is?.kind === "record" && [...is.fields.values()].some(comesFromItem));
}

function fieldOf(known: Fact | undefined, name: string): Fact | undefined {
  const is = known?.is;
  if (is?.kind === "record") return is.fields.get(name);
  if (is?.kind === "lease") return name === "item" ? theItem : undefined;
  return comesFromItem(known) ? derived : undefined;
}

function recordOf(fields: ReadonlyMap<string, Slot>, env: Environment): Fact {
  const known = new Map<string, Fact>();
  for (const [name, slot] of fields) {
    const value = env.get(slot);
    if (value && depth(value) < recordDepth) known.set(name, value);
  }
  return known.size === 0 ? object : fact(TRUTHY, { kind: "record", fields: known });
}

function depth(known: Fact): number {
  return known.is?.kind === "record" ? 1 + Math.max(...[...known.is.fields.values()].map(depth)) : 0;
}

function conditionOf(guard: Guard, negated: boolean, env: Environment): Fact {
  const yes = assume(env, guard, true);
  const no = assume(env, guard, false);
  if (!yes || yes.unlikely) return constant(negated);
  if (!no || no.unlikely) return constant(!negated);
  return fact(FALSE | TRUTHY, { kind: "condition", guard, negated });
}
