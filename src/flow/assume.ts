import type { Environment } from "./environment.ts";
import { ANYTHING, constant, narrowed, NIL, TRUTHY, unknown, unlike, type Fact } from "./facts.ts";
import type { Constant, Guard } from "./program.ts";

type Role = NonNullable<Guard["role"]>;

/** What an outcome can tell. */
type Shown = "failure" | "excuse" | "stop" | "shutdown" | "retryCount" | "unknownKey" | "keptCount";

/** What holds once a guard came out one way. */
export interface Assumption {
  readonly env: Environment;
  /** The path contradicts what a changeable expression said before, or a value has not the form that it nearly always has. */
  readonly unlikely: boolean;
  /** What the outcome tells, if anything. */
  readonly shows: Shown | undefined;
}

/** The environment after `guard` came out as `outcome`, or undefined when it cannot. */
export function assume(env: Environment, guard: Guard, outcome: boolean): Assumption | undefined {
  const hard = guard.on === undefined ? env : assumeSlot(env, guard, guard.on, outcome);
  if (!hard) return undefined;
  const inner = env.get(guard.on)?.is;
  const through =
    inner?.kind === "condition" ? assume(hard, inner.guard, outcome !== inner.negated) : undefined;
  if (inner?.kind === "condition" && !through) return undefined;
  const shows = shownBy(guard, outcome) ?? through?.shows;
  const base = through?.env ?? hard;
  const isUnusual = inner?.kind === "usual" && ((base.get(guard.on)?.may ?? NIL) & TRUTHY) === 0;
  const unlikely = isUnusual || (through?.unlikely ?? false);
  if (guard.soft === undefined) return { env: base, unlikely, shows };
  const soft = assumeSlot(base, guard, guard.soft, outcome);
  return { env: soft ?? base, unlikely: !soft || unlikely, shows };
}

function assumeSlot(env: Environment, guard: Guard, slot: number, outcome: boolean): Environment | undefined {
  const refined = refine(env.get(slot) ?? unknown, guard.test, outcome);
  return refined && env.with(slot, refined);
}

function refine(known: Fact, test: Guard["test"], outcome: boolean): Fact | undefined {
  if (test === "opaque") return known;
  if (test === "truthy") return within(known, outcome ? TRUTHY : ANYTHING & ~TRUTHY);
  if (test === "nil" || test.equals === null) return within(known, outcome ? NIL : ANYTHING & ~NIL);
  return refineEqual(known, test.equals, outcome);
}

function within(known: Fact, mask: number): Fact | undefined {
  const may = known.may & mask;
  return may === 0 ? undefined : narrowed(known, may);
}

function refineEqual(known: Fact, value: Constant, outcome: boolean): Fact | undefined {
  if (known.is?.kind === "item") return known; // any value but nil is an ordinary item
  if (!outcome) return unlike(known, value);
  const wanted = constant(value);
  const { is } = known;
  if (is?.kind === "constant") return is.value === value ? known : undefined;
  if ((known.may & wanted.may) === 0 || (is?.kind === "unlike" && is.values.includes(value)))
    return undefined;
  return is && is.kind !== "unlike" ? narrowed(known, wanted.may) : wanted;
}

function shownBy(guard: Guard, outcome: boolean): Assumption["shows"] {
  if (guard.role === undefined) return undefined;
  if (guard.role === "retryCount") return "retryCount";
  const holds = guard.test === "nil" ? !outcome : outcome;
  return (holds ? shownWhereTrue : shownWhereFalse)[guard.role];
}

const shownWhereTrue: { readonly [role in Role]?: Shown } = {
  failsWhenTruthy: "failure",
  excusesWhenTruthy: "excuse",
  stopsWhenTruthy: "stop",
  shutDownWhenTruthy: "shutdown",
};

const shownWhereFalse: { readonly [role in Role]?: Shown } = {
  failsWhenFalsy: "failure",
  stopsWhenFalsy: "stop",
  keptWhenTruthy: "unknownKey",
  forgetsWhenTruthy: "keptCount",
};
