import type { Effect } from "../protocol/effects.ts";
import { assume } from "./assume.ts";
import { Environment } from "./environment.ts";
import { assign, comesFromItem, evaluate, madeFromItem } from "./evaluate.ts";
import { fact, FALSE, holdsItem, nil, theItem, theLease, TRUTHY, unknown, type Fact } from "./facts.ts";
import type { Activation, Exit, Node, Step, Violation } from "./path.ts";
import type {
  BlockId,
  Call,
  EffectEvent,
  FlowEvent,
  FlowGraph,
  FunctionId,
  Guard,
  HandleId,
  Program,
  Take,
} from "./program.ts";
import type { Property, TurnEnd, WrongEnd } from "./property.ts";
import { canHave, reachOf } from "./reach.ts";
import { afterCall, relevantTo, standingKey, unmarked, type Standing } from "./standing.ts";

/** Environments kept apart at one block before they are merged. */
const variantCap = 24;
/** The same in a neutral function, of which only the endings matter. */
const summaryCap = 2;
/** Nodes after which an exploration gives up. */
const nodeBudget = 20_000;
/** Calls followed into each other. */
const depthLimit = 16;

export interface Exploration {
  readonly violations: readonly Violation[];
  /** Nodes in the order they were reached. */
  readonly nodes: readonly Node[];
  /** The item is returned to the callers of the function that took it. */
  readonly itemReturned: boolean;
  /** The budget was used up: what was found stands, the rest is unknown. */
  readonly gaveUp: boolean;
}

/**
 * Explores every path of `root` once for each block, standing and environment (a worklist, first in first out, so that a node's
 * `parent` chain is a shortest path to it: the witness). With `take` it follows the item of that take; without, what
 * the function does on a change. Calls of functions in view are explored once for each entry environment (an
 * activation), and their exits are handed to every caller that waits for them, which makes recursion a fixpoint. Past
 * `variantCap` environments at one block they are merged, keeping what they agree on; paths through a merge are no more than likely.
 * Limits: heap fields are not tracked, loops are followed for one turn of the item, and more than `nodeBudget` nodes end the exploration.
 */
export function explore(program: Program, property: Property, root: FunctionId, take?: Take): Exploration {
  return new Explorer(program, property, take).run(root);
}

/** One way in which a call of a neutral function can end, whatever its arguments hold but the item. */
interface Ending {
  readonly completion: "return" | "throw";
  readonly standing: Standing;
  readonly values: readonly (Fact | undefined)[];
}

interface Summary {
  readonly endings: readonly Ending[];
  /** The item was given to code that is not in view. */
  readonly handsOver: boolean;
}

/** Summaries by function and by which parameters hold the item; undefined while one is being made. */
const summaries = new WeakMap<Program, Map<string, Summary | undefined>>();

/** What a neutral function does with an item is the same for every property. */
const noProperty: Property = {
  follows: "item",
  where: () => true,
  start: "held",
  on: {},
  inDoubt: [],
  wrongStates: [],
  wrongEnds: [{ states: [], at: [], afterSuccess: true }],
  sparesBadItems: true,
};

/** The summary of a neutral function, explored once; undefined inside its own recursion. */
function summaryOf(
  program: Program,
  id: FunctionId,
  graph: FlowGraph,
  holding: readonly boolean[],
): Summary | undefined {
  let made = summaries.get(program);
  if (!made) summaries.set(program, (made = new Map()));
  const key = `${String(id)}:${holding.map((holds) => (holds ? "i" : "-")).join("")}`;
  if (made.has(key)) return made.get(key);
  made.set(key, undefined);
  const entry = graph.parameters.flatMap((slot, index) =>
    slot !== undefined && holding[index] ? [[slot, theItem] as const] : [],
  );
  const summary = new Explorer(program, noProperty, undefined, true).summarise(id, Environment.of(entry));
  made.set(key, summary);
  return summary;
}

