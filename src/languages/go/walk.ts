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

/** Puts the children of a node onto a stack, from which they then come in source order. */
export function pushChildren(node: Node, stack: Node[]): void {
  const keys = visitorKeys[node.type];
  for (let at = keys.length - 1; at >= 0; at--) {
    const child = (node as unknown as Record<string, Node | readonly Node[] | null>)[keys[at] as string];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) stack.push(child as Node);
    else
      for (let last = child.length - 1; last >= 0; last--)
        stack.push((child as readonly Node[])[last] as Node);
  }
}

/**
 * Visits `root` and everything below it in source order, parents first, with an explicit stack: safe on chains of any
 * length. `enter` returns false to leave out the children of a node.
 */
export function walk(root: Node, enter: (node: Node) => boolean | void): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (enter(node) !== false) pushChildren(node, pending);
  }
}
