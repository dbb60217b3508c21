import type { Automaton } from "./automaton.ts";
import type { Environment } from "./environment.ts";
import type { Activation, Node, Place, Step } from "./path.ts";
import type { BlockId, FunctionId, Program } from "./program.ts";
import { marked, type Standing } from "./standing.ts";

/** Nodes after which an exploration gives up. In some 300 public repositories twice as many led to no finding more. */
const nodeBudget = 2_500;
/** Calls followed into each other. */
const depthLimit = 16;

/** How many environments are kept apart at one place, and whether merging them makes a path likely at best. */
export interface Cap {
  readonly variants: number;
  readonly weakens: boolean;
}

/** Of functions this deep only the gist matters: what a helper of a helper decides is rarely asked again. */
export const deep = 2;
const deepCap: Cap = { variants: 2, weakens: false };

/** How a node is reached from another one. */
export interface Arrival {
  readonly node: Node;
  readonly step: Step | undefined;
  /** Where the call was made that `step` leaves. */
  readonly caller?: Node;
}

/** The nodes of an exploration: those reached so far, in order, and those still to be explored. */
export class Frontier {
  readonly nodes: Node[] = [];
  readonly #program: Program;
  readonly #automaton: Automaton;
  readonly #cap: Cap;
  readonly #activations = new Map<FunctionId, Activation[]>();

  constructor(program: Program, automaton: Automaton, cap: Cap) {
    this.#program = program;
    this.#automaton = automaton;
    this.#cap = cap;
  }

  /** Takes one step from every node, in the order they were reached. Says whether the budget was used up. */
  drain(step: (node: Node) => void): boolean {
    let next = 0;
    for (; next < this.nodes.length && this.nodes.length < nodeBudget; next++) step(this.nodes[next] as Node);
    return next < this.nodes.length;
  }

  /** Enters a function; undefined when it is not understood or too deep. */
  activate(
    id: FunctionId,
    env: Environment,
    standing: Standing,
    depth: number,
    from?: Arrival,
  ): Activation | undefined {
    const graph = this.#program.graph(id);
    if (!graph || depth > depthLimit) return undefined;
    let activations = this.#activations.get(id);
    if (!activations) this.#activations.set(id, (activations = []));
    let activation = activations.find(({ entry }) => entry.standing === standing && entry.env.equals(env));
    if (!activation) {
      activation = { graph, depth, entry: { standing, env }, places: new Map(), waiters: [], exits: [] };
      activations.push(activation);
    }
    this.visit(activation, 0, standing, env, from);
    return activation;
  }

  /** Enters a block. */
  visit(activation: Activation, block: BlockId, before: Standing, env: Environment, from?: Arrival): void {
    const standing = this.#automaton.relevant(before);
    const live = activation.graph.live[block];
    const place = placeOf(activation, block, standing);
    const restricted = live ? env.restrictedTo(live, this.#program.slots) : env;
    if (meet(place, restricted, from)) return;
    if (standing.likely) {
      const certain = marked(standing, { likely: false });
      if (meet(placeOf(activation, block, certain), restricted, from)) return;
    }
    const cap = activation.depth < deep ? this.#cap : deepCap;
    const kept = capped(place, restricted, cap);
    if (kept !== restricted && !standing.likely && cap.weakens) {
      this.visit(activation, block, marked(standing, { likely: true }), kept, from);
      return;
    }
    if (kept !== restricted && meet(place, kept, from)) return;
    const node: Node = {
      activation,
      block,
      standing,
      env: kept,
      parent: from?.node,
      step: from?.step,
      caller: from?.caller,
      predecessors: from ? [from.node] : [],
      effects: [],
      handedOver: false,
      losesItem: false,
    };
    place.nodes.push(node);
    this.nodes.push(node);
  }
}

/** The environment itself up to the cap, then what it agrees on with all others past the cap. */
function capped(place: Place, env: Environment, { variants }: Cap): Environment {
  if (++place.met <= variants) return env;
  place.merged = place.merged?.join(env) ?? env;
  return place.merged;
}

function placeOf({ places, graph }: Activation, block: BlockId, standing: Standing): Place {
  const key = standing.id * graph.blocks.length + block;
  let place = places.get(key);
  if (!place) places.set(key, (place = { nodes: [], met: 0, merged: undefined }));
  return place;
}

/** Whether a node is there already from which all can be reached that could be from this environment; it then has one more predecessor. */
function meet({ nodes }: Place, env: Environment, from: Arrival | undefined): boolean {
  const met = nodes.find((node) => node.env.covers(env));
  if (met && from) met.predecessors.push(from.node);
  return met !== undefined;
}
