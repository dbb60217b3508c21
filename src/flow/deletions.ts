import { adds } from "../protocol/effects.ts";
import type { FunctionId, Program } from "./program.ts";
import { reachOf } from "./reach.ts";

/**
 * Whether what a queue is given is only ever given because it was deleted: its items come from handlers of deletions alone. Nothing
 * is deleted twice, so that there is no earlier self that such an item could meet. What adds with backoff is taken to retry.
 */
export function isOnlyOfDeletions(program: Program, group: number): boolean {
  const adders = program.effectsOn(group).filter(({ effect }) => adds(effect));
  const first = adders.filter(({ effect }) => effect !== "retry").map((adder) => adder.function);
  const reachedFrom = (roots: readonly FunctionId[], functions: readonly FunctionId[]): boolean =>
    roots.some((root) => functions.some((id) => reachOf(program, root).functions.has(id)));
  const deletions = program.registrations.filter(({ ofDeletion }) => ofDeletion).map((each) => each.function);
  const others = program.registrations.filter(({ ofDeletion }) => !ofDeletion).map((each) => each.function);
  const workers = program.takes.map((take) => take.function);
  return (
    first.length > 0 &&
    first.every((id) => reachedFrom(deletions, [id])) &&
    !reachedFrom(
      others,
      adders.map((adder) => adder.function),
    ) &&
    !reachedFrom(workers, first)
  );
}
