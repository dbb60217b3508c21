import type { Exploration } from "./explore.ts";
import { equalled } from "./none.ts";
import type { Node, Violation } from "./path.ts";
import type { FunctionId, Guard, Program, Take } from "./program.ts";
import { reachOf } from "./reach.ts";
import { comesPast } from "./ways.ts";

/**
 * Without the violations of properties that spare bad items, where they are only come to by finding the item to equal a constant of which
 * every charge in view knows that it is not the item: what is never charged has no failures.
 */
export function withoutUncharged(
  program: Program,
  take: Take,
  root: FunctionId,
  exploration: Exploration,
  violations: readonly Violation[],
): Violation[] {
  const isSpared = ({ property }: Violation): boolean => exploration.spares(property);
  const singledOut = violations.some(isSpared)
    ? exploration.nodes.filter((node) => equalled(node) !== undefined)
    : [];
  if (singledOut.length === 0 || !chargesInReach(program, take, root)) return [...violations];
  const uncharged = new Set(singledOut.filter((node) => isUncharged(exploration, node)));
  return violations.filter((violation) => !isSpared(violation) || comesPast(violation.node, uncharged));
}

/** Whether the queue is charged nowhere but on the ways from `root`. */
function chargesInReach(program: Program, take: Take, root: FunctionId): boolean {
  const handle = program.handles[take.handle];
  if (!handle || handle.isParameter) return false;
  const { functions } = reachOf(program, root);
  return program
    .effectsOn(handle.group)
    .every(({ function: id, effect }) => effect !== "retry" || functions.has(id));
}

/** Whether no charge is come to but by finding the item to be another than the constant that it was just found to equal. */
function isUncharged({ nodes }: Exploration, { step }: Node): boolean {
  if (step?.kind !== "branch") return false;
  const another = new Set(nodes.filter((node) => cameOut(node, step.guard) === !step.outcome));
  return nodes.every((node) => !charges(node) || !comesPast(node, another));
}

function cameOut({ step }: Node, guard: Guard): boolean | undefined {
  return step?.kind === "branch" && step.guard === guard ? step.outcome : undefined;
}

function charges({ activation, block }: Node): boolean {
  const events = activation.graph.blocks[block]?.events ?? [];
  return events.some((event) => event.kind === "effect" && event.effect === "retry");
}
