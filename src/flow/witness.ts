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
  { successorsOf, stateAt }: Exploration,
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
  const joined = firstAt(
    successorsOf(branched).filter(({ block }) => block === otherway),
    ({ activation, block }) => activation === node.activation && block === meet,
    successorsOf,
  );
  return !joined.some(
    (other) => stateAt(other, property) === stateAt(later, property) && other.env.equals(later.env),
  );
}

/** The nodes where `isThere` that are reached first from `starts`. */
function firstAt(
  starts: readonly Node[],
  isThere: (node: Node) => boolean,
  successorsOf: (node: Node) => readonly Node[],
): Node[] {
  const found: Node[] = [];
  const reached = new Set(starts);
  for (const node of reached) {
    if (isThere(node)) found.push(node);
    else for (const next of successorsOf(node)) reached.add(next);
  }
  return found;
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
