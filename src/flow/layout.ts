import type { Span } from "./program.ts";

/** How the statements that follow a take lie in the text, for edits that add, remove or wrap some. */
export interface Layout {
  /** The statements after the one that takes, to the end of the list that they stand in. */
  readonly statements: readonly Statement[];
  /** What the list is the body of. */
  readonly body: "function" | "loop" | "other";
  /** A loop of the same function goes round the list. */
  readonly inLoop: boolean;
}

export interface Statement extends Span {
  /** It may be put into a block of its own. */
  readonly movable: boolean;
  /** It makes no call and cannot throw. */
  readonly plain: boolean;
  /** It makes a call that runs when the function ends. */
  readonly deferred: boolean;
  /** Names that are declared or written in it. */
  readonly names: ReadonlySet<string>;
  /** The statements in it that are a call and nothing else, by where the call starts. */
  readonly calls: ReadonlyMap<number, CallStatement>;
  /** Where it leaves the list in a way that a function literal around it would change. */
  readonly jumps: readonly Jump[];
  /** Literals of several lines, whose text must stay as it is. */
  readonly verbatim: readonly Span[];
  /** It is a `try` that a `finally` may be added to. */
  readonly lacksFinally: boolean;
}

export interface CallStatement extends Span {
  /** No other statement stands in its list. */
  readonly isOnly: boolean;
}

export interface Jump extends Span {
  /** `continue` goes on with the loop whose body the list is; `leave` leaves the list otherwise; `defer` waits for the function's end. */
  readonly kind: "continue" | "leave" | "goto" | "defer";
}
