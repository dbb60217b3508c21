import type { Effect } from "../protocol/effects.ts";
import { itemFindings } from "./check.ts";
import type { Exploration } from "./explore.ts";
import type { Fact } from "./facts.ts";
import type { Finding, ItemName } from "./finding.ts";
import { blocksAfter } from "./following.ts";
import type { Gap, Gaps } from "./gap.ts";
import { liveSlots } from "./liveness.ts";
import { waysOutOfView } from "./out-of-view.ts";
import type { Node } from "./path.ts";
import type { BlockId, EffectEvent, FlowGraph, FunctionId, Program, Slot, Span, Take } from "./program.ts";
import type { Property } from "./property.ts";
import { reachOf } from "./reach.ts";
import { nodesWithoutItem, runsAtExit } from "./settling.ts";
import { idle } from "./standing.ts";

/** A place where a call mends a finding, and what the call is made on there. */
export interface Mend {
  readonly gap: Gap;
  readonly item: ItemName;
  /** The queue, as the function has it. */
  readonly handleCode: string;
}

/** A gap on a path. */
interface Site {
  readonly function: FunctionId;
  readonly block: BlockId;
  readonly index: number;
  readonly gap: Gap;
}

/** A call on the queue of a function, after which another one can be written. */
type Model = Pick<EffectEvent, "handle" | "handleSlot" | "at"> & { readonly handleCode: string };

/** Places that are tried at most: each is explored anew. */
const mostTries = 12;
/** The effect of a call that is tried: no other has it on an item, so that the two can be told apart. */
const tried: Effect = "close";

/**
 * Where a call with `effect` mends a finding: the last such gap on its path. A gap is tried by exploring once more what led to the finding,
 * with the call in its place. Then the path is no longer wrong, every path that comes there has the item in hand, under the name that is
 * written, and none goes on to, or comes from, another of the effects `apart`, or code out of view that may have one.
 */
export function mendOf(
  program: Program,
  finding: Finding,
  effect: Effect,
  apart: readonly Effect[],
): Mend | undefined {
  const { take, end } = finding;
  if (!take || (end.kind !== "return" && end.kind !== "nextTake")) return undefined;
  if (end.kind === "nextTake" && runsAtExit(program, take, effect)) return undefined; // it would be a second one
  return new Mending(program, finding, take, effect, apart).find();
}

class Mending {
  readonly #program: Program;
  readonly #finding: Finding;
  readonly #take: Take;
  /** The finding's property, for which the call that is tried counts, too. */
  readonly #property: Property;
  readonly #once: Property;
  readonly #gaps = new Map<FunctionId, Gaps>();
  /** The program in which the functions on the path have gaps. */
  readonly #marked: Program;
  readonly #before: Exploration;

  constructor(program: Program, finding: Finding, take: Take, effect: Effect, apart: readonly Effect[]) {
    this.#program = program;
    this.#finding = finding;
    this.#take = take;
    this.#property = withTried(finding.property, effect);
    this.#once = onceOf([effect, ...apart]);
    for (const id of new Set(finding.path.map((waypoint) => waypoint.function))) {
      const gaps = this.#isOnlyFromHere(id) ? program.gaps(id) : undefined;
      if (gaps) this.#gaps.set(id, gaps);
    }
    this.#marked = changed(program, (id) => this.#gaps.get(id)?.graph);
    this.#before = finding.again(this.#marked, [this.#property]);
  }

