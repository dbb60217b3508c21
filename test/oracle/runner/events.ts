import type { Effect } from "../../../src/protocol/effects.ts";

/** How a world function threw: at once, or by rejecting what was awaited. */
export type ThrowKind = "call" | "awaited";

/** What happened in a run, as the recorder saw it. */
export type RunEvent =
  | { readonly kind: "take"; readonly queue: string; readonly item: unknown }
  | {
      readonly kind: "effect";
      readonly effect: Exclude<Effect, "take" | "inspect" | "close">;
      readonly queue: string;
      readonly item: unknown;
      /** What the queue compares it by. */
      readonly key: unknown;
      /** The worker's own code made the call, outside of every finalizer. */
      readonly byHand: boolean;
      /** The item was in processing when the call came. */
      readonly wasProcessing: boolean;
      /** Of an `add` and a retry, where it stands, and the calls that led to it: equal for equal places. */
      readonly place?: string;
    }
  /** The program got hold of an error, of the world's or its own. */
  | { readonly kind: "caught" }
  | {
      readonly kind: "count";
      readonly queue: string;
      readonly value: number;
      /** Which call of a function of the program asked. */
      readonly within: number;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly outcome: "ok" | "failed" | "threw";
      readonly thrown?: ThrowKind;
      readonly value: unknown;
      /** By its name it only looks at the form of its arguments. */
      readonly looksOnly: boolean;
      /** The program tests this very call again and again, so that another answer contradicts the first. */
      readonly steady: boolean;
      /** Which call of a function of the program made this one. */
      readonly within: number;
    };

/** An error that the world made. What the program throws by itself is none. */
export class WorldError extends Error {
  readonly thrown: ThrowKind;

  constructor(name: string, thrown: ThrowKind) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0; // nobody reads it, and there are many
    super(`${name} failed`);
    Error.stackTraceLimit = limit;
    this.thrown = thrown;
  }
}
