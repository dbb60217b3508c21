import type { Exploration } from "./explore.ts";
import type { Activation, Node, Violation } from "./path.ts";

/**
 * Without the violations that a property spares since the very call that they end at also runs where nothing has happened to the property
 * yet, by way of the same calls: what their path went through makes no difference to it. What is left goes by a call that is not spared.
 */
export function withoutRegardless(exploration: Exploration, violations: readonly Violation[]): Violation[] {
  return violations.flatMap((violation) => {
    if (!violation.property.sparesRegardless) return violation;
    const { node } = violation;
    const free = freeNodes(exploration, violation);
    const { nodes } = exploration;
    if (node.activation.depth === 0) return isSpared(node, free, nodes) ? [] : violation;
    const caller = callersOf(node.activation, nodes).find(
      (each) => !isSpared(each, freeAt(each, free, nodes), nodes),
    );
    return caller ? { ...violation, caller } : [];
  });
}

/** The nodes at which the call that `violation` ends at runs while nothing has happened. */
function freeNodes({ nodes, violations, stateAt }: Exploration, { node, property, end }: Violation): Node[] {
  if (end.kind !== "effect") return [];
  const wrong = new Set(violations.flatMap((each) => (each.property === property ? each.node : [])));
  return nodes.filter(
    (other) =>
      isAt(other, node) &&
      !wrong.has(other) &&
      other.effects.includes(end.effect) &&
      stateAt(other, property) === property.start,
  );
}

/** Whether each way that leads to `node` is also one to a node of `free`, which stand at the same place. */
function isSpared(
  node: Node,
  free: readonly Node[],
  nodes: readonly Node[],
  seen = new Set<Activation>(),
): boolean {
  if (node.activation.depth === 0) return free.some(({ activation }) => activation.depth === 0);
  if (free.length === 0) return false;
  if (seen.has(node.activation)) return true;
  seen.add(node.activation);
  return callersOf(node.activation, nodes).every((caller) =>
    isSpared(caller, freeAt(caller, free, nodes), nodes, seen),
  );
}

/** Where the functions of `free` are called at the place of `caller`. */
function freeAt(caller: Node, free: readonly Node[], nodes: readonly Node[]): Node[] {
  return free.flatMap(({ activation }) => callersOf(activation, nodes).filter((each) => isAt(each, caller)));
}

/** The nodes whose calls enter an activation. */
function callersOf(activation: Activation, nodes: readonly Node[]): Node[] {
  return nodes
    .filter((node) => node.activation === activation && node.step?.kind === "enter")
    .flatMap(({ predecessors }) => predecessors);
}

function isAt(one: Node, other: Node): boolean {
  return one.block === other.block && one.activation.graph === other.activation.graph;
}
