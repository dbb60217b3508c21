import type { Finding, Waypoint } from "./finding.ts";
import { isFlag } from "./flags.ts";
import type {
  Block,
  BlockId,
  Call,
  Constant,
  FlowGraph,
  FunctionId,
  Guard,
  Program,
  Slot,
  Span,
} from "./program.ts";

/** The flow of one function, small enough to be looked at: what happens to the item, what decides, how it ends. */
export interface Sketch {
  readonly function: FunctionId;
  readonly nodes: readonly SketchNode[];
  readonly edges: readonly SketchEdge[];
}

export interface SketchNode {
  readonly id: string;
  readonly kind: "start" | "take" | "effect" | "branch" | "call" | "return" | "throw";
  readonly at: Span;
  /** The call; of a branch nothing, as its edges have the words. */
  readonly text: string;
  readonly onPath: boolean;
}

export interface SketchEdge {
  readonly from: string;
  readonly to: string;
  /** The outcome of a branch in words, or nothing. */
  readonly words: string;
  readonly onPath: boolean;
}

/** What happens in a block that is worth a node. */
type Stop = Omit<SketchNode, "onPath">;

/** Where a block leads: by which outcome, and whether because something throws. */
interface Way {
  readonly to: BlockId;
  readonly words: string;
  readonly isThrow: boolean;
}

type Completions = ReadonlyMap<Slot, Constant>;

/** One sketch for each function in which something happens on the path of a finding, in the order of the path. */
export function sketches(program: Program, finding: Finding): Sketch[] {
  const { path } = finding;
  const functions = new Set(
    path
      .filter(({ step, effects }, index) => step ?? (effects.length > 0 || index === path.length - 1))
      .map((waypoint) => waypoint.function),
  );
  return [...functions].flatMap((id) => {
    const graph = program.graph(id);
    return graph ? [new Sketcher(program, finding, graph).sketch()] : [];
  });
}

/**
 * Draws one function. Every block that holds nothing of interest is left out, and its neighbours are joined; so are branches both of
 * whose outcomes lead to the same place, and all ways to return that are not on the path. That a call may throw is drawn where something
 * in the function catches it, or where it is what happened. What leaves a finalizer that has a node of its own is not told apart
 * by what led into it: the path is, by its edges.
 */
class Sketcher {
  readonly #program: Program;
  readonly #finding: Finding;
  readonly #graph: FlowGraph;
  readonly #stops = new Map<BlockId, readonly Stop[]>();
  readonly #nodes = new Map<string, Stop>();
  readonly #edges = new Map<string, SketchEdge>();
  readonly #onPath = new Set<string>();

  constructor(program: Program, finding: Finding, graph: FlowGraph) {
    this.#program = program;
    this.#finding = finding;
    this.#graph = graph;
    const calls = new Set(
      finding.path.flatMap(({ step }) =>
        step?.kind === "enter" || step?.kind === "throw" ? [step.call] : [],
      ),
    );
    for (const block of graph.blocks) this.#stops.set(block.id, this.#stopsOf(block, calls));
  }

