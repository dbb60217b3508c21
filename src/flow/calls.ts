import type { Automaton } from "./automaton.ts";
import type { Environment } from "./environment.ts";
import { assign, comesFromItem, evaluate } from "./evaluate.ts";
import { holdsItem, NIL, nil, unknown, type Fact } from "./facts.ts";
import { deep, type Arrival, type Frontier } from "./frontier.ts";
import type { Exit, Node, Step } from "./path.ts";
import { knowing, stand, type Continuation, type Point } from "./point.ts";
import type { BlockId, Call, FlowGraph, FunctionId, LiveSlots, Program } from "./program.ts";
import { canHave, reachOf } from "./reach.ts";
import { afterCall, idle, marked, unmarked, type Standing } from "./standing.ts";
import {
  shownByEnding,
  summariesOf,
  type Asked,
  type Ending,
  type Summarise,
  type Summary,
} from "./summaries.ts";
import { thrownBy, type Thrown } from "./thrown.ts";

/** Which items are followed: the one of a take, one that a function is given, or all. */
export type Followed = "taken" | "given" | "all";

/** Follows the calls of an exploration: into functions in view, by the summary of those that are neutral, past the rest. */
export class Calls {
  readonly #program: Program;
  readonly #automaton: Automaton;
  readonly #frontier: Frontier;
  /** Whether there is one item to tell from others. */
  readonly #follows: boolean;
  readonly #followed: Followed;
  readonly #summarise: Summarise;

  constructor(
    program: Program,
    automaton: Automaton,
    frontier: Frontier,
    followed: Followed,
    summarise: Summarise,
  ) {
    this.#program = program;
    this.#automaton = automaton;
    this.#frontier = frontier;
    this.#follows = followed !== "all";
    this.#followed = followed;
    this.#summarise = summarise;
  }

