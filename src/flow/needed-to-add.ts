import { adds } from "../protocol/effects.ts";
import type { Exploration } from "./explore.ts";
import { successors } from "./liveness.ts";
import type { Violation } from "./path.ts";
import type { Block, BlockId, FlowGraph, FunctionId, Program, Take } from "./program.ts";
import { reachOf } from "./reach.ts";
import { comesPast } from "./ways.ts";

/** What fixed fields say. */
type Known = ReadonlyMap<string, boolean>;

/** Callers that are looked at for what the place that adds does not ask itself. */
const mostHops = 2;

/**
 * With the violations that are only come to by finding that a fixed field says no, where every addition to the queue needs it to say yes,
 * or the other way round, as no more than likely: as far as what adds is in view, there is no item then.
 */
export function weakenedWithoutItems(
  program: Program,
  take: Take,
  { nodes }: Exploration,
  violations: readonly Violation[],
): Violation[] {
  const handle = program.handles[take.handle];
  const asking = violations.length > 0 ? nodes.filter(({ step }) => fixedIn(step) !== undefined) : [];
  if (asking.length === 0 || !handle || handle.isParameter) return [...violations];
  const needed = neededToAdd(program, handle.group);
  const contrary = new Set(
    asking.filter(({ step }) => {
      const name = fixedIn(step);
      return step?.kind === "branch" && name !== undefined && needed.get(name) === !step.outcome;
    }),
  );
  return violations.map((violation) =>
    comesPast(violation.node, contrary) ? violation : { ...violation, likely: true },
  );
}

function fixedIn(step: Violation["node"]["step"]): string | undefined {
  return step?.kind === "branch" ? step.guard.fixed : undefined;
}

const known = new WeakMap<Program, Map<number, Known>>();

/** What every place in view needs that adds to a queue. */
function neededToAdd(program: Program, group: number): Known {
  let byGroup = known.get(program);
  if (!byGroup) known.set(program, (byGroup = new Map<number, Known>()));
  let needed = byGroup.get(group);
  if (!needed) byGroup.set(group, (needed = findNeeded(program, group)));
  return needed;
}

/** Workers only put back what was added before. */
function findNeeded(program: Program, group: number): Known {
  const workers = program.takes.filter(({ handle }) => program.handles[handle]?.group === group);
  const putBack = new Set(workers.flatMap((take) => [...reachOf(program, take.function).functions]));
  const adders = new Set(
    program.effectsOn(group).flatMap(({ function: id, effect }) => (adds(effect) ? id : [])),
  );
  const addsHere = ({ events }: Block): boolean =>
    events.some(
      (event) =>
        event.kind === "effect" && adds(event.effect) && program.handles[event.handle]?.group === group,
    );
  return common([...adders].filter((id) => !putBack.has(id)).map((id) => neededIn(program, id, addsHere, 0)));
}

/** What is needed to come to the blocks of a function where `isThere`, by itself and by all who call it. */
function neededIn(program: Program, id: FunctionId, isThere: (block: Block) => boolean, hops: number): Known {
  const graph = program.graph(id);
  const { callers, mentioned } = program.usage(id);
  const callsIt = ({ end }: Block): boolean => end.kind === "call" && end.call.functions.includes(id);
  const above = hops < mostHops && !mentioned ? callers.filter((caller) => caller !== id) : [];
  return new Map([
    ...common(above.map((caller) => neededIn(program, caller, callsIt, hops + 1))),
    ...(graph ? neededInGraph(graph, isThere) : []),
  ]);
}

function neededInGraph(graph: FlowGraph, isThere: (block: Block) => boolean): Known {
  const asked = new Set(
    graph.blocks.flatMap(({ end }) => (end.kind === "branch" ? (end.guard.fixed ?? []) : [])),
  );
  const needed = new Map<string, boolean>();
  for (const name of asked)
    for (const outcome of [true, false])
      if (!reachedWithout(graph, name, outcome).some((id) => isThere(graph.blocks[id] as Block)))
        needed.set(name, outcome);
  return needed;
}

/** The blocks that are come to though a field never says `outcome`. */
function reachedWithout({ blocks }: FlowGraph, name: string, outcome: boolean): BlockId[] {
  const reached = new Set<BlockId>([0]);
  for (const id of reached) {
    const end = blocks[id]?.end ?? { kind: "never" };
    const isAsked = end.kind === "branch" && end.guard.fixed === name;
    for (const next of isAsked ? [outcome ? end.no : end.yes] : successors(end)) reached.add(next);
  }
  return [...reached];
}

/** What all of them say. */
function common(all: readonly Known[]): Known {
  const [first, ...rest] = all;
  return new Map(
    [...(first ?? [])].filter(([name, outcome]) => rest.every((other) => other.get(name) === outcome)),
  );
}
