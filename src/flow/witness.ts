import { meetingPoint } from "./dominators.ts";
import type { Exploration } from "./explore.ts";
import type { Node, Step, Violation } from "./path.ts";
import type { Property } from "./property.ts";

/** The steps from the root to where a violation shows, without the branches that make no difference to it. */
export function witnessOf(violation: Violation, exploration: Exploration): Step[] {
  const path = pathTo(violation.node);
  const steps: Step[] = [];
  path.forEach((node, index) => {
    if (!node.step) return;
    if (node.step.kind === "branch" && !decides(node, path.slice(index), exploration, violation.property))
      return;
    steps.push(node.step);
  });
  const taken = steps.findIndex((step) => step.kind === "take");
  return withoutFinishedCalls(taken < 0 ? steps : steps.slice(taken));
}

export function pathTo(node: Node): Node[] {
  const path: Node[] = [];
  for (let at: Node | undefined = node; at; at = at.parent) path.push(at);
  return path.reverse();
}

/**
 * A branch makes a difference unless the other way meets the path again, where both ways join, with nothing that tells the two apart:
 * neither the property's state nor a fact that is still asked for.
 */
function decides(
  node: Node,
  rest: readonly Node[],
  { nodes, stateAt }: Exploration,
  property: Property,
): boolean {
  const branched = node.parent;
  if (!branched) return false;
  const { graph } = branched.activation;
  const end = graph.blocks[branched.block]?.end;
  const meet = meetingPoint(graph, branched.block);
  const later = rest.find(({ activation, block }) => activation === node.activation && block === meet);
  if (!later || end?.kind !== "branch") return true;
  const otherway = end.yes === node.block ? end.no : end.yes;
  const others = nodes.filter(
    ({ block, predecessors }) => block === otherway && predecessors.includes(branched),
  );
  const joined = reachedFrom(others, nodes).filter(
    ({ activation, block }) => activation === node.activation && block === meet,
  );
  return !joined.some(
    (other) => stateAt(other, property) === stateAt(later, property) && other.env.equals(later.env),
  );
}

/** The nodes that can be reached from `starts`, themselves included. */
function reachedFrom(starts: readonly Node[], nodes: readonly Node[]): Node[] {
  const reached = new Set(starts);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const node of nodes)
      if (node.predecessors.some((previous) => reached.has(previous))) reached.add(node);
  }
  return [...reached];
}

/** A call that was entered and left tells nothing unless a branch in it does. */
function withoutFinishedCalls(steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    const last = kept.at(-1);
    if (step.kind === "leave" && last?.kind === "enter" && last.call === step.call) kept.pop();
    else kept.push(step);
  }
  return kept;
}