  find(): Mend | undefined {
    const { end, state, certainty, root } = this.#finding;
    if (this.#gaps.size === 0 || this.#before.gaveUp) return undefined;
    const alike = itemFindings(this.#marked, this.#before, this.#take, root).filter(
      (other) => endOf(other) === endOf({ end, state }) && other.certainty === certainty,
    );
    const same = alike.find((other) => pathOf(other) === pathOf(this.#finding)) ?? alike[0];
    const sites = same ? this.#sitesOn(same).slice(0, mostTries) : [];
    for (const site of sites) {
      const mend = this.#mendAt(site);
      if (mend) return mend;
    }
    return undefined;
  }

  /** Whether nothing but the path's root, and this take, leads to a function. */
  #isOnlyFromHere(id: FunctionId): boolean {
    const { root, path } = this.#finding;
    const isShared = this.#program.takes.some(
      (take) => take !== this.#take && reachOf(this.#program, take.function).functions.has(id),
    );
    if (isShared) return false;
    const above = new Set([id]);
    for (const at of above) {
      if (at === root) continue;
      const holder = path.find(({ function: each }) => callsInPlace(this.#program.graph(each), at));
      const { callers, mentioned } = this.#program.usage(at);
      if (holder) above.add(holder.function);
      else if (mentioned || callers.length === 0) return false;
      else for (const caller of callers) above.add(caller);
    }
    return true;
  }

  /** The gaps of a path, those first at which it is tried first: the last ones, but none after a `done` before one ahead of it. */
  #sitesOn({ path }: Finding): Site[] {
    const sites: Site[] = [];
    const late: Site[] = [];
    let isDone = false;
    for (const { function: id, block } of path) {
      for (const [index, event] of (this.#gaps.get(id)?.graph.blocks[block]?.events ?? []).entries()) {
        isDone ||= event.kind === "effect" && event.effect === "done";
        if (event.kind === "gap")
          (isDone ? late : sites).push({ function: id, block, index, gap: event.gap });
      }
    }
    return [...sites.reverse(), ...late.reverse()];
  }

  #mendAt(site: Site): Mend | undefined {
    const gaps = this.#gaps.get(site.function);
    const model = this.#modelIn(site.function);
    if (!gaps || !model) return undefined;
    const { gap } = site;
    for (const [slot, item] of this.#namesIn(gaps.graph)) {
      const isVisible =
        item.isLease || namesIn(model.handleCode).every((name) => gaps.meansSame(name, gap.at, model.at));
      if (gaps.slotAt(this.#program.slots[slot]?.name ?? "", gap.at) !== slot || !isVisible) continue;
      const { handle, handleSlot, handleCode } = model;
      const call: EffectEvent = {
        kind: "effect",
        effect: tried,
        handle,
        ...(handleSlot !== undefined && { handleSlot }),
        item: slot,
        at: gap.at,
        text: "",
      };
      if (this.#isRight(gaps.graph, site, call)) return { gap, item, handleCode };
    }
    return undefined;
  }

  /** What the function itself does to the queue. */
  #modelIn(id: FunctionId): Model | undefined {
    const { handleCode, function: taking } = this.#take;
    if (taking === id && handleCode !== undefined) return { ...this.#take, handleCode };
    const graph = this.#gaps.get(id)?.graph;
    const event = this.#before.nodes.find(
      ({ activation, effects }) => activation.graph === graph && effects.length > 0,
    )?.effects[0];
    return event && { ...event, handleCode: event.text.replace(/\??\.[^.]*$/, "") };
  }

  /** The variables of a function by which the item can be named. */
  #namesIn(graph: FlowGraph): Map<Slot, ItemName> {
    const names = new Map<Slot, ItemName>();
    for (const { activation, env } of this.#before.nodes) {
      if (activation.graph !== graph) continue;
      for (const [index, slot] of env.slots.entries()) {
        const { name = "", owner } = this.#program.slots[slot] ?? {};
        const item = name === "" || slot === this.#take.result ? undefined : named(name, env.facts[index]);
        if (item && owner === graph.function) names.set(slot, item);
      }
    }
    return names;
  }

  /** Whether all is well with `call` in the place of a gap. */
  #isRight(graph: FlowGraph, { block, index }: Site, call: EffectEvent): boolean {
    const { root } = this.#finding;
    if (blocksAfter(graph, waysOutOfView(this.#before)).has(block)) return false;
    const changedGraph = withEvent(this.#program, graph, block, index, call);
    const program = changed(this.#marked, (id) => (id === graph.function ? changedGraph : undefined));
    const after = this.#before.again(program, [this.#property, this.#once]);
    const isThere = ({ activation, block: at }: Node): boolean =>
      activation.graph === changedGraph && at === block;
    const hasItem = ({ standing, effects }: Node): boolean =>
      standing.state !== idle && effects.includes(call);
    return (
      !after.gaveUp &&
      after.nodes.filter(isThere).every(hasItem) &&
      !after.violations.some(({ property }) => property === this.#once) &&
      itemFindings(program, after, this.#take, root).every(
        (other) => pathOf(other) !== pathOf(this.#finding),
      ) &&
      !nodesWithoutItem(program, this.#take, root).some(isThere)
    );
  }
}

/** The item, or its lease, as a variable that holds it names it. */
function named(variable: string, known: Fact | undefined): ItemName | undefined {
  const is = known?.is;
  if (is?.kind === "item" || is?.kind === "lease") return { text: variable, isLease: is.kind === "lease" };
  const field =
    is?.kind === "record" &&
    is.origin === "take" &&
    [...is.fields].find(([, each]) => each.is?.kind === "item");
  if (!field) return undefined;
  const [name] = field;
  return { text: variable + (/^\d+$/.test(name) ? `[${name}]` : `.${name}`), isLease: false };
}

function withTried(property: Property, as: Effect): Property {
  const on = Object.entries(property.on).map(([state, moves]) => [
    state,
    { ...moves, ...(moves[as] !== undefined && { [tried]: moves[as] }) },
  ]);
  return { ...property, on: Object.fromEntries(on) as Property["on"] };
}

/** None of `effects` happens to the item on a path with the call that is tried, nor that one twice. */
function onceOf(effects: readonly Effect[]): Property {
  const leadingTo = (state: string): object => Object.fromEntries(effects.map((effect) => [effect, state]));
  return {
    follows: "item",
    where: () => true,
    start: "held",
    on: {
      held: { ...leadingTo("settled"), [tried]: "called" },
      settled: { [tried]: "wrong" },
      called: { ...leadingTo("wrong"), [tried]: "wrong" },
    },
    inDoubt: effects,
    wrongStates: ["wrong"],
    wrongEnds: [],
  };
}

function changed(program: Program, graphOf: (id: FunctionId) => FlowGraph | undefined): Program {
  return { ...program, graph: (id) => graphOf(id) ?? program.graph(id) };
}

function withEvent(
  program: Program,
  graph: FlowGraph,
  at: BlockId,
  index: number,
  call: EffectEvent,
): FlowGraph {
  const blocks = graph.blocks.map((block) =>
    block.id === at ? { ...block, events: block.events.with(index, call) } : block,
  );
  return { ...graph, blocks, live: liveSlots(blocks, (slot) => program.slots[slot]?.captured ?? false) };
}

function callsInPlace(graph: FlowGraph | undefined, id: FunctionId): boolean {
  return (graph?.blocks ?? []).some(
    ({ end }) => end.kind === "call" && end.call.inPlace === true && end.call.functions.includes(id),
  );
}

function namesIn(expression: string): string[] {
  return expression.match(/(?<![.\w$#])[A-Za-z_$][\w$]*/g) ?? [];
}

function placeOf({ file = "", start }: Span): string {
  return `${file}:${String(start)}`;
}

function endOf({ end, state }: Pick<Finding, "end" | "state">): string {
  return end.kind === "effect" ? "" : `${end.kind} ${placeOf(end.at)} ${state}`;
}

/** What is told of a path: findings of which the same is told are one to the reader. */
function pathOf(finding: Finding): string {
  const branches = finding.steps.flatMap((step) =>
    step.kind === "branch" ? `${placeOf(step.guard.at)} ${String(step.outcome)}` : [],
  );
  return [endOf(finding), ...branches].join();
}