  sketch(): Sketch {
    const route = this.#finding.path.filter((waypoint) => waypoint.function === this.#graph.function);
    this.#followPath(route);
    this.#followAll();
    this.#leaveOutIdleBranches();
    const nodes = [...this.#nodes.values()].map((stop) => ({ ...stop, onPath: this.#onPath.has(stop.id) }));
    return { function: this.#graph.function, nodes, edges: [...this.#edges.values()] };
  }

  #stopsOf({ id, events, end }: Block, calls: ReadonlySet<Call>): Stop[] {
    const stops: Stop[] = [];
    const add = (kind: Stop["kind"], at: Span, text: string): void => {
      stops.push({ id: `${String(id)}.${String(stops.length)}`, kind, at, text });
    };
    if (id === 0) {
      const info = this.#program.functions[this.#graph.function];
      if (info) add("start", info.at, info.name);
    }
    for (const event of events)
      if (event.kind === "effect" && this.#isOurs(event.handle, event.handleSlot))
        add("effect", event.at, event.text);
    if (end.kind === "take") add("take", end.take.at, end.take.text);
    if (end.kind === "branch" && !this.#isFlag(end.guard)) add("branch", end.guard.at, "");
    if (end.kind === "call" && calls.has(end.call)) add("call", end.call.at, end.call.text);
    if (end.kind === "exit") add(end.completion, end.at, "");
    return stops;
  }

  /** Whether a test is of a flag that only ever holds constants, as that a call was deferred: its outcome is known where it matters. */
  #isFlag(guard: Guard): boolean {
    if (this.#finding.steps.some((step) => step.kind === "branch" && step.guard === guard)) return false;
    return isFlag(this.#graph, guard.on);
  }

  #isOurs(handle: number, handleSlot: Slot | undefined): boolean {
    return handleSlot !== undefined || this.#program.handles[handle]?.group === this.#finding.handle.group;
  }

  #followPath(route: readonly Waypoint[]): void {
    const { end } = this.#finding;
    let last: Stop | undefined;
    for (const [index, waypoint] of route.entries()) {
      const isEnd = index === route.length - 1 && waypoint === this.#finding.path.at(-1);
      for (const stop of this.#stops.get(waypoint.block) ?? []) {
        this.#onPath.add(stop.id);
        this.#nodes.set(stop.id, stop);
        if (last) this.#join(last.id, stop.id, this.#outcome(last, waypoint.block), true);
        last = stop;
        if (isEnd && end.kind === "effect" && stop.at === end.effect.at) return;
      }
    }
  }

  /** In words, which outcome of a branch led to the next stop on the path. */
  #outcome(from: Stop, to: BlockId): string {
    const block = this.#graph.blocks[Number.parseInt(from.id)];
    if (block?.end.kind !== "branch" || from.kind !== "branch") return "";
    const { guard, yes, no } = block.end;
    const leads = (way: BlockId): boolean =>
      [...this.#reach(way, new Map())].some(([{ id }, thrown]) => !thrown && id.startsWith(`${String(to)}.`));
    const [byYes, byNo] = [leads(yes), leads(no)];
    return byYes === byNo ? "" : byYes ? guard.words.yes : guard.words.no;
  }

  #followAll(): void {
    const pending = [this.#stops.get(0)?.[0]];
    const seen = new Set<string>();
    for (let stop = pending.pop(); stop; stop = pending.pop()) {
      if (seen.has(stop.id)) continue;
      seen.add(stop.id);
      this.#nodes.set(stop.id, stop);
      for (const { stop: next, words } of this.#after(stop)) {
        this.#join(stop.id, next.id, words, false);
        pending.push(next);
      }
    }
  }

  #after(stop: Stop): { stop: Stop; words: string }[] {
    const id = Number.parseInt(stop.id);
    const block = this.#graph.blocks[id];
    if (!block) return [];
    const stops = this.#stops.get(id) ?? [];
    const following = stops[stops.indexOf(stop) + 1];
    if (following) return [{ stop: following, words: "" }];
    const completions = completionsAfter(block, new Map());
    return waysOut(block, completions).flatMap(({ to, words, isThrow }) =>
      [...this.#reach(to, completions, isThrow)].map(([next, thrown]) => ({
        stop: this.#merged(next),
        words: thrown ? "throws" : words,
      })),
    );
  }

  /** The first stops after entering a block, and whether only because something throws. */
  #reach(from: BlockId, completions: Completions, isThrow = false): Map<Stop, boolean> {
    const found = new Map<Stop, boolean>();
    const seen = new Set<string>();
    const pending: [BlockId, Completions, boolean][] = [[from, completions, isThrow]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [id, before, thrown] = next;
      const key = `${String(id)}|${String(thrown)}|${[...before.values()].join("|")}`;
      const block = this.#graph.blocks[id];
      if (seen.has(key) || !block) continue;
      seen.add(key);
      const first = this.#stops.get(id)?.[0];
      if (first) {
        const leaves = thrown && first.kind === "throw" && !this.#onPath.has(first.id);
        if (!leaves) found.set(first, thrown && (found.get(first) ?? true));
        continue;
      }
      const after = completionsAfter(block, before);
      for (const way of waysOut(block, after)) pending.push([way.to, after, thrown || way.isThrow]);
    }
    return found;
  }

  /** All ends of one kind that are not on the path are one. */
  #merged(stop: Stop): Stop {
    if ((stop.kind !== "return" && stop.kind !== "throw") || this.#onPath.has(stop.id)) return stop;
    const known = [...this.#nodes.values()].find(
      ({ id, kind }) => kind === stop.kind && !this.#onPath.has(id),
    );
    if (!known) this.#nodes.set(stop.id, stop);
    return known ?? stop;
  }

  #join(from: string, to: string, words: string, onPath: boolean): void {
    const key = `${from}>${to}`;
    const known = this.#edges.get(key);
    if (!known) this.#edges.set(key, { from, to, words, onPath });
    else if (known.words === "" && words !== "") this.#edges.set(key, { ...known, words });
  }

  #leaveOutIdleBranches(): void {
    for (let idle = this.#idleBranch(); idle; idle = this.#idleBranch()) {
      const { id, to } = idle;
      const edges = [...this.#edges.entries()];
      for (const [key, edge] of edges) {
        if (edge.from !== id && edge.to !== id) continue;
        this.#edges.delete(key);
        if (edge.to === id) this.#join(edge.from, to, edge.words, edge.onPath);
      }
      this.#nodes.delete(id);
    }
  }

  #idleBranch(): { id: string; to: string } | undefined {
    for (const { id, kind } of this.#nodes.values()) {
      if (kind !== "branch") continue;
      const targets = new Set([...this.#edges.values()].flatMap((edge) => (edge.from === id ? edge.to : [])));
      const [to, another] = targets;
      if (to !== undefined && another === undefined && to !== id) return { id, to };
    }
    return undefined;
  }
}

function completionsAfter({ events }: Block, before: Completions): Completions {
  const after = new Map(before);
  for (const event of events)
    if (event.kind === "assign" && event.value.kind === "constant") after.set(event.to, event.value.value);
  return after;
}

function waysOut({ end }: Block, completions: Completions): Way[] {
  const way = (to: BlockId, words = "", isThrow = false): Way => ({ to, words, isThrow });
  switch (end.kind) {
    case "jump":
      return [way(end.to)];
    case "branch":
      return [way(end.yes, end.guard.words.yes), way(end.no, end.guard.words.no)];
    case "call":
      return end.call.throws === "never" ? [way(end.next)] : [way(end.next), way(end.onThrow, "", true)];
    case "take":
    case "release":
      return [way(end.next)];
    case "dispatch": {
      const known = completions.get(end.on);
      const chosen = known === undefined ? undefined : end.cases.get(known);
      return chosen === undefined ? [...end.cases.values()].map((to) => way(to)) : [way(chosen)];
    }
    case "exit":
    case "never":
      return [];
  }
}