class Explorer {
  readonly #program: Program;
  readonly #property: Property;
  readonly #take: Take | undefined;
  /** Whether there is one item to tell from others. */
  readonly #follows: boolean;
  /** The effects that the property speaks of. */
  readonly #asked: ReadonlySet<Effect>;
  readonly #activations = new Map<string, Activation>();
  readonly #pending: Node[] = [];
  readonly #nodes: Node[] = [];
  readonly #violations: Violation[] = [];
  #root: Activation | undefined;
  #itemReturned = false;

  constructor(program: Program, property: Property, take: Take | undefined, follows = take !== undefined) {
    this.#program = program;
    this.#property = property;
    this.#take = take;
    this.#follows = follows;
    this.#asked = new Set(Object.values(property.on).flatMap((moves) => Object.keys(moves) as Effect[]));
  }

  run(root: FunctionId): Exploration {
    const gaveUp = this.#explore(root, Environment.empty, this.#take ? "idle" : this.#property.start);
    return { violations: this.#violations, nodes: this.#nodes, itemReturned: this.#itemReturned, gaveUp };
  }

  /** How a function can end, from an entry environment. */
  summarise(id: FunctionId, env: Environment): Summary {
    this.#explore(id, env, this.#property.start);
    const endings = new Map<string, Ending>();
    for (const exit of this.#root?.exits ?? []) {
      const values = exitValues(exit);
      const key = [exit.completion, standingKey(exit.standing), ...values.map((value) => value?.key)].join(
        "|",
      );
      endings.set(key, { completion: exit.completion, standing: exit.standing, values });
    }
    return { endings: [...endings.values()], handsOver: this.#nodes.some((node) => node.handedOver) };
  }

  /** Whether the budget was used up. */
  #explore(root: FunctionId, env: Environment, state: string): boolean {
    this.#root = this.#activate(root, env, unmarked(state), 0, undefined);
    let next = 0;
    for (; next < this.#pending.length && this.#nodes.length < nodeBudget; next++) {
      this.#step(this.#pending[next] as Node);
    }
    return next < this.#pending.length;
  }

  #activate(
    id: FunctionId,
    env: Environment,
    standing: Standing,
    depth: number,
    from: { node: Node; step: Step } | undefined,
  ): Activation | undefined {
    const graph = this.#program.graph(id);
    if (!graph || depth > depthLimit) return undefined;
    const key = `${String(id)}|${standingKey(standing)}|${env.key}`;
    let activation = this.#activations.get(key);
    if (!activation) {
      activation = { graph, depth, nodes: new Map(), variants: new Map(), waiters: [], exits: [] };
      this.#activations.set(key, activation);
    }
    this.#visit(activation, 0, standing, env, from?.node, from?.step);
    return activation;
  }

