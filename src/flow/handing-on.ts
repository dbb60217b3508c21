import type { Environment } from "./environment.ts";
import { comesFromItem } from "./evaluate.ts";
import type { Fact } from "./facts.ts";
import { isFlag } from "./flags.ts";
import type { FlowGraph, Slot } from "./program.ts";
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
