import type { Property } from "./property.ts";
import type { ThrowOrigin } from "./program.ts";

/** How much of the item was looked at since its take. */
export type Progress = "fresh" | "formTested" | "worked";

/** Where a path stands with its property, apart from the facts. */
export interface Standing {
  /** The automaton's state, or `idle` before the take. */
  readonly state: string;
  /** The path rests on conditions that may not be able to differ. */
  readonly likely: boolean;
  readonly progress: Progress;
  /** What is being thrown. */
  readonly thrown: ThrowOrigin | undefined;
}

/** A path on which nothing has happened yet. */
export function unmarked(state: string): Standing {
  return { state, likely: false, progress: "fresh", thrown: undefined };
}

/** Equal for equal standings. */
export function standingKey({ state, likely, progress, thrown }: Standing): string {
  return `${state},${likely ? "l" : ""},${progress},${thrown ?? ""}`;
}

/** The caller's standing after a call that ended in `callee`. */
export function afterCall(caller: Standing, callee: Standing): Standing {
  return {
    state: callee.state,
    likely: caller.likely || callee.likely,
    progress: caller.progress === "worked" || callee.progress === "fresh" ? caller.progress : callee.progress,
    thrown: callee.thrown,
  };
}

/** The standing without what a property does not ask for, so that fewer paths are told apart. */
export function relevantTo(property: Property, standing: Standing): Standing {
  return property.sparesBadItems ? standing : { ...standing, progress: "worked" };
}
