import type { Code, FunctionId, Program } from "./program.ts";
import type { Move } from "./property.ts";

/** What running a function can do, with all that it calls. */
export interface Reach {
  /** The function itself, and what it calls. */
  readonly functions: ReadonlySet<FunctionId>;
  /** Effects on some item. */
  readonly effects: ReadonlySet<Move>;
  /** All it can tell its caller, effects apart, is how it ends: it takes nothing and writes nothing that its caller sees. */
  readonly selfContained: boolean;
}

const known = new WeakMap<Code, Map<FunctionId, Reach>>();

/** What a function can do. */
export function reachOf(program: Program, id: FunctionId): Reach {
  let reaches = known.get(program.code);
  if (!reaches) known.set(program.code, (reaches = new Map<FunctionId, Reach>()));
  let reach = reaches.get(id);
  if (!reach) reaches.set(id, (reach = findReach(program, id)));
  return reach;
}

/** Whether a function can have one of these effects. */
export function canHave({ effects }: Reach, moves: Iterable<Move>): boolean {
  for (const move of moves) if (effects.has(move)) return true;
  return false;
}

/** Walks the calls from a function, each function once. */
function findReach(program: Program, id: FunctionId): Reach {
  const seen = new Set([id]);
  const effects = new Set<Move>();
  const writes = new Set<FunctionId>();
  let takes = false;
  for (const at of seen) {
    const own = program.footprint(at);
    for (const effect of own.effects) effects.add(effect);
    for (const owner of own.writes) writes.add(owner);
    takes ||= own.takes;
    for (const callee of own.calls) seen.add(callee);
  }
  return { functions: seen, effects, selfContained: !takes && [...writes].every((owner) => seen.has(owner)) };
}