  #visit(
    activation: Activation,
    block: BlockId,
    marked: Standing,
    env: Environment,
    parent: Node | undefined,
    step: Step | undefined,
  ): void {
    const standing = relevantTo(this.#property, marked);
    const live = activation.graph.live[block];
    const place = `${String(block)}|${standingKey(standing)}`;
    const restricted = live ? env.restrictedTo(live, this.#program.slots) : env;
    const met = activation.nodes.get(`${place}|${restricted.key}`);
    if (met) {
      if (parent) met.predecessors.push(parent);
      return;
    }
    const kept = capped(activation, place, restricted, this.#isSummary ? summaryCap : variantCap);
    if (kept !== restricted && !standing.likely && !this.#isSummary) {
      this.#visit(activation, block, { ...standing, likely: true }, kept, parent, step);
      return;
    }
    const key = `${place}|${kept.key}`;
    const merged = activation.nodes.get(key);
    if (merged) {
      if (parent) merged.predecessors.push(parent);
      return;
    }
    const node: Node = {
      activation,
      block,
      standing,
      env: kept,
      parent,
      step,
      predecessors: parent ? [parent] : [],
      effects: [],
      handedOver: false,
    };
    activation.nodes.set(key, node);
    this.#nodes.push(node);
    this.#pending.push(node);
  }

  #step(node: Node): void {
    const block = node.activation.graph.blocks[node.block];
    if (!block) return;
    let state: Point | undefined = { node, standing: node.standing, env: node.env };
    for (const event of block.events) {
      state = this.#event(state, event);
      if (!state) return;
    }
    const point = state;
    const end = block.end;
    switch (end.kind) {
      case "jump":
        return this.#go(point, end.to);
      case "branch":
        this.#branch(point, end.guard, true, end.yes);
        return this.#branch(point, end.guard, false, end.no);
      case "dispatch":
        return this.#dispatch(point, end.on, end.cases);
      case "take":
        return this.#takes(point, end.take, end.next);
      case "call":
        return this.#call(point, end.call, end.next, end.onThrow);
      case "release":
        return this.#release(point, end.functions, end.call, end.next);
      case "exit":
        return this.#exit(point, end);
      case "never":
        return;
    }
  }

  #go({ node, standing, env }: Point, to: BlockId, step?: Step): void {
    this.#visit(node.activation, to, standing, env, node, step);
  }

  #event(point: Point, event: FlowEvent): Point | undefined {
    switch (event.kind) {
      case "assign":
        return { ...point, env: assign(point.env, event.to, evaluate(event.value, point.env)) };
      case "effect":
        return this.#effect(point, event);
      case "escape":
        return this.#follows && holdsItem(point.env.get(event.slot)) ? undefined : point;
      case "caught":
        return this.#caught(point);
      case "raise":
        return stand(point, { thrown: event.origin });
    }
  }

  /** That a plain call throws, of all calls the one after the item was settled, is nothing to report. */
  #caught(point: Point): Point | undefined {
    if (this.#property.endsAtFailure) return undefined;
    const { state, thrown } = point.standing;
    if (thrown === "call" && state !== "idle" && state !== this.#property.start) return undefined;
    return stand(point, { failed: true, thrown: undefined });
  }

  #effect(point: Point, event: EffectEvent): Point | undefined {
    if (this.#isSummary) return point;
    const match = this.#matches(point, event);
    if (match === "other" || (match === "doubt" && !this.#property.inDoubt.includes(event.effect)))
      return point;
    const next = this.#property.on[point.standing.state]?.[event.effect];
    if (match === "item") point.node.effects.push(event);
    if (next === undefined) return point;
    if (this.#isOver(next)) return undefined;
    if (this.#property.wrongStates.includes(next)) {
      this.#report(point, next, { kind: "effect", effect: event });
      return undefined;
    }
    return stand(point, { state: next });
  }

  /** Whether a neutral function is explored for its endings. */
  get #isSummary(): boolean {
    return this.#follows && !this.#take;
  }

  /** Whether nothing that follows can be wrong any more. */
  #isOver(state: string): boolean {
    const { on, wrongStates, wrongEnds } = this.#property;
    return (
      !(state in on) && !wrongStates.includes(state) && !wrongEnds.some((end) => end.states.includes(state))
    );
  }

  /** Whether an effect is on the item that is followed. On a change any item counts. */
  #matches({ env, standing }: Point, event: EffectEvent): "item" | "doubt" | "other" {
    if (!this.#follows) return this.#applies(env, event) ? "item" : "other";
    if (standing.state === "idle") return "other";
    const queue = this.#sameQueue(env, event);
    if (queue === "other") return "other";
    const known = env.get(event.item);
    if (holdsItem(known)) return queue === "same" ? "item" : "doubt";
    return known?.is && !madeFromItem(known) ? "other" : "doubt";
  }

  #applies(env: Environment, event: EffectEvent): boolean {
    const handle = this.#program.handles[this.#handleOf(env, event)];
    return handle !== undefined && this.#property.where(handle, this.#program);
  }

  #sameQueue(env: Environment, event: EffectEvent): "same" | "doubt" | "other" {
    const take = this.#take as Take;
    const mine = this.#program.handles[this.#handleOf(env, take)];
    const theirs = this.#program.handles[this.#handleOf(env, event)];
    if (!mine || !theirs || mine.group === theirs.group) return "same";
    return mine.isParameter || theirs.isParameter ? "doubt" : "other";
  }

  #handleOf(env: Environment, use: { handle: HandleId; handleSlot?: number }): HandleId {
    const bound = env.get(use.handleSlot)?.is;
    return bound?.kind === "handle" ? bound.id : use.handle;
  }

  /**
   * Functions handed to code that is not in view. An item may be settled by one that runs later, so its path ends here unless none
   * touches any; on a change, each is taken to run.
   */
  #release(point: Point, functions: readonly FunctionId[], call: Call, next: BlockId): void {
    const touching = functions.filter((id) => canHave(reachOf(this.#program, id), this.#asked));
    if (this.#follows && point.standing.state !== "idle" && touching.length > 0) return;
    const after = { ...point, env: this.#withoutShared(point.env) };
    this.#go(after, next);
    for (const id of touching) this.#enter(after, call, id, next, next);
  }

  #withoutShared(env: Environment): Environment {
    return env.filter((slot) => !this.#program.slots[slot]?.shared);
  }

  #branch(point: Point, guard: Guard, outcome: boolean, to: BlockId): void {
    const assumed = assume(point.env, guard, outcome);
    if (!assumed) return;
    if (assumed.failed && this.#property.endsAtFailure) return;
    const { standing, env } = point;
    const decided = assume(env, guard, !outcome) === undefined;
    const next = stand(point, {
      failed: standing.failed || assumed.failed,
      likely: standing.likely || assumed.unlikely,
      progress: decided ? standing.progress : progressAfter(standing.progress, guard, env),
    });
    const step: Step | undefined = decided
      ? undefined
      : { kind: "branch", guard, outcome, block: point.node.block };
    this.#go({ ...next, env: assumed.env }, to, step);
  }

  #dispatch(point: Point, on: number, cases: ReadonlyMap<string | number | boolean | null, BlockId>): void {
    const known = point.env.get(on)?.is;
    for (const [value, to] of cases) {
      if (known?.kind !== "constant") this.#go(stand(point, { likely: true }), to);
      else if (known.value === value) this.#go(point, to);
    }
  }

  #takes(point: Point, take: Take, next: BlockId): void {
    if (take.id !== this.#take?.id) {
      this.#go({ ...point, env: assign(point.env, take.result, undefined) }, next);
      return;
    }
    if (point.standing.state !== "idle") {
      this.#turnEnds(point, "nextTake", take.at);
      return;
    }
    const env = assign(point.env, take.result, takenResult(take));
    this.#go({ ...stand(point, { state: this.#property.start }), env }, next, { kind: "take", take });
  }

  #exit(
    point: Point,
    end: { completion: "return" | "throw"; values: readonly number[]; at: { start: number; end: number } },
  ): void {
    const { node, standing, env } = point;
    const isRoot = node.activation === this.#root;
    const gone = end.values.some((slot) => holdsItem(env.get(slot)));
    if (isRoot && gone) this.#itemReturned = true;
    else if (isRoot) {
      const origin = standing.thrown ?? "explicit";
      this.#turnEnds(point, end.completion === "return" ? "return" : `throw:${origin}`, end.at);
    }
    const exit: Exit = { node, standing, env, completion: end.completion };
    node.activation.exits.push(exit);
    for (const waiter of node.activation.waiters) waiter(exit);
  }

  #turnEnds(point: Point, kind: TurnEnd, at: { start: number; end: number }): void {
    const { standing } = point;
    if (this.#property.sparesBadItems && standing.progress === "formTested") return;
    const wrong = this.#property.wrongEnds.find((end) => isWrong(end, standing, kind));
    if (wrong) this.#report(point, standing.state, { kind, at }, wrong.certainty === "likely");
  }

  #report(point: Point, state: string, end: Violation["end"], weak = false): void {
    this.#violations.push({
      node: point.node,
      state,
      take: this.#take,
      end,
      likely: weak || point.standing.likely,
    });
  }

  #call(point: Point, call: Call, next: BlockId, onThrow: BlockId): void {
    const bound = point.env.get(call.functionSlot)?.is;
    const functions = bound?.kind === "function" ? [bound.id] : call.functions;
    const entered = functions.filter((id) => this.#enter(point, call, id, next, onThrow));
    if (entered.length < functions.length || functions.length === 0) {
      this.#pass(point, call, next, onThrow, functions.length > 0);
    }
  }

  /** Follows a call into a function in view. */
  #enter(point: Point, call: Call, id: FunctionId, next: BlockId, onThrow: BlockId): boolean {
    const graph = this.#program.graph(id);
    if (!graph) return false;
    const { node, standing } = point;
    const entry = this.#entryEnvironment(point.env, call, graph.parameters);
    const inside = [...entry.entries()].some(([, value]) => holdsItem(value));
    if (this.#isNeutral(id, entry, inside)) {
      const holding = graph.parameters.map((slot) => this.#follows && holdsItem(entry.get(slot)));
      const summary = summaryOf(this.#program, id, graph, holding);
      if (summary) this.#apply(point, call, summary, next, onThrow);
      return summary !== undefined;
    }
    const env = inside ? entry : entry.filter((_, value) => isReference(value));
    const step: Step = { kind: "enter", call, name: this.#program.functions[id]?.name ?? "" };
    const from = inside ? standing : unmarked(standing.state);
    const activation = this.#activate(id, env, from, node.activation.depth + 1, { node, step });
    if (!activation) return false;
    const resume = (exit: Exit): void => {
      this.#resume(point, call, exit, next, onThrow, inside);
    };
    activation.waiters.push(resume);
    for (const exit of activation.exits) resume(exit);
    return true;
  }

  /** Whether a call has no part in the property, neither by itself nor by a function that it is given: its summary is enough. */
  #isNeutral(id: FunctionId, entry: Environment, inside: boolean): boolean {
    const reach = reachOf(this.#program, id);
    const asked = inside || !this.#follows ? this.#asked : this.#property.inDoubt;
    if (!reach.selfContained || canHave(reach, asked)) return false;
    return [...entry.entries()].every(
      ([, { is }]) => is?.kind !== "function" || !canHave(reachOf(this.#program, is.id), asked),
    );
  }

  /** Goes on after a call of a neutral function, once for each way it can end. */
  #apply(point: Point, call: Call, summary: Summary, next: BlockId, onThrow: BlockId): void {
    const { node, standing } = point;
    const idle = standing.state === "idle";
    if (summary.handsOver && !idle) node.handedOver = true;
    for (const ending of summary.endings) {
      const env = withResults(this.#withoutShared(point.env), call, ending.values);
      const thrown = ending.completion === "throw" && !call.detached;
      const after = afterCall(standing, { ...ending.standing, state: standing.state });
      if (after.failed && this.#property.endsAtFailure) continue;
      const step: Step | undefined = thrown ? { kind: "throw", call } : undefined;
      const settled = { ...after, thrown: thrown ? after.thrown : point.standing.thrown };
      this.#visit(node.activation, thrown ? onThrow : next, settled, env, node, step);
    }
  }

  #entryEnvironment(env: Environment, call: Call, parameters: readonly (number | undefined)[]): Environment {
    let entry = env.filter((slot) => this.#program.slots[slot]?.captured ?? false);
    parameters.forEach((slot, index) => {
      if (slot === undefined) return;
      const arg = call.args[index];
      if (arg !== undefined) entry = entry.with(slot, env.get(arg));
      else if (index >= call.args.length && !call.spread) entry = entry.with(slot, nil);
    });
    return entry;
  }

  /** Goes on after a call that ended in `exit`; `exact` when the callee saw everything that is known of captured slots. */
  #resume(point: Point, call: Call, exit: Exit, next: BlockId, onThrow: BlockId, exact: boolean): void {
    const captured = (slot: number): boolean => this.#program.slots[slot]?.captured ?? false;
    let env = exact ? point.env.filter((slot) => !captured(slot)) : this.#withoutShared(point.env);
    for (const [slot, value] of exit.env.entries()) if (captured(slot)) env = env.with(slot, value);
    const thrown = exit.completion === "throw" && !call.detached;
    const after = afterCall(point.standing, exit.standing);
    const standing = { ...after, thrown: thrown ? after.thrown : point.standing.thrown };
    const step: Step = { kind: thrown ? "throw" : "leave", call };
    const target = thrown ? onThrow : next;
    this.#visit(
      point.node.activation,
      target,
      standing,
      withResults(env, call, exitValues(exit)),
      exit.node,
      step,
    );
  }

  /** A call of code that is not in view. */
  #pass(point: Point, call: Call, next: BlockId, onThrow: BlockId, mayReachHandle: boolean): void {
    const { node, standing, env } = point;
    const given = this.#follows && call.args.some((slot) => holdsItem(env.get(slot)));
    if (given && (call.reachesHandle || mayReachHandle)) return;
    if (given && !call.looksOnly) node.handedOver = true;
    const ofItem = call.looksOnly || comesFromItem(env.get(call.receiver));
    const worked = standing.state !== "idle" && !ofItem;
    const after = stand(point, worked ? { progress: "worked" } : {});
    let kept = this.#withoutShared(after.env);
    for (const slot of call.results) kept = assign(kept, slot, ofItem ? resultOf(call, env) : undefined);
    this.#go({ ...after, env: kept }, next);
    if (call.throws === "never" || call.detached) return;
    this.#go(stand({ ...after, env: this.#withoutShared(env) }, { thrown: call.throws }), onThrow, {
      kind: "throw",
      call,
    });
  }
}

