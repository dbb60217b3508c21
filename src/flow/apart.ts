import type { FunctionId } from "./program.ts";

/** More objects than these: it is no set of queues with a worker each. */
export const mostObjects = 16;

/** An object that functions are given to. */
export interface GivenObject {
  readonly functions: readonly FunctionId[];
  /** The functions that name it. */
  readonly namedIn: readonly FunctionId[];
}

/**
 * Whether each object is given one function, which does not come near another of them: by naming it, in itself or in what may run when it does. Which
 * object runs which function then makes no difference to what that does to its own.
 */
export function areApart(
  objects: readonly GivenObject[],
  runBy: (id: FunctionId) => Iterable<FunctionId>,
): boolean {
  if (objects.some(({ functions }) => functions.length !== 1)) return false;
  return objects.every((object) => {
    const reached = new Set(object.functions);
    for (const id of reached) for (const run of runBy(id)) reached.add(run);
    return objects.every((other) => other === object || !other.namedIn.some((id) => reached.has(id)));
  });
}
