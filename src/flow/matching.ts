import { adds, settles, type Effect } from "../protocol/effects.ts";
import type { Environment } from "./environment.ts";
import { holdsItem, type Fact } from "./facts.ts";
import type { EffectEvent, Handle, HandleId, Program, Slot, Take } from "./program.ts";
import type { Move } from "./property.ts";

/** The queue that a call is on: the one its parameter stands for here, or its own. */
export function handleOf(
  program: Program,
  env: Environment,
  use: { readonly handle: HandleId; readonly handleSlot?: Slot },
): Handle | undefined {
  const bound = env.get(use.handleSlot)?.is;
  return program.handles[bound?.kind === "handle" ? bound.id : use.handle];
}

/** What an effect is to the item that is followed. */
export type Match =
  /** It is on the item, on the queue it was taken from. */
  | "item"
  /** It may be. */
  | "doubt"
  /** It would settle the item, but is on another queue or with another value. */
  | "mismatch"
  /** It has nothing to do with it. */
  | "other";

/** How an effect relates to the item of `take`. */
export function matchItem(program: Program, env: Environment, take: Take, event: EffectEvent): Match {
  const mine = handleOf(program, env, take);
  const theirs = handleOf(program, env, event);
  const value = matchValue(env.get(event.item), mine?.keyed ?? false);
  if (!mine || !theirs || mine.group === theirs.group) return sameQueue(value, event);
  if (mine.isParameter || theirs.isParameter) return value === "other" ? "other" : "doubt";
  return value === "item" && settles(event.effect) ? "mismatch" : "other";
}

function sameQueue(value: ReturnType<typeof matchValue>, event: EffectEvent): Match {
  if (value !== "other") return value;
  return settles(event.effect) ? "mismatch" : "other";
}

/** Whether a value is the item, may be it, or provably is another one. With `keyed`, an equal object is the same item. */
function matchValue(known: Fact | undefined, keyed: boolean): "item" | "doubt" | "other" {
  const is = known?.is;
  switch (is?.kind) {
    case "item":
    case "lease":
      return "item";
    case "record":
      if (is.origin === "take") return holdsItem(known) ? "item" : "other";
      return is.origin === "fresh" && !keyed ? "other" : "doubt";
    case "derived":
      return is.sure ? "other" : "doubt";
    default:
      return "doubt";
  }
}

/** The moves an effect on the followed item may be, the most telling first. */
export function movesOf(match: Match, event: EffectEvent, inDoubt: readonly string[]): Move[] {
  const { effect } = event;
  const own: Move[] = effect === "done" && event.guaranteed ? ["guaranteedDone", "done"] : [effect];
  const doubtful = inDoubt.includes(effect) ? own : [];
  switch (match) {
    case "item":
      return own;
    case "doubt":
      return adds(effect) ? [...doubtful, "doubtfulAdd"] : doubtful;
    case "mismatch":
      return [effect === "retry" ? "mismatchedRetry" : "mismatch", ...doubtful];
    case "other":
      return [];
  }
}

/** The effects that can make a move; none for what happens without one. */
export function effectsBehind(move: Move): readonly Effect[] {
  switch (move) {
    case "failure":
    case "excuse":
    case "stop":
    case "retryCount":
    case "unknownKey":
    case "keptCount":
      return [];
    case "guaranteedDone":
      return ["done"];
    case "mismatch":
      return ["done", "forget"];
    case "mismatchedRetry":
      return ["retry"];
    case "freshAdd":
    case "eventAdd":
    case "doubtfulAdd":
      return ["readd", "delay", "retry"];
    default:
      return [move];
  }
}

/** The moves of an effect where no item is followed: any item counts. */
export function movesOnAnyItem(handle: Handle, env: Environment, event: EffectEvent): Move[] {
  const { effect } = event;
  const item = env.get(event.item);
  if (!adds(effect) || !isFresh(item, handle, event)) return [effect];
  return [effect !== "retry" && carriesChange(item) ? "eventAdd" : "freshAdd", effect];
}

/** What is charged for each event leaves an entry for each, whatever it carries. */
function carriesChange(known: Fact | undefined): boolean {
  const is = known?.is;
  return is?.kind === "record" && [...is.fields.values()].some((field) => field.is?.kind === "changed");
}

/**
 * Whether a value never meets its earlier self in the queue: it compares by identity, and was made for this call. What a
 * queue of pointers gets is taken for new wherever it comes from, but for a retry: that hands back the item that failed.
 */
function isFresh(known: Fact | undefined, handle: Handle, { effect }: EffectEvent): boolean {
  if (handle.keyed) return false;
  const is = known?.is;
  if (handle.items === "pointer" && effect !== "retry") return true;
  if (is?.kind === "changed") return is.pointer || handle.items === "reference";
  return is?.kind === "record" && is.origin === "fresh" && ![...is.fields.values()].some(isFunction);
}

/** A value that carries a function is a piece of work of its own, which equals no other. */
function isFunction({ is }: Fact): boolean {
  return is?.kind === "function";
}
