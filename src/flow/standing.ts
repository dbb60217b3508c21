import type { Thrown } from "./thrown.ts";

/**
 * How far the work on the item has come since its take: nothing was decided, only its form was looked at, it was found to be one
 * certain value and nothing was decided since, or anything else.
 */
export type Progress = "fresh" | "formTested" | "singledOut" | "worked";

/** The state of a path on which the item was not taken yet. */
export const idle = "idle";

export interface Marks {
  /** The automaton's state, or `idle`. */
  readonly state: string;
  /** The path rests on conditions that may not be able to differ. */
  readonly likely: boolean;
  readonly progress: Progress;
  /** What is being thrown. */
  readonly thrown: Thrown | undefined;
}

/** Where a path stands with its properties, apart from the facts. There is one object for equal standings, numbered by `id`. */
export interface Standing extends Marks {
  readonly id: number;
}

const progresses = { fresh: 0, formTested: 1, singledOut: 2, worked: 3 };

/** By state, then by the other marks as one number. */
const standings = new Map<string, (Standing | undefined)[]>();
let count = 0;

function standing(state: string, likely: boolean, progress: Progress, thrown: Marks["thrown"]): Standing {
  let row = standings.get(state);
  if (!row) standings.set(state, (row = []));
  const column = ((thrown?.id ?? 0) * 4 + progresses[progress]) * 2 + (likely ? 1 : 0);
  return (row[column] ??= { state, likely, progress, thrown, id: count++ });
}

/** A path on which nothing has happened yet. */
export function unmarked(state: string): Standing {
  return standing(state, false, "fresh", undefined);
}

/** `before` with some marks changed. */
export function marked(before: Standing, change: Partial<Marks>): Standing {
  const { state = before.state, likely = before.likely, progress = before.progress } = change;
  const thrown = "thrown" in change ? change.thrown : before.thrown;
  const same =
    state === before.state &&
    likely === before.likely &&
    progress === before.progress &&
    thrown === before.thrown;
  return same ? before : standing(state, likely, progress, thrown);
}

/** The caller's standing after a call that ended in `callee`, which had the item or not. */
export function afterCall(caller: Standing, callee: Standing, inside: boolean): Standing {
  const isKept = caller.progress === "worked" || (caller.progress === "singledOut" && !inside);
  const progress = isKept || callee.progress === "fresh" ? caller.progress : callee.progress;
  return standing(callee.state, caller.likely || callee.likely, progress, callee.thrown);
}
