import { explore, type Exploration } from "./explore.ts";
import type { Node, Step, Violation } from "./path.ts";
import type { EffectEvent, FunctionId, Handle, Program, Registration, Take } from "./program.ts";
import type { Certainty, Property } from "./property.ts";
import { pathTo, witnessOf } from "./witness.ts";

/** What a property found, with the path that shows it. */
export interface Finding {
  readonly take: Take | undefined;
  /** Why the code runs on a change: the registration, or nothing when it is only that nobody in view calls it. */
  readonly registration: Registration | undefined;
  readonly root: FunctionId;
  readonly handle: Handle;
  readonly end: Violation["end"];
  readonly steps: readonly Step[];
  /** The effects on the item along the path. */
  readonly effects: readonly EffectEvent[];
  /** A variable of the taking function that holds the item, or its lease. */
  readonly itemName: ItemName | undefined;
  readonly certainty: Certainty;
}

export interface ItemName {
  readonly text: string;
  readonly isLease: boolean;
}

/** Every place where `property` does not hold in `program`; for each, the shortest path, a certain one first. */
export function check(program: Program, property: Property): Finding[] {
  return property.follows === "item"
    ? program.takes.flatMap((take) => checkTake(program, property, take))
    : [...checkRegistrations(program, property), ...checkUncalled(program, property)];
}

function checkTake(program: Program, property: Property, take: Take): Finding[] {
  const handle = program.handles[take.handle];
  if (!handle?.known || !property.where(handle, program)) return [];
  const spared = property.sparesBadItems && !groupsChargedOnChange(program).has(handle.group);
  const followed = { ...property, sparesBadItems: spared ?? false };
  const own = explore(program, followed, take.function, take);
  const explorations = [{ root: take.function, exploration: own }];
  if (own.itemReturned) {
    for (const root of program.usage(take.function).callers) {
      explorations.push({ root, exploration: explore(program, followed, root, take) });
    }
  }
  const findings = explorations.flatMap(({ root, exploration }) =>
    settledElsewhere(exploration).map((violation) =>
      finding(program, exploration, violation, root, handle, undefined),
    ),
  );
  return best(findings, () => "");
}

const chargedOnChange: Property = {
  follows: "change",
  where: (handle) => handle.known,
  start: "reacting",
  on: { reacting: { retry: "charged" } },
  inDoubt: [],
  wrongStates: ["charged"],
  wrongEnds: [],
  endsAtFailure: true,
};
const charged = new WeakMap<Program, Set<number>>();

/** The queues whose items may carry failures before they were ever taken. */
function groupsChargedOnChange(program: Program): Set<number> {
  let groups = charged.get(program);
  if (!groups) {
    groups = new Set(checkRegistrations(program, chargedOnChange).map((finding) => finding.handle.group));
    charged.set(program, groups);
  }
  return groups;
}

function checkRegistrations(program: Program, property: Property): Finding[] {
  const findings = program.registrations.flatMap((registration) => {
    const exploration = explore(program, property, registration.function);
    return violationsOn(program, exploration).map(([violation, handle]) =>
      finding(program, exploration, violation, registration.function, handle, registration),
    );
  });
  return best(findings, placeOfEffect);
}

/**
 * Charges in functions that nobody in view calls, that take no item and see no failure at all: the code of a package whose callers are
 * elsewhere. The property sees them as if they ran on a change.
 */
function checkUncalled(program: Program, property: Property): Finding[] {
  const roots = new Set(program.charges.map((charge) => charge.function));
  const registered = new Set(program.registrations.map((registration) => registration.function));
  const findings = [...roots].flatMap((root) => {
    const usage = program.usage(root);
    if (usage.callers.length > 0 || usage.mentioned || registered.has(root)) return [];
    if (program.takes.some((take) => take.function === root) || seesFailure(program, root)) return [];
    const exploration = explore(program, property, root);
    return violationsOn(program, exploration).map(([violation, handle]) =>
      finding(program, exploration, violation, root, handle, undefined),
    );
  });
  return best(findings, placeOfEffect);
}

