import { assume } from "./assume.ts";
import { Automaton, type Breach } from "./automaton.ts";
import { thrownWay } from "./builder.ts";
import { Calls, exitValues, type Followed } from "./calls.ts";
import { Environment } from "./environment.ts";
import { assign, comesFromItem, evaluate } from "./evaluate.ts";
import {
  changedObject,
  constant,
  fact,
  FALSE,
  holdsItem,
  nil,
  theItem,
  theLease,
  TRUTHY,
  type Fact,
} from "./facts.ts";
import { Frontier, type Cap } from "./frontier.ts";
import { givesSomething, handsTurnOn, isLeftToCallers } from "./handing-on.ts";
import type { Activation, Exit, Node, Step, Violation } from "./path.ts";
import { knowing, stand, type Point } from "./point.ts";
import type {
  BlockId,
  Constant,
  EffectEvent,
  FlowEvent,
  FunctionId,
  Guard,
  Program,
  Slot,
  Span,
  Take,
  Terminal,
} from "./program.ts";
import { handleOf, matchItem, movesOf, movesOnAnyItem } from "./matching.ts";
import type { Move, Property, TurnEnd } from "./property.ts";
import { idle, type Progress, unmarked } from "./standing.ts";
import type { Ending, Summary } from "./summaries.ts";
import { thrownBy, thrownWith, type Thrown } from "./thrown.ts";

/** Environments kept apart at one block before they are merged. */
const pathCap: Cap = { variants: 24, weakens: true };
/** The same in a neutral function, of which only the endings matter. */
const summaryCap: Cap = { variants: 2, weakens: false };

export interface Exploration {
  readonly violations: readonly Violation[];
  /** Nodes in the order they were reached. */
  readonly nodes: readonly Node[];
  /** The nodes that can be reached from a node in one step. */
  readonly successorsOf: (node: Node) => readonly Node[];
  /** The item is returned to the callers of the function that took it. */
  readonly itemReturned: boolean;
  /** Where a property stands at a node. */
  readonly stateAt: (node: Node, property: Property) => string;
  /** Whether a property spares bad items here. */
  readonly spares: (property: Property) => boolean;
  /** The budget was used up: what was found stands, the rest is unknown. */
  readonly gaveUp: boolean;
  /** The same once more, in a program that is changed, for other properties. */
  readonly again: (program: Program, properties: readonly Property[]) => Exploration;
}

/** How an exploration begins. */
export interface Circumstances {
  /** Follows the item of this take; without, all that the function does. */
  readonly take?: Take;
  /** The function is given what changed. */
  readonly onChange?: boolean;
  /** Properties that spare bad items do so. */
  readonly sparesBadItems?: boolean;
}

/**
 * Explores every path of `root` once for each block, standing and environment (a worklist, first in first out, so that a node's
 * `parent` chain is a shortest path to it: the witness), for all properties at once. Calls of functions in view are explored once for each entry environment (an activation),
 * and their exits are handed to every caller that waits for them, which makes recursion a fixpoint. Past the cap environments at
 * one block are merged, keeping what they agree on; paths through a merge are no more than likely. Limits: heap fields are not
 * tracked, loops are followed for one turn of the item, and a budget of nodes ends the exploration.
 */
export function explore(
  program: Program,
  properties: readonly Property[],
  root: FunctionId,
  circumstances: Circumstances,
): Exploration {
  const { take, onChange = false, sparesBadItems = true } = circumstances;
  const automaton = new Automaton(properties, take, sparesBadItems);
  return {
    ...new Explorer(program, automaton, take ? "taken" : "all").run(root, onChange),
    again: (changed, others) => explore(changed, others, root, circumstances),
  };
}

/** How a function can end when it starts in `env`, effects apart. */
function summarise(program: Program, property: Property, id: FunctionId, env: Environment): Summary {
  return new Explorer(program, new Automaton([property], undefined, true), "given").summarise(id, env);
}

class Explorer {
  readonly #program: Program;
  readonly #automaton: Automaton;
  readonly #frontier: Frontier;
  readonly #calls: Calls;
  readonly #followed: Followed;
  readonly #violations: Violation[] = [];
  #root: Activation | undefined;
  #itemReturned = false;

