import type { Node } from "./ast.ts";
import { visitorKeys } from "./visitor-keys.ts";

/** The children of a node in source order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type]) {
    const child = (node as unknown as Record<string, Node | readonly Node[] | null>)[key];
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) for (const element of child as readonly Node[]) children.push(element);
    else children.push(child as Node);
  }
  return children;
}

/**
 * Visits `root` and everything below it in source order, parents first, with an explicit stack: safe on chains of any
 * length. `enter` returns false to leave out the children of a node.
 */
export function walk(root: Node, enter: (node: Node) => boolean | void): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (enter(node) === false) continue;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) pending.push(children[index] as Node);
  }
}
