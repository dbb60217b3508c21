import type { Node } from "./path.ts";

/** Whether some way leads to a node by none of `others`. */
export function comesPast(node: Node, others: ReadonlySet<Node>): boolean {
  if (others.has(node)) return false;
  const before = new Set([node]);
  for (const at of before) {
    if (at.predecessors.length === 0) return true;
    for (const previous of at.predecessors) if (!others.has(previous)) before.add(previous);
  }
  return false;
}