  constructor(program: Program, automaton: Automaton, followed: Followed) {
    this.#program = program;
    this.#followed = followed;
    this.#automaton = automaton;
    this.#frontier = new Frontier(program, automaton, followed === "given" ? summaryCap : pathCap);
    this.#calls = new Calls(program, this.#automaton, this.#frontier, followed, (asked, id, env) =>
      summarise(program, asked, id, env),
    );
  }

  run(root: FunctionId, onChange: boolean): Omit<Exploration, "again"> {
    const parameters = onChange ? (this.#program.graph(root)?.parameters ?? []) : [];
    const given = parameters.flatMap((slot) => (slot === undefined ? [] : [[slot, changedObject] as const]));
    const state = this.#followed === "taken" ? idle : this.#automaton.start;
    const gaveUp = this.#explore(root, Environment.of(given), state);
    const { nodes } = this.#frontier;
    const stateAt = (node: Node, property: Property): string =>
      this.#automaton.stateOf(node.standing.state, property);
    return {
      violations: this.#violations,
      nodes,
      successorsOf: successorsIn(nodes),
      itemReturned: this.#itemReturned,
      stateAt,
      spares: (property) => this.#automaton.spares(property),
      gaveUp,
    };
  }

  summarise(id: FunctionId, env: Environment): Summary {
    this.#explore(id, env, this.#automaton.start);
    const endings = new Map<string, Ending>();
    for (const exit of this.#root?.exits ?? []) {
      const { completion, standing } = exit;
      const values = exitValues(exit);
      const key = [completion, standing.id, ...values.map((value) => value.key)].join("|");
      endings.set(key, { completion, standing, values });
    }
    return {
      endings: [...endings.values()],
      handsOver: this.#frontier.nodes.some((node) => node.handedOver),
      losesItem: this.#frontier.nodes.some((node) => node.losesItem),
    };
  }

  /** Whether the budget was used up. */
  #explore(root: FunctionId, env: Environment, state: string): boolean {
    this.#root = this.#frontier.activate(root, env, unmarked(state), 0);
    return this.#frontier.drain((node) => {
      this.#step(node);
    });
  }

  #step(node: Node): void {
    const block = node.activation.graph.blocks[node.block];
    if (!block) return;
    let point: Point | undefined = { node, standing: node.standing, env: node.env };
    for (const event of block.events) {
      point = this.#event(point, event);
      if (!point) return;
    }
    this.#end(point, block.end);
  }

  #end(point: Point, end: Terminal): void {
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
        return this.#calls.call(point, end.call, end);
      case "release":
        return this.#calls.release(point, end.functions, end.call, end.next);
      case "exit":
        return this.#exit(point, end.completion, end.values, end.at);
      case "never":
        return;
    }
  }

  #go({ node, standing, env }: Point, to: BlockId, step?: Step): void {
    this.#frontier.visit(node.activation, to, standing, env, { node, step });
  }

  /** What holds after an event; undefined when nothing that follows can be wrong. */
  #event(point: Point, event: FlowEvent): Point | undefined {
    switch (event.kind) {
      case "assign":
        return knowing(point, assign(point.env, event.to, evaluate(event.value, point.env)));
      case "effect":
        return this.#effect(point, event);
      case "escape":
        return this.#escape(point, event.slot);
      case "caught":
        return this.#caught(point);
      case "raise":
        return stand(point, { thrown: thrownBy(event.origin, point.standing.state) });
      case "interrupt":
        return knowing(point, point.env.with(event.thrown, constant(point.standing.thrown?.id ?? null)));
      case "gap":
        return point;
      case "resume":
        return stand(point, { thrown: thrownIn(point.env.get(event.thrown)) });
    }
  }

  /** A path ends where the item leaves what is in view. */
  #escape(point: Point, slot: Slot): Point | undefined {
    if (this.#followed === "all" || !holdsItem(point.env.get(slot))) return point;
    point.node.losesItem = true;
    return undefined;
  }

  /** That a plain call throws, of all calls one made after the item was settled, is nothing to report. */
  #caught(point: Point): Point | undefined {
    const { state, thrown } = point.standing;
    const { from } = thrown ?? {};
    const reached = from === undefined ? state : this.#automaton.untouched(state, from);
    if (reached === undefined) return undefined;
    return this.#automaton.moved(stand(point, { state: reached, thrown: undefined }), "failure");
  }

  #effect(point: Point, event: EffectEvent): Point | undefined {
    if (this.#followed === "given" || point.standing.state === idle) return point;
    const { take } = this.#automaton;
    if (!take) return this.#effectOnAny(point, event);
    const match = matchItem(this.#program, point.env, take, event);
    if (match === "item" || match === "mismatch") point.node.effects.push(event);
    return this.#moved(point, event, ({ inDoubt }) => movesOf(match, event, inDoubt));
  }

  #effectOnAny(point: Point, event: EffectEvent): Point | undefined {
    const handle = handleOf(this.#program, point.env, event);
    if (!handle) return point;
    point.node.effects.push(event);
    const moves = movesOnAnyItem(handle, point.env, event);
    return this.#moved(point, event, ({ where }) => (where(handle, this.#program) ? moves : []));
  }

  /** The point after an effect, which may be wrong; undefined where the path ends. */
  #moved(
    point: Point,
    effect: EffectEvent,
    movesFor: (property: Property) => readonly Move[],
  ): Point | undefined {
    const { next, breaches } = this.#automaton.next(point.standing.state, movesFor);
    for (const breach of breaches) this.#report(point, breach, { kind: "effect", effect });
    return next === undefined ? undefined : stand(point, { state: next });
  }

  #branch(point: Point, guard: Guard, outcome: boolean, to: BlockId): void {
    const assumed = assume(point.env, guard, outcome);
    if (!assumed || this.#contradictsShutdown(point, assumed.shows === "shutdown", guard, outcome)) return;
    const { standing, env, node } = point;
    const decided = assume(env, guard, !outcome) === undefined;
    const marked = stand(point, {
      likely: standing.likely || assumed.unlikely,
      progress: decided ? standing.progress : progressAfter(standing.progress, guard, outcome, env),
    });
    const { shows } = assumed;
    const next = shows && shows !== "shutdown" ? this.#automaton.moved(marked, shows) : marked;
    const step: Step | undefined = decided
      ? undefined
      : { kind: "branch", guard, outcome, block: node.block };
    if (next) this.#go(knowing(next, assumed.env), to, step);
  }

  /**
   * Whether a take shows that the queue is not what a branch says. One that came back empty: it is shut down. One that gave the item: it is
   * not, and what becomes of the item once it is matters to nobody.
   */
  #contradictsShutdown({ standing }: Point, isDown: boolean, { role }: Guard, outcome: boolean): boolean {
    if (standing.state === idle) return false;
    if (this.#automaton.followsShutdown) return role === "shutDownWhenTruthy" && !outcome;
    return isDown && this.#followed === "taken";
  }

  /** Paths that were merged do not say by which way they came here; but where nothing is being thrown, no throw goes on. */
  #dispatch(point: Point, on: Slot, cases: ReadonlyMap<Constant, BlockId>): void {
    const known = point.env.get(on)?.is;
    for (const [value, to] of cases) {
      if (known?.kind !== "constant") {
        const isPossible = value !== thrownWay || point.standing.thrown !== undefined;
        if (isPossible) this.#go(stand(point, { likely: true }), to);
      } else if (known.value === value) this.#go(point, to);
    }
  }

  #takes(point: Point, take: Take, next: BlockId): void {
    if (take.id !== this.#automaton.take?.id) {
      const after = this.#followed === "all" ? this.#automaton.moved(point, "take") : point;
      if (after) this.#go(knowing(after, assign(point.env, take.result, undefined)), next);
    } else if (point.standing.state !== idle) {
      this.#turnEnds(point, "nextTake", take.at);
    } else {
      this.#turnBegins(point, take, next);
    }
  }

  #turnBegins(point: Point, take: Take, next: BlockId): void {
    const { start, followsShutdown: down } = this.#automaton;
    if (down && !take.shape.mayShutDown) return;
    const env = assign(point.env, take.result, down ? shutDownResult(take) : takenResult(take));
    this.#go(knowing(stand(point, { state: start }), env), next, { kind: "take", take });
  }

  #exit(point: Point, completion: Exit["completion"], values: readonly Slot[], at: Span): void {
    const { node, standing, env } = point;
    const isRoot = node.activation === this.#root;
    if (isRoot && values.some((slot) => holdsItem(env.get(slot)))) this.#itemReturned = true;
    else if (isRoot && this.#handsTurnOn(point, values)) node.losesItem = true;
    else if (isRoot)
      this.#turnEnds(
        point,
        completion === "return" ? "return" : `throw:${standing.thrown?.origin ?? "explicit"}`,
        at,
      );
    const exit: Exit = { node, standing, env, completion };
    node.activation.exits.push(exit);
    for (const waiter of node.activation.waiters) waiter(exit);
  }

  #handsTurnOn({ node, env }: Point, values: readonly Slot[]): boolean {
    const { take } = this.#automaton;
    const { graph } = node.activation;
    if (handsTurnOn(graph, values, env)) return true;
    return (
      take !== undefined &&
      givesSomething(this.#program, graph, values, env) &&
      isLeftToCallers(this.#program, take)
    );
  }

  #turnEnds({ node, standing }: Point, kind: TurnEnd, at: Span): void {
    for (const breach of this.#automaton.wrongEnds(standing, kind))
      this.#report({ node, standing }, breach, { kind, at });
  }

  #report(
    { node, standing }: Pick<Point, "node" | "standing">,
    { property, state, certainty }: Breach,
    end: Violation["end"],
  ): void {
    const { take } = this.#automaton;
    const likely = certainty === "likely" || standing.likely;
    this.#violations.push({ node, property, state, take, end, likely });
  }
}