  call(point: Point, call: Call, to: Continuation): void {
    const bound = point.env.get(call.functionSlot)?.is;
    const functions = bound?.kind === "function" ? [bound.id] : call.functions;
    const apart = this.#runsApart(call);
    let followed = 0;
    for (const id of functions) if (this.#enter(point, call, id, to, apart)) followed++;
    if (apart || followed < functions.length || functions.length === 0)
      this.#pass(point, call, to, functions.length > 0);
  }

  /**
   * Functions handed to code that is not in view. An item may be settled by one that runs later, so its path ends here unless none
   * touches any; on a change, each is taken to run.
   */
  release(point: Point, functions: readonly FunctionId[], call: Call, next: BlockId): void {
    const touching = functions.filter((id) => canHave(reachOf(this.#program, id), this.#automaton.asked));
    if (this.#follows && point.standing.state !== idle && touching.length > 0) {
      point.node.losesItem = true;
      return;
    }
    const after = knowing(point, this.#withoutShared(point.env));
    this.#go(after, next);
    for (const id of touching) this.#enter(after, call, id, { next, onThrow: next }, this.#runsApart(call));
  }

  /** One worker that ends with the queue is no reason why the next one, which was started beside it, should do anything else. */
  #runsApart({ detached, concurrent }: Call): boolean {
    return (detached || concurrent === true) && this.#automaton.followsShutdown;
  }

  #go({ node, standing, env }: Point, to: BlockId, step?: Step): void {
    this.#frontier.visit(node.activation, to, standing, env, { node, step });
  }

  #isCaptured(slot: number): boolean {
    return this.#program.slots[slot]?.captured ?? false;
  }

  #withoutShared(env: Environment): Environment {
    return env.filter((slot) => !this.#program.slots[slot]?.shared);
  }

  /** What a call of `callee` leaves as it was. */
  #withoutWritten(env: Environment, callee: FunctionId): Environment {
    return this.#withoutShared(env).filter((slot) => !this.#isWritten(slot, callee));
  }

  /** Whether a call of `callee` may come to write a variable that it shares. */
  #isWritten(slot: number, callee: FunctionId): boolean {
    const { functions } = reachOf(this.#program, callee);
    return this.#program.slots[slot]?.writers.some((writer) => functions.has(writer)) ?? false;
  }

  /** Follows a call into a function in view, and back unless it runs apart; false when that cannot be done. */
  #enter(point: Point, call: Call, id: FunctionId, to: Continuation, apart = false): boolean {
    const seen = this.#seenBy(point.env, call);
    const inside = seen.some((known) => holdsItem(known) || known.is?.kind === "namesake");
    if (this.#isNeutral(id, seen, inside)) return this.#applySummary(point, call, id, to);
    const graph = this.#program.graph(id);
    if (!graph) return false;
    const { node, standing } = point;
    const entry = this.#entryEnvironment(point.env, call, graph);
    const env = inside ? entry : entry.filter((slot, value) => this.#matters(slot, value, id));
    const step: Step = { kind: "enter", call, name: this.#program.functions[id]?.name ?? "" };
    const from = inside ? standing : unmarked(standing.state);
    const activation = this.#frontier.activate(id, env, from, node.activation.depth + 1, { node, step });
    if (!activation) return false;
    if (apart) return true;
    const resume = (exit: Exit): void => {
      this.#resume(point, call, exit, to, inside);
    };
    activation.waiters.push(resume);
    for (const exit of activation.exits) resume(exit);
    return true;
  }

  /** What a function is told that has no item: what it can refer to, what is asked of it, and what only some of its ways leave as it was. */
  #matters(slot: number, value: Fact, callee: FunctionId): boolean {
    return isReference(value) || this.#isAsked(value) || this.#isWritten(slot, callee);
  }

  /** What a function may be told by its arguments where no item is followed: flags, and objects made for one call. */
  #isAsked({ is }: Fact): boolean {
    if (this.#follows) return false;
    if (is?.kind === "constant") return typeof is.value === "boolean";
    return is?.kind === "changed" || (is?.kind === "record" && is.origin === "fresh");
  }

  /** What is known of all that a callee can see: its arguments, and variables that it shares with other functions. */
  #seenBy(env: Environment, call: Call): Fact[] {
    return env.facts.filter((_, index) => {
      const slot = env.slots[index] as number;
      return this.#isCaptured(slot) || call.args.includes(slot);
    });
  }

  /** Whether a call has no part in the property, neither by itself nor by a function that it is given: its summary is enough. */
  #isNeutral(id: FunctionId, seen: readonly Fact[], inside: boolean): boolean {
    const { asked, inDoubt } = this.#automaton;
    const counting = inside || !this.#follows ? asked : inDoubt;
    const reach = reachOf(this.#program, id);
    if (!reach.selfContained || canHave(reach, counting)) return false;
    return seen.every(
      ({ is }) => is?.kind !== "function" || !canHave(reachOf(this.#program, is.id), counting),
    );
  }

  /** Goes on after a call of a neutral function, once for each way it can end. */
  #applySummary(point: Point, call: Call, id: FunctionId, to: Continuation): boolean {
    const { node, standing } = point;
    const asked = this.#askedOfResults(node, call, node.activation.graph.live[to.next]);
    const summary = this.#summaryFor(point, call, id, asked);
    if (!summary) return false;
    if (summary.handsOver && standing.state !== idle) node.handedOver = true;
    if (summary.losesItem && standing.state !== idle) node.losesItem = true;
    const env = this.#withoutShared(point.env);
    for (const ending of summary.endings) {
      const thrown = ending.completion === "throw" && !call.detached;
      const after = marked(afterCall(standing, ending.standing, false), {
        state: standing.state,
        thrown: thrown ? thrownIn(ending.standing, standing.state) : standing.thrown, // what a `finally` interrupts goes on
      });
      const ended = { node, standing: after, env: withResults(env, call, ending.values) };
      const isUnheard = asked === "nothing" || asked === "little";
      const kept = (isUnheard && !thrown) || isOvercome(call, ending); // a failure that nobody hears of decides nothing
      const shown = kept ? undefined : shownByEnding[ending.standing.state];
      const moved = shown ? this.#automaton.moved(ended, shown) : ended;
      if (moved) this.#go(moved, thrown ? to.onThrow : to.next, thrown ? { kind: "throw", call } : undefined);
    }
    return true;
  }

  #summaryFor({ env }: Point, call: Call, id: FunctionId, asked: Asked): Summary | undefined {
    const holds = (index: number): boolean => this.#follows && holdsItem(env.get(call.args[index]));
    const summaries = summariesOf(this.#program);
    const plain = !call.args.some((_, index) => holds(index));
    return (
      (plain ? summaries.outlined(this.#program, id, asked) : undefined) ??
      summaries.full(this.#program, id, holds, this.#summarise)
    );
  }

  /** What matters of the results of a function that is given no item. */
  #askedOfResults({ activation }: Node, call: Call, live: LiveSlots | undefined): Asked {
    const { results, inPlace } = call;
    if (inPlace) return "all"; // a part of its caller
    const isTested = results.some((slot) => live?.tested.has(slot) ?? true);
    if (!isTested && !results.some((slot) => live?.used.has(slot))) return "nothing";
    if (this.#followed === "all") return "made";
    const isNear = this.#followed === "taken" && activation.depth < deep && !this.#automaton.followsShutdown;
    if (!isNear) return "little";
    return isTested ? "all" : "made";
  }

  #entryEnvironment(env: Environment, call: Call, { parameters }: FlowGraph): Environment {
    let entry = env.filter((slot) => this.#isCaptured(slot));
    parameters.forEach((slot, index) => {
      if (slot === undefined) return;
      const arg = call.args[index];
      if (arg !== undefined) entry = entry.with(slot, env.get(arg));
      else if (index >= call.args.length && !call.spread) entry = entry.with(slot, nil);
    });
    return entry;
  }

  /** Goes on after a call that ended in `exit`; `exact` when the callee saw everything that is known of captured slots. */
  #resume(point: Point, call: Call, exit: Exit, to: Continuation, exact: boolean): void {
    const { function: callee } = exit.node.activation.graph;
    let env = exact
      ? point.env.filter((slot) => !this.#isCaptured(slot))
      : this.#withoutWritten(point.env, callee);
    exit.env.slots.forEach((slot, index) => {
      if (this.#isCaptured(slot)) env = env.with(slot, exit.env.facts[index]);
    });
    const thrown = exit.completion === "throw" && !call.detached;
    const after = afterCall(point.standing, exit.standing, exact);
    const standing = thrown ? after : marked(after, { thrown: point.standing.thrown });
    const step: Step = { kind: thrown ? "throw" : "leave", call };
    const from: Arrival = { node: exit.node, step, caller: point.node };
    const known = withResults(env, call, exitValues(exit));
    this.#frontier.visit(point.node.activation, thrown ? to.onThrow : to.next, standing, known, from);
  }

  /** A call of code that is not in view. */
  #pass(point: Point, call: Call, to: Continuation, mayReachHandle: boolean): void {
    const { node, standing, env } = point;
    const given = this.#follows && call.args.some((slot) => holdsItem(env.get(slot)));
    if (given && (call.reachesHandle || mayReachHandle)) {
      node.losesItem = true;
      return;
    }
    if (given && !call.looksOnly) node.handedOver = true;
    const ofItem = call.looksOnly || comesFromItem(env.get(call.receiver));
    const worked = standing.state !== idle && !ofItem && !isMinor(standing, call);
    const after = knowing(worked ? stand(point, { progress: "worked" }) : point, this.#withoutShared(env));
    const value = ofItem ? resultOf(call, env) : undefined;
    this.#go(
      knowing(
        after,
        withResults(
          after.env,
          call,
          call.results.map(() => value),
        ),
      ),
      to.next,
    );
    if (call.throws === "never" || call.detached) return;
    const thrown = thrownBy(call.throws, standing.state);
    this.#go(stand(after, { thrown }), to.onThrow, { kind: "throw", call });
  }
}

/** What is done for an item of one certain value is no work that is tried again, unless it may fail where that is seen. */
function isMinor({ progress }: Standing, { throws }: Call): boolean {
  return progress === "singledOut" && throws !== "awaited";
}

/** What a neutral function throws when it is called in `state`. */
function thrownIn({ thrown }: Standing, state: string): Thrown | undefined {
  return thrown && thrownBy(thrown.origin, state);
}

/** Whether a function that reports errors may have none to report: what failed in it was dealt with there, or shows when the caller asks. */
function isOvercome({ errorResult }: Call, { values }: Ending): boolean {
  return errorResult !== undefined && ((values[errorResult] ?? unknown).may & NIL) !== 0;
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

/** What an exit gives its caller. */
export function exitValues({ node, env }: Exit): Fact[] {
  const end = node.activation.graph.blocks[node.block]?.end;
  return end?.kind === "exit" ? end.values.map((slot) => env.get(slot) ?? unknown) : [];
}
