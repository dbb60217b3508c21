import type { Exploration } from "./explore.ts";
import type { Node, Step, Violation } from "./path.ts";
import type {
  BlockId,
  Call,
  EffectEvent,
  FunctionId,
  Handle,
  Program,
  Registration,
  Span,
  Take,
} from "./program.ts";
import type { Certainty, Property } from "./property.ts";
import { pathTo, witnessOf, type PathPoint } from "./witness.ts";

/** What a property found, with the path that shows it. */
export interface Finding {
  readonly property: Property;
  readonly take: Take | undefined;
  /** Why the code runs on a change: the registration, or nothing when it is only that nobody in view calls it. */
  readonly registration: Registration | undefined;
  readonly root: FunctionId;
  readonly handle: Handle;
  readonly end: Violation["end"];
  /** Explores anew what led to it. */
  readonly again: Exploration["again"];
  /** The automaton's last state. */
  readonly state: string;
  /** The deciding moments of the path, from the take on. */
  readonly steps: readonly Step[];
  /** The effects on the item along the path. */
  readonly effects: readonly EffectEvent[];
  /** The whole path, from the start of `root` to where it is wrong. */
  readonly path: readonly Waypoint[];
  /** A variable of the taking function that holds the item, or its lease. */
  readonly itemName: ItemName | undefined;
  readonly certainty: Certainty;
}

/** One block that a path goes through. */
export interface Waypoint {
  readonly function: FunctionId;
  readonly block: BlockId;
  /** How the path came here, where that is one of the finding's steps. */
  readonly step: Step | undefined;
  /** The effects on the item in this block. */
  readonly effects: readonly EffectEvent[];
  /** The innermost call in the linted file that the path is inside of. */
  readonly lead: Span | undefined;
}

export interface ItemName {
  readonly text: string;
  readonly isLease: boolean;
}

/** Where an exploration began, and why. */
export interface Origin {
  readonly root: FunctionId;
  readonly registration?: Registration;
}

/** The finding that a violation is, on `handle`. */
export function findingOf(
  program: Program,
  exploration: Exploration,
  violation: Violation,
  handle: Handle,
  { root, registration }: Origin,
): Finding {
  const { node, property, end, take, state, likely } = violation;
  const points = pathTo(node, violation.caller);
  const steps = witnessOf(points, violation, exploration);
  const path = waypoints(program, points, violation, steps);
  return {
    property,
    take,
    registration,
    root,
    handle,
    end,
    again: exploration.again,
    state,
    steps,
    effects: path.flatMap(({ effects }) => effects),
    path,
    itemName: take && itemNameIn(program, exploration, take),
    certainty: likely ? "likely" : "certain",
  };
}

function waypoints(
  program: Program,
  points: readonly PathPoint[],
  { node, end }: Violation,
  steps: readonly Step[],
): Waypoint[] {
  const open: Call[] = [];
  return points.map(({ node: at, step }) => {
    follow(step, open);
    return {
      function: at.activation.graph.function,
      block: at.block,
      step: step && steps.includes(step) ? step : undefined,
      effects: at === node ? effectsUpTo(at, end) : at.effects,
      lead: open.findLast((call) => call.at.file === program.file)?.at,
    };
  });
}

/** Keeps account of the calls that a path is inside of. */
function follow(step: Step | undefined, open: Call[]): void {
  if (step?.kind === "enter") open.push(step.call);
  else if ((step?.kind === "leave" || step?.kind === "throw") && open.at(-1) === step.call) open.pop();
}

function effectsUpTo(node: Node, end: Violation["end"]): EffectEvent[] {
  if (end.kind !== "effect") return [...node.effects];
  const last = node.effects.indexOf(end.effect);
  return last < 0 ? [...node.effects, end.effect] : node.effects.slice(0, last + 1);
}

function itemNameIn(program: Program, { nodes }: Exploration, take: Take): ItemName | undefined {
  for (const node of nodes) {
    for (const [index, slot] of node.env.slots.entries()) {
      const info = program.slots[slot];
      const kind = node.env.facts[index]?.is?.kind;
      if (!info || info.owner !== take.function || slot === take.result || info.name === "") continue;
      if (kind === "item" || kind === "lease") return { text: info.name, isLease: kind === "lease" };
    }
  }
  return undefined;
}

/** The place in the linted file that leads to an effect in another one: a call, or where the code was registered. */
export function leadTo(
  { file }: Program,
  { path, registration }: Finding,
  event: EffectEvent,
): Span | undefined {
  const lead = path.find(({ effects }) => effects.includes(event))?.lead;
  return lead ?? (registration?.at.file === file ? registration?.at : undefined);
}

/** The calls that a finding's path is inside of where it ends, outermost first. */
export function openCalls({ steps }: Finding): Extract<Step, { kind: "enter" }>[] {
  const open: Extract<Step, { kind: "enter" }>[] = [];
  for (const step of steps) {
    if (step.kind === "enter") open.push(step);
    else if ((step.kind === "leave" || step.kind === "throw") && open.at(-1)?.call === step.call) open.pop();
  }
  return open;
}

/** One finding of each property for each place: a certain one before a likely one, else the first. */
export function bestByPlace(program: Program, findings: readonly Finding[]): Finding[] {
  const chosen = new Map<Property, Map<string, Finding>>();
  for (const candidate of findings) {
    const { property, certainty } = candidate;
    const places = chosen.get(property) ?? new Map<string, Finding>();
    chosen.set(property, places);
    const place = placeOf(program, candidate);
    const known = places.get(place);
    if (!known || (known.certainty === "likely" && certainty === "certain")) places.set(place, candidate);
  }
  return [...chosen.values()].flatMap((places) => [...places.values()]);
}

/**
 * A wrong call is one finding wherever it was reached from, but one for each place that leads to it when it stands in another file;
 * a wrong end is one for its take.
 */
function placeOf(program: Program, finding: Finding): string {
  const { end, take } = finding;
  if (end.kind !== "effect") return `take ${String(take?.id)}`;
  const { file, start } = end.effect.at;
  const lead = file === program.file ? undefined : leadTo(program, finding, end.effect);
  return `${file ?? ""}:${String(start)}:${String(lead?.start)}`;
}