/** The steps between nodes, forwards; made when first asked for. */
function successorsIn(nodes: readonly Node[]): (node: Node) => readonly Node[] {
  let successors: Map<Node, Node[]> | undefined;
  return (node) => {
    if (!successors) {
      successors = new Map(nodes.map((each) => [each, []]));
      for (const each of nodes)
        for (const previous of each.predecessors) successors.get(previous)?.push(each);
    }
    return successors.get(node) ?? [];
  };
}

function progressAfter(progress: Progress, guard: Guard, outcome: boolean, env: Environment): Progress {
  if (progress === "worked") return progress;
  const about = (guard.about ?? []).map((slot) => env.get(slot));
  const isCompared = about.some((known) => known?.is?.kind === "item");
  const isSingledOut = isCompared && about.filter(comesFromItem).length === 1;
  if (isSingledOut && guard.sameWhen === outcome) return "singledOut";
  return isCompared || (about.length > 0 && about.every(comesFromItem)) ? "formTested" : "worked";
}

/** What a throw was that a finalizer interrupted. */
function thrownIn(kept: Fact | undefined): Thrown | undefined {
  const is = kept?.is;
  return is?.kind === "constant" ? thrownWith(Number(is.value)) : undefined;
}

function takenResult(take: Take): Fact {
  const { form, itemFields, flagFields } = take.shape;
  if (form === "value") return theItem;
  if (form === "lease") return theLease;
  const fields = new Map<string, Fact>();
  for (const name of itemFields) fields.set(name, theItem);
  for (const name of flagFields) fields.set(name, fact(FALSE, { kind: "constant", value: false }));
  return fact(TRUTHY, { kind: "record", fields, origin: "take" });
}

/** What a take comes back with after a shutdown. */
function shutDownResult(take: Take): Fact {
  const { form, itemFields, flagFields } = take.shape;
  if (form !== "record") return nil;
  const fields = new Map<string, Fact>();
  for (const name of itemFields) fields.set(name, nil);
  for (const name of flagFields) fields.set(name, constant(true));
  return fact(TRUTHY, { kind: "record", fields, origin: "take" });
}
