import type { Effect } from "../protocol/effects.ts";
import type { Handle, Program } from "./program.ts";

/** How an item's turn, or a handler's run, can end. */
export type TurnEnd =
  "return" | "nextTake" | "throw:explicit" | "throw:awaited" | "throw:call" | "throw:panic";

export type Certainty = "certain" | "likely";

/** What an automaton reacts to: an effect, or something else that happens on a path. */
export type Move =
  | Effect
  /** Something failed: an error was caught, or found to be one. */
  | "failure"
  /** Something failed in a way that need not count as a failure: what was looked for does not exist. */
  | "excuse"
  /** The whole program was found to be stopping: its context is over, its signal aborted. */
  | "stop"
  /** A retry count was looked at. */
  | "retryCount"
  /** `done` where nothing can keep it from running: in a finalizer, or by leaving a scope. */
  | "guaranteedDone"
  /** `done` or `forget` on another queue, or with a value that is provably not the item. */
  | "mismatch"
  /** The same of `retry`. */
  | "mismatchedRetry"
  /** Adding a value that was made here, and compares by identity. */
  | "freshAdd"
  /** The same of a value that carries what the code was given because it changed: an event, which may be meant to equal no other. */
  | "eventAdd"
  /** Something was added that may be the item. */
  | "doubtfulAdd"
  /** The code itself says that the item's failure count is to stay, for now. */
  | "keptCount"
  /** A value was looked for by its key among those that are kept, and not found. */
  | "unknownKey";

/** A state that must not be the last one. */
export interface WrongEnd {
  readonly states: readonly string[];
  readonly at: readonly TurnEnd[];
  /** Weaker than certain whatever the path. */
  readonly certainty?: Certainty;
}

/** What a property is about. */
export type Subject =
  /** One item, from its take to the end of its turn. */
  | "item"
  /** A take that came back because the queue was shut down. */
  | "shutdown"
  /** Code that runs because something changed. */
  | "change"
  /** Any function that adds items. */
  | "addition";

/**
 * A rule as data: an automaton over what happens to its subject. A state that is not listed in `on` for a move stays as it is; a
 * path whose state can neither move nor be wrong is not followed any further.
 */
export interface Property {
  readonly follows: Subject;
  /** Which queues it applies to. */
  readonly where: (handle: Handle, program: Program) => boolean;
  readonly start: string;
  readonly on: Readonly<Record<string, Readonly<Partial<Record<Move, string>>>>>;
  /** Effects that also count when it cannot be told whether their value is the item. */
  readonly inDoubt: readonly Effect[];
  readonly wrongEnds: readonly WrongEnd[];
  /** States that are wrong as soon as an effect enters them; a path goes on from one only where `on` says how. */
  readonly wrongStates: readonly string[];
  /** Wrong states that are no more than likely to matter. */
  readonly weakStates?: readonly string[];
  /** A call that also runs, by way of the same calls, where nothing has happened yet is not wrong. */
  readonly sparesRegardless?: boolean;
  /** A wrong call is no more than likely to be one where the code chose between it and a call with this effect. */
  readonly likelyBeside?: Effect;
  /** A turn that ends when nothing but the item's own form was looked at is not wrong. */
  readonly sparesBadItems?: boolean;
}
