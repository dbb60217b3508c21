import type { Effect } from "../protocol/effects.ts";
import type { Handle, Program } from "./program.ts";

/** How an item's turn, or a handler's run, can end. */
export type TurnEnd =
  "return" | "nextTake" | "throw:explicit" | "throw:awaited" | "throw:call" | "throw:panic";

export type Certainty = "certain" | "likely";

/** A state that must not be the last one. */
export interface WrongEnd {
  readonly states: readonly string[];
  readonly at: readonly TurnEnd[];
  /** Only on paths on which nothing failed. */
  readonly afterSuccess?: boolean;
  /** Weaker than certain whatever the path. */
  readonly certainty?: Certainty;
}

/**
 * A rule as data: an automaton over the effects on one item, from its take to the end of its turn
 * (`follows: "item"`), or over the effects of the code that runs on a change (`follows: "change"`).
 * A state that is not listed in `on` for an effect stays as it is.
 */
export interface Property {
  readonly follows: "item" | "change";
  /** Which queues it applies to. */
  readonly where: (handle: Handle, program: Program) => boolean;
  readonly start: string;
  readonly on: Readonly<Record<string, Readonly<Partial<Record<Effect, string>>>>>;
  /** Effects that also count when it cannot be told whether their value is the item. */
  readonly inDoubt: readonly Effect[];
  readonly wrongEnds: readonly WrongEnd[];
  /** States that are wrong as soon as they are entered. */
  readonly wrongStates: readonly string[];
  /** A turn that ends when nothing but the item's own form was looked at is not wrong. */
  readonly sparesBadItems?: boolean;
  /** Paths on which something failed are of no interest. */
  readonly endsAtFailure?: boolean;
}