/** Whether a function looks at an error or a retry count anywhere, or is given one. */
function seesFailure(program: Program, id: FunctionId): boolean {
  const graph = program.graph(id);
  if (!graph) return true;
  const given = graph.parameters.some(
    (slot) => slot !== undefined && program.slots[slot]?.role !== undefined,
  );
  return (
    given ||
    graph.blocks.some(
      ({ events, end }) =>
        events.some((event) => event.kind === "caught") ||
        (end.kind === "branch" && end.guard.role !== undefined),
    )
  );
}

function violationsOn(program: Program, { violations }: Exploration): [Violation, Handle][] {
  return violations.flatMap((violation): [Violation, Handle][] => {
    const handle = violation.end.kind === "effect" ? program.handles[violation.end.effect.handle] : undefined;
    return handle ? [[violation, handle]] : [];
  });
}

function effectsUpTo(node: Node, end: Violation["end"]): EffectEvent[] {
  const last = end.kind === "effect" ? node.effects.indexOf(end.effect) : node.effects.length - 1;
  return node.effects.slice(0, last + 1);
}

function itemNameIn(program: Program, { nodes }: Exploration, take: Take): ItemName | undefined {
  for (const node of nodes) {
    for (const [slot, known] of node.env.entries()) {
      const info = program.slots[slot];
      const kind = known.is?.kind;
      if (!info || info.owner !== take.function || slot === take.result || info.name === "") continue;
      if (kind === "item" || kind === "lease") return { text: info.name, isLease: kind === "lease" };
    }
  }
  return undefined;
}

function finding(
  program: Program,
  exploration: Exploration,
  violation: Violation,
  root: FunctionId,
  handle: Handle,
  registration: Registration | undefined,
): Finding {
  const effects = pathTo(violation.node).flatMap((node) => (node === violation.node ? [] : node.effects));
  const { end } = violation;
  return {
    take: violation.take,
    registration,
    root,
    handle,
    end: violation.end,
    steps: witnessOf(violation, exploration.nodes),
    effects: [...effects, ...effectsUpTo(violation.node, end)],
    itemName: violation.take && itemNameIn(program, exploration, violation.take),
    certainty: violation.likely ? "likely" : "certain",
  };
}

/**
 * Without violations on whose path the item went to code that is not in view, and was not touched afterwards: that code may settle it.
 * A call after which the item is touched on some path is no such place on any.
 */
function settledElsewhere({ violations, nodes }: Exploration): Violation[] {
  if (violations.length === 0 || !nodes.some((node) => node.handedOver)) return [...violations];
  const touchedLater = new Set<string>();
  for (const node of nodesBefore(nodes.filter((each) => each.effects.length > 0)))
    touchedLater.add(blockOf(node));
  return violations.filter(({ node }) =>
    pathTo(node).every((at) => !at.handedOver || touchedLater.has(blockOf(at))),
  );
}

function blockOf({ activation, block }: Node): string {
  return `${String(activation.graph.function)}:${String(block)}`;
}

/** The nodes from which one of `targets` can be reached by at least one step. */
function nodesBefore(targets: readonly Node[]): Set<Node> {
  const before = new Set<Node>();
  const pending = [...targets];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const previous of node.predecessors) {
      if (before.has(previous)) continue;
      before.add(previous);
      pending.push(previous);
    }
  }
  return before;
}

function placeOfEffect({ end }: Finding): string {
  return end.kind === "effect" ? `${end.effect.at.file ?? ""}:${String(end.effect.at.start)}` : "";
}

/** One finding for each place: a certain one before a likely one, else the first. */
function best(findings: readonly Finding[], place: (finding: Finding) => string): Finding[] {
  const chosen = new Map<string, Finding>();
  for (const candidate of findings) {
    const key = place(candidate);
    const known = chosen.get(key);
    if (!known || (known.certainty === "likely" && candidate.certainty === "certain"))
      chosen.set(key, candidate);
  }
  return [...chosen.values()];
}
