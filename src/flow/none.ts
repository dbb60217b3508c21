import type { Environment } from "./environment.ts";
import { assign, evaluate } from "./evaluate.ts";
import type { Exploration } from "./explore.ts";
import type { Fact } from "./facts.ts";
import type { Node, Violation } from "./path.ts";
import type { Constant, FunctionId, Guard, Program, Take } from "./program.ts";
import { nodesWithoutItem } from "./settling.ts";
import { comesPast } from "./ways.ts";

/**
 * Without the violations that are only come to by finding the item to equal what stands for none there: a constant that the same value
 * is where the queue was shut down, as in `return "", true`.
 */
export function withoutNone(
  program: Program,
  take: Take,
  root: FunctionId,
  { nodes }: Exploration,
  violations: readonly Violation[],
): Violation[] {
  const singledOut = violations.length > 0 ? nodes.filter((node) => equalled(node) !== undefined) : [];
  if (singledOut.length === 0) return [...violations];
  const none = nodesWithoutItem(program, take, root);
  const taken = new Set(singledOut.filter((node) => none.some((other) => isNoneAt(node, other))));
  return violations.filter(({ node }) => comesPast(node, taken));
}

/** The constant that the item was just found to equal. */
export function equalled({ parent, step }: Node): Constant | undefined {
  if (!parent || step?.kind !== "branch" || !step.outcome) return undefined;
  const { test } = step.guard;
  if (typeof test === "string" || test.equals === null) return undefined;
  return tested(parent, step.guard)?.is?.kind === "item" ? test.equals : undefined;
}

/** Whether a node without an item stands before the same test, with the constant that `node` was found to equal. */
function isNoneAt(node: Node, other: Node): boolean {
  const { parent, step } = node;
  if (step?.kind !== "branch" || parent?.activation.graph !== other.activation.graph) return false;
  const known = parent.block === other.block ? tested(other, step.guard)?.is : undefined;
  return known?.kind === "constant" && known.value === equalled(node);
}

/** What is known of the tested value at the end of the node's block. */
function tested({ activation, block, env }: Node, { on }: Guard): Fact | undefined {
  let known: Environment = env;
  for (const event of activation.graph.blocks[block]?.events ?? [])
    if (event.kind === "assign") known = assign(known, event.to, evaluate(event.value, known));
  return known.get(on);
}
