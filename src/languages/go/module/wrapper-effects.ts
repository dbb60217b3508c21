import { exitValues } from "../../../flow/calls.ts";
import { explore } from "../../../flow/explore.ts";
import type { EffectEvent, FlowGraph, FunctionId, Program, Slot, Take } from "../../../flow/program.ts";
import type { Move, Property } from "../../../flow/property.ts";
import { canHave, reachOf } from "../../../flow/reach.ts";
import { pathTo } from "../../../flow/witness.ts";
import { adds, type Effect } from "../../../protocol/effects.ts";
import type { CallMeaning } from "../../../protocol/profile.ts";

/** What a function does to a queue, whoever calls it. */
export interface WrapperEffects {
  readonly meaning: CallMeaning;
  /** The queue it does it to. */
  readonly group: number;
  /** The parameter that the queue stands in, if it does. */
  readonly on: number | undefined;
}

const followed = ["retry", "readd", "delay", "forget", "done"] as const satisfies readonly Effect[];
/** Longer sequences are no wrappers. */
const longest = 2;
const failed = "failed";

const nothing = "nothing";

/** The account of a path after one more effect: a repeated one counts once. */
function after(state: string, effect: Effect): string {
  const known = state === nothing ? [] : state.split("+");
  if (known.at(-1) === effect) return state;
  return known.length < longest ? [...known, effect].join("+") : failed;
}

function transitions(): Property["on"] {
  const on: Record<string, Partial<Record<Move, string>>> = { [failed]: {} };
  const pending = [nothing];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (state in on) continue;
    const from = state;
    const next = followed.map((effect) => [effect, after(from, effect)] as const);
    on[state] = {
      ...Object.fromEntries(next),
      ...{ failure: failed, excuse: failed, retryCount: failed, inspect: failed, take: failed },
    };
    pending.push(...next.map(([, to]) => to));
  }
  return on;
}

const on = transitions();

/** Notes the effects of each path, one after the other; a failure on the way ends the path's account. */
const account: Property = {
  follows: "addition",
  where: (handle) => handle.known,
  start: nothing,
  on,
  inDoubt: [],
  wrongStates: [],
  wrongEnds: [{ states: Object.keys(on), at: ["return"] }],
};

/**
 * The one sequence of effects that a function has wherever it goes, or has where nothing fails and it does not return before; nothing
 * where paths differ otherwise: such a function is more than a wrapper.
 */
export function wrapperEffects(program: Program, id: FunctionId): WrapperEffects | undefined {
  const graph = program.graph(id);
  const reach = reachOf(program, id);
  if (!graph || reach.effects.has("take") || !canHave(reach, followed)) return undefined;
  const exits = explore(program, [account], id, {}).violations;
  const sequences = new Map(exits.map((exit) => [exit.state, exit]));
  const told = [...sequences.keys()].filter((state) => state !== nothing && state !== failed);
  const only = told.length === 1 && told[0] !== undefined ? sequences.get(told[0]) : undefined;
  if (!only) return undefined;
  const effects = only.state.split("+") as Effect[];
  if (sequences.size > 1 && !effects.every(adds)) return undefined;
  const events = pathTo(only.node).flatMap(({ node }) => node.effects);
  const [first] = events;
  const group = first && program.handles[first.handle]?.group;
  if (first === undefined || group === undefined) return undefined;
  if (events.some((event) => program.handles[event.handle]?.group !== group)) return undefined;
  return {
    meaning: { effects, item: itemOf(graph, events) },
    group,
    on: parameterBehind(graph, first.handleSlot),
  };
}

/** The parameter that all effects are on; none where they are on something made of it. */
function itemOf(graph: FlowGraph, events: readonly EffectEvent[]): number | "none" {
  const [item, ...others] = new Set(events.map((event) => parameterBehind(graph, event.item)));
  return item !== undefined && others.length === 0 ? item : "none";
}

/** The parameter that a slot is a copy of. */
function parameterBehind(graph: FlowGraph, slot: Slot | undefined): number | undefined {
  const copies = new Map<Slot, Slot>();
  for (const { events } of graph.blocks)
    for (const event of events)
      if (event.kind === "assign" && "from" in event.value && typeof event.value.from === "number")
        copies.set(event.to, event.value.from);
  let at = slot;
  for (let hops = 0; at !== undefined && hops < 8; hops++) {
    const index = graph.parameters.indexOf(at);
    if (index >= 0) return index;
    at = copies.get(at);
  }
  return undefined;
}

/** Where a function returns the item it takes, untouched, and the flag that says that there is none: the places among its results. */
export function wrapperTake(
  program: Program,
  id: FunctionId,
  take: Take,
): { item: number; flags: readonly (boolean | undefined)[] } | undefined {
  const { nodes, itemReturned, stateAt } = explore(program, [account], id, { take });
  if (!itemReturned) return undefined;
  for (const node of nodes) {
    const end = node.activation.graph.blocks[node.block]?.end;
    if (node.activation.depth > 0 || end?.kind !== "exit" || end.completion !== "return") continue;
    const values = exitValues({ node, standing: node.standing, env: node.env, completion: "return" });
    const item = values.findIndex(({ is }) => is?.kind === "item");
    if (item < 0) continue;
    if (stateAt(node, account) !== account.start) return undefined;
    const flags = values.map(({ is }) =>
      is?.kind === "constant" && typeof is.value === "boolean" ? is.value : undefined,
    );
    return { item, flags };
  }
  return undefined;
}
