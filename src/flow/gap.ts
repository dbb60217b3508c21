import type { FlowGraph, Slot, Span } from "./program.ts";

/** A place in the text where a statement may be put, for the paths that come by it. */
export interface Gap {
  /**
   * `before` a statement, `after` one, or before the brace that closes a block (`closing`); in the `else` that an `if` lacks, after its
   * body; in the `default` that a switch lacks, from its last clause to its closing brace.
   */
  readonly kind: "before" | "after" | "closing" | "else" | "default";
  readonly at: Span;
  /** The statement does not stand in a list of others, so that another one needs a block for both. */
  readonly isAlone?: boolean;
}

/** A function as edits see it. */
export interface Gaps {
  /** Its flow graph, in which the gaps are events. */
  readonly graph: FlowGraph;
  /** The variable of which the analysis knows that a name means at a place. */
  slotAt(name: string, at: Span): Slot | undefined;
  /** Whether a name means the same at two places. */
  meansSame(name: string, one: Span, other: Span): boolean;
}
