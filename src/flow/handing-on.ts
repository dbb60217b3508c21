import type { Environment } from "./environment.ts";
import { comesFromItem } from "./evaluate.ts";
import type { Fact } from "./facts.ts";
import { isFlag } from "./flags.ts";
import type { FlowGraph, Program, Slot, Take } from "./program.ts";
import { reachOf } from "./reach.ts";
import { writesOf } from "./writes.ts";

interface Given {
  readonly slot: Slot;
  readonly known: Fact | undefined;
}

/**
 * Whether a function gives its caller what it made of the item, and the sign that the queue is not shut down, or nothing but what it made
 * of the item: the turn goes on there.
 */
export function handsTurnOn(graph: FlowGraph, values: readonly Slot[], env: Environment): boolean {
  const given = values.flatMap((kept) => {
    const slot = originalOf(graph, kept);
    return [{ slot, known: env.get(kept) }, ...fieldsOf(graph, slot, env.get(kept))];
  });
  if (!given.some(({ known }) => comesFromItem(known))) return false;
  return given.some((each) => isRead(graph, each)) || decidesNothing(graph);
}

/** Whether a function gives its caller anything that is neither said in the code, nor the outcome of a test, nor an error. */
export function givesSomething(
  { slots }: Program,
  graph: FlowGraph,
  values: readonly Slot[],
  env: Environment,
): boolean {
  return values.some((kept) => {
    const kind = env.get(kept)?.is?.kind;
    return kind !== "constant" && kind !== "condition" && slots[originalOf(graph, kept)]?.role === undefined;
  });
}

/**
 * Whether it is for callers to hand the items of a take back: a function that no worker of the queue calls, and no change, does that
 * with what it is given.
 */
export function isLeftToCallers(program: Program, take: Take): boolean {
  const { handles, takes, registrations } = program;
  const group = handles[take.handle]?.group;
  if (group === undefined) return false;
  const workers = takes.filter((each) => handles[each.handle]?.group === group);
  const others = [...workers, ...registrations].map((each) => reachOf(program, each.function).functions);
  return program
    .effectsOn(group)
    .some(
      ({ function: id, effect }) =>
        effect === "done" &&
        (program.graph(id)?.parameters.length ?? 0) > 0 &&
        !others.some((reached) => reached.has(id)),
    );
}

function decidesNothing({ blocks }: FlowGraph): boolean {
  return blocks.every(({ end }) => end.kind !== "branch");
}

/** What is returned is a copy, made before deferred calls and finalizers run. */
function originalOf(graph: FlowGraph, kept: Slot): Slot {
  const [source, ...others] = writesOf(graph, kept);
  return source?.kind === "copy" && others.length === 0 ? source.from : kept;
}

function fieldsOf(graph: FlowGraph, slot: Slot, known: Fact | undefined): Given[] {
  const is = known?.is;
  if (is?.kind !== "record") return [];
  return writesOf(graph, slot).flatMap((source) =>
    source.kind === "record"
      ? [...source.fields].map(([name, field]) => ({ slot: field, known: is.fields.get(name) }))
      : [],
  );
}

/** A no that comes from somewhere, and is not written there. */
function isRead(graph: FlowGraph, { slot, known }: Given): boolean {
  const is = known?.is;
  return is?.kind === "constant" && is.value === false && !isFlag(graph, slot);
}
