import type { Exploration } from "./explore.ts";
import type { Node, Violation } from "./path.ts";
import { pathTo, type PathPoint } from "./witness.ts";

/** Without the violations that a property spares, as their call would run anyway. */
export function withoutRegardless(exploration: Exploration, violations: readonly Violation[]): Violation[] {
  return violations.filter(
    (violation) => !violation.property.sparesRegardless || !isRegardless(exploration, violation),
  );
}

/**
 * Whether the very call that a violation ends at also runs, by way of the same calls, where nothing has happened to the property yet:
 * what the path of the violation went through makes no difference to it.
 */
function isRegardless(exploration: Exploration, { node, property, end }: Violation): boolean {
  if (end.kind !== "effect") return false;
  const { nodes, violations, stateAt } = exploration;
  const wrong = new Set(violations.flatMap((each) => (each.property === property ? each.node : [])));
  const callers = openCallers(pathTo(node));
  return nodes.some(
    (other) =>
      isAt(other, node) &&
      !wrong.has(other) &&
      other.effects.includes(end.effect) &&
      stateAt(other, property) === property.start &&
      isReachedBy(other, callers, nodes),
  );
}

/** The nodes whose calls a path is inside of where it ends, inmost first. */
function openCallers(path: readonly PathPoint[]): Node[] {
  const open: Node[] = [];
  path.forEach(({ node, step }, index) => {
    const before = path[index - 1];
    if (step?.kind === "enter" && before) open.unshift(before.node);
    else if (node.caller) open.shift();
  });
  return open;
}

function isReachedBy(node: Node, [caller, ...others]: readonly Node[], nodes: readonly Node[]): boolean {
  if (!caller) return node.activation.depth === 0;
  return nodes
    .filter(({ activation, step }) => activation === node.activation && step?.kind === "enter")
    .flatMap(({ predecessors }) => predecessors)
    .some((each) => isAt(each, caller) && isReachedBy(each, others, nodes));
}

function isAt(one: Node, other: Node): boolean {
  return one.block === other.block && one.activation.graph === other.activation.graph;
}
