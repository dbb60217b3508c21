import { meetingPoint } from "./dominators.ts";
import type { Exploration } from "./explore.ts";
import type { Node, Step, Violation } from "./path.ts";
import type { Call } from "./program.ts";
import type { Property } from "./property.ts";

/** The steps of the path to a violation, from the take on, without the branches that make no difference to it. */
export function witnessOf(
  path: readonly PathPoint[],
  { property }: Violation,
  exploration: Exploration,
): Step[] {
  const steps: Step[] = [];
  path.forEach(({ node, step }, index) => {
    const rest = path.slice(index).map((at) => at.node);
    if (!step || (step.kind === "branch" && !decides(node, rest, exploration, property))) return;
    steps.push(step);
  });
  const taken = steps.findIndex((step) => step.kind === "take");
  return withoutFinishedCalls(taken < 0 ? steps : steps.slice(taken));
}

/** A node on a path, and how the path came to it. */
export interface PathPoint {
  readonly node: Node;
  readonly step: Step | undefined;
}

/**
 * The shortest path to a node. A function is explored once for all calls of it that begin alike, so on the way back from where a call was
 * left, its beginning leads to that call, and not to the first one; that of the function which holds the node to the call at `from`, if one is given.
 */
export function pathTo(target: Node, from?: Node): PathPoint[] {
  const path: PathPoint[] = [];
  const end = from?.activation.graph.blocks[from.block]?.end;
  const left: { call: Call; caller: Node }[] =
    from && end?.kind === "call" ? [{ call: end.call, caller: from }] : [];
  let node: Node | undefined = target;
  while (node) {
    const { step, caller }: Node = node;
    if (caller && (step?.kind === "leave" || step?.kind === "throw")) left.push({ call: step.call, caller });
    const made: { call: Call; caller: Node } | undefined = step?.kind === "enter" ? left.pop() : undefined;
    path.push({ node, step: step?.kind === "enter" && made ? { ...step, call: made.call } : step });
    node = made ? made.caller : node.parent;
  }
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
