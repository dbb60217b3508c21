import { successors } from "./liveness.ts";
import type { Node } from "./path.ts";
import type { BlockId, FlowGraph } from "./program.ts";
import type { Property } from "./property.ts";

/**
 * Whether a path on which the item was already settled may go on to where the path of `wrong` ends: what is written there would run on
 * both. The next take begins another turn. By the flow graph alone, hence rather too often than too seldom.
 */
export function isEndShared(property: Property, wrong: Node, nodes: readonly Node[]): boolean {
  const { graph } = wrong.activation;
  const reached = new Set<BlockId>();
  for (const node of nodes) {
    const block = settles(property, node) ? blockIn(graph, node) : undefined;
    if (block !== undefined) reached.add(block);
  }
  for (const block of reached) {
    if (block === wrong.block) return true;
    const end = graph.blocks[block]?.end;
    if (end && end.kind !== "take") for (const next of successors(end)) reached.add(next);
  }
  return false;
}

/** Whether an effect that the property speaks of happens there. */
function settles(property: Property, { effects }: Node): boolean {
  return effects.some(({ effect }) => Object.values(property.on).some((moves) => effect in moves));
}

/** The block of `graph` in which a node lies, or the call that led to it. */
function blockIn(graph: FlowGraph, node: Node): BlockId | undefined {
  let at: Node | undefined = node;
  while (at && at.activation.graph !== graph) at = at.parent;
  return at?.block;
}
