import type { ThrowOrigin } from "./program.ts";

/** How much of the item was looked at since its take. */
export type Progress = "fresh" | "formTested" | "worked";

/** The state of a path on which the item was not taken yet. */
export const idle = "idle";

export interface Marks {
  /** The automaton's state, or `idle`. */
  readonly state: string;
  /** The path rests on conditions that may not be able to differ. */
  readonly likely: boolean;
  readonly progress: Progress;
  /** What is being thrown. */
  readonly thrown: ThrowOrigin | undefined;
}

/** Where a path stands with its properties, apart from the facts. There is one object for equal standings, numbered by `id`. */
export interface Standing extends Marks {
  readonly id: number;
}

const progresses = { fresh: 0, formTested: 1, worked: 2 };
const origins = { explicit: 1, awaited: 2, call: 3, panic: 4 };

/** By state, then by the other marks as one number. */
const standings = new Map<string, (Standing | undefined)[]>();
let count = 0;

function standing(state: string, likely: boolean, progress: Progress, thrown: Marks["thrown"]): Standing {
  let row = standings.get(state);
  if (!row) standings.set(state, (row = []));
  const column = ((thrown ? origins[thrown] : 0) * 3 + progresses[progress]) * 2 + (likely ? 1 : 0);
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

/** The caller's standing after a call that ended in `callee`. */
export function afterCall(caller: Standing, callee: Standing): Standing {
  const progress =
    caller.progress === "worked" || callee.progress === "fresh" ? caller.progress : callee.progress;
  return standing(callee.state, caller.likely || callee.likely, progress, callee.thrown);
}
