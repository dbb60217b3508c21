import type { Property } from "./property.ts";
import type { ThrowOrigin } from "./program.ts";

/** How much of the item was looked at since its take. */
export type Progress = "fresh" | "formTested" | "worked";

export interface Marks {
  /** The automaton's state, or `idle` before the take. */
  readonly state: string;
  /** The path rests on conditions that may not be able to differ. */
  readonly likely: boolean;
  readonly progress: Progress;
  /** What is being thrown. */
  readonly thrown: ThrowOrigin | undefined;
}

/** Where a path stands with its property, apart from the facts. There is one object for equal standings, numbered by `id`. */
export interface Standing extends Marks {
  readonly id: number;
}

const standings = new Map<string, Standing>();

function standing({ state, likely, progress, thrown }: Marks): Standing {
  const key = `${state},${likely ? "l" : ""},${progress},${thrown ?? ""}`;
  let known = standings.get(key);
  if (!known) standings.set(key, (known = { state, likely, progress, thrown, id: standings.size }));
  return known;
}

/** A path on which nothing has happened yet. */
export function unmarked(state: string): Standing {
  return standing({ state, likely: false, progress: "fresh", thrown: undefined });
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
  return same ? before : standing({ state, likely, progress, thrown });
}

/** The caller's standing after a call that ended in `callee`. */
export function afterCall(caller: Standing, callee: Standing): Standing {
  return standing({
    state: callee.state,
    likely: caller.likely || callee.likely,
    progress: caller.progress === "worked" || callee.progress === "fresh" ? caller.progress : callee.progress,
    thrown: callee.thrown,
  });
}

/** The standing without what a property does not ask for, so that fewer paths are told apart. */
export function relevantTo(property: Property, before: Standing): Standing {
  return property.sparesBadItems ? before : marked(before, { progress: "worked" });
}
