import { meetingPoint } from "./dominators.ts";
import type { Node, Step, Violation } from "./path.ts";

/** The steps from the root to where a violation shows, without the branches that make no difference to it. */
export function witnessOf(violation: Violation, nodes: readonly Node[]): Step[] {
  const path = pathTo(violation.node);
  const steps: Step[] = [];
  path.forEach((node, index) => {
    if (!node.step) return;
    if (node.step.kind === "branch" && !decides(node, path.slice(index), nodes)) return;
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
 * A branch makes a difference unless the path goes on through the block where its ways meet, and every way there leaves the
 * property in one and the same state.
 */
function decides(node: Node, rest: readonly Node[], nodes: readonly Node[]): boolean {
  const branched = node.parent;
  if (!branched) return false;
  const meet = meetingPoint(branched.activation.graph, branched.block);
  if (meet === undefined) return true;
  const later = rest.find(
    (candidate) => candidate.activation === node.activation && candidate.block === meet,
  );
  if (!later) return true;
  return nodes.some(
    (other) =>
      other.activation === node.activation &&
      other.block === meet &&
      other.standing.state !== later.standing.state &&
      other.standing.state !== "idle",
  );
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