/** A node with what holds after some of its events. */
interface Point {
  readonly node: Node;
  readonly standing: Standing;
  readonly env: Environment;
}

function stand(point: Point, change: Partial<Standing>): Point {
  return { ...point, standing: { ...point.standing, ...change } };
}

function capped(activation: Activation, place: string, env: Environment, cap: number): Environment {
  let variants = activation.variants.get(place);
  if (!variants) activation.variants.set(place, (variants = { count: 0, merged: undefined }));
  if (++variants.count <= cap) return env;
  variants.merged = variants.merged?.join(env) ?? env;
  return variants.merged;
}

function isWrong(end: WrongEnd, standing: Standing, kind: TurnEnd): boolean {
  return (
    end.states.includes(standing.state) && end.at.includes(kind) && !(end.afterSuccess && standing.failed)
  );
}

function progressAfter(progress: Standing["progress"], guard: Guard, env: Environment): Standing["progress"] {
  if (progress === "worked") return progress;
  const about = guard.about ?? [];
  return about.length > 0 && about.every((slot) => comesFromItem(env.get(slot))) ? "formTested" : "worked";
}

function takenResult(take: Take): Fact {
  const { form, itemFields, flagFields } = take.shape;
  if (form === "value") return theItem;
  if (form === "lease") return theLease;
  const fields = new Map<string, Fact>();
  for (const name of itemFields) fields.set(name, theItem);
  for (const name of flagFields) fields.set(name, fact(FALSE, { kind: "constant", value: false }));
  return fact(TRUTHY, { kind: "record", fields });
}

/** A value made by a call that only looks at the item is still about the item's form. */
function resultOf(call: Call, env: Environment): Fact | undefined {
  const from = [call.receiver, ...call.args].filter((slot) => slot !== undefined);
  return evaluate({ kind: "derived", from }, env);
}

function withResults(env: Environment, call: Call, values: readonly (Fact | undefined)[]): Environment {
  return call.results.reduce((known, slot, index) => assign(known, slot, values[index]), env);
}

/** A value that says which function or queue is meant. */
function isReference(value: Fact): boolean {
  return value.is?.kind === "handle" || value.is?.kind === "function";
}

function exitValues(exit: Exit): (Fact | undefined)[] {
  const end = exit.node.activation.graph.blocks[exit.node.block]?.end;
  return end?.kind === "exit" ? end.values.map((slot) => exit.env.get(slot) ?? unknown) : [];
}
