import type { Exploration } from "./explore.ts";
import type { Node, Violation } from "./path.ts";
import { pathTo } from "./witness.ts";

/**
 * Without violations on whose path the item went to code that is not in view, and was not touched afterwards: that code may settle it.
 * A call after which the item is touched on some path is no such place on any.
 */
export function settledElsewhere({ violations, nodes }: Exploration): Violation[] {
  if (violations.length === 0) return [];
  const isLost = lostAt(nodes);
  return violations.filter(
    ({ node }) =>
      !pathTo(node)
        .slice(0, -1)
        .some((at) => isLost(at.node)),
  ); // what is wrong in a block is so before the call that ends it
}

/** Whether the item may be settled by code that is not in view. */
export function goesOutOfView(exploration: Exploration): boolean {
  return exploration.itemReturned || waysOutOfView(exploration).length > 0;
}

/** Where the item goes to code that is not in view, and that may settle it. */
export function waysOutOfView({ nodes }: Exploration): Node[] {
  const isLost = lostAt(nodes);
  return nodes.filter((node) => node.losesItem || isLost(node));
}

/** Whether a node hands the item to code that is not in view, for good. */
function lostAt(nodes: readonly Node[]): (node: Node) => boolean {
  if (!nodes.some((node) => node.handedOver)) return () => false;
  const touchedLater = new Set<string>();
  for (const node of nodesBefore(nodes.filter((each) => each.effects.length > 0)))
    touchedLater.add(blockOf(node));
  return (node) => node.handedOver && !touchedLater.has(blockOf(node));
}

function blockOf({ activation, block }: Node): string {
  return `${String(activation.graph.function)}:${String(block)}`;
}

/** The nodes from which one of `targets` can be reached by at least one step. */
function nodesBefore(targets: readonly Node[]): Set<Node> {
  const before = new Set<Node>();
  const pending = [...targets];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const previous of node.predecessors) {
      if (before.has(previous)) continue;
      before.add(previous);
      pending.push(previous);
    }
  }
  return before;
}
