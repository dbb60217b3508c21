import { adds, type Effect } from "../protocol/effects.ts";
import { chargedOnChange } from "./charged-on-change.ts";
import { unlessChosen } from "./chosen.ts";
import { explore, type Exploration } from "./explore.ts";
import { bestByPlace, findingOf, type Finding, type Origin } from "./finding.ts";
import { weakenedWithoutItems } from "./needed-to-add.ts";
import { withoutNone } from "./none.ts";
import { settledElsewhere } from "./out-of-view.ts";
import type { FunctionId, Handle, Program, Take } from "./program.ts";
import { effectsBehind } from "./matching.ts";
import type { Move, Property, Subject } from "./property.ts";
import { canHave, reachOf } from "./reach.ts";
import { withoutRegardless } from "./regardless.ts";
import { uncalledCharges } from "./uncalled.ts";
import { withoutUncharged } from "./uncharged.ts";

/** How many callers up a loop is looked for that goes on after a shutdown. */
const callersUp = 2;

/** The findings of each property; for each place the shortest path, a certain one first. */
export type Findings = ReadonlyMap<Property, readonly Finding[]>;

/** Every place where one of `properties` does not hold in `program`. Those that can be are explored together. */
export function check(program: Program, properties: Iterable<Property>): Findings {
  const asked = [...properties];
  const about = (...subjects: Subject[]): Property[] =>
    asked.filter(({ follows }) => subjects.includes(follows));
  const findings = [
    ...program.takes.flatMap((take) => [
      ...bestByPlace(program, checkTake(program, about("item"), take, checkItem)),
      ...bestByPlace(program, checkTake(program, about("shutdown"), take, checkShutdown)),
    ]),
    ...bestByPlace(program, checkReactions(program, about("change"), about("addition"))),
  ];
  return new Map(
    asked.map((property) => [property, findings.filter((finding) => finding.property === property)]),
  );
}

type CheckTake = (program: Program, properties: readonly Property[], take: Take, handle: Handle) => Finding[];

function checkTake(
  program: Program,
  properties: readonly Property[],
  take: Take,
  checkIt: CheckTake,
): Finding[] {
  const handle = program.handles[take.handle];
  if (!handle?.known) return [];
  const asked = properties.filter(({ where }) => where(handle, program));
  return asked.length > 0 ? checkIt(program, asked, take, handle) : [];
}

/** Follows the item in the function that takes it, and in its callers when that function returns it. */
function checkItem(program: Program, properties: readonly Property[], take: Take, handle: Handle): Finding[] {
  const spares = properties.some((property) => property.sparesBadItems);
  const sparesBadItems = spares && !groupsChargedOnChange(program).has(handle.group);
  const follow = (root: FunctionId): Exploration =>
    explore(program, properties, root, { take, sparesBadItems });
  const own = follow(take.function);
  const callers = own.itemReturned ? program.usage(take.function).callers : [];
  return [
    ...itemFindings(program, own, take, take.function),
    ...callers.flatMap((root) => itemFindings(program, follow(root), take, root)),
  ];
}

/** What an exploration of an item shows, all of it. */
export function itemFindings(
  program: Program,
  exploration: Exploration,
  take: Take,
  root: FunctionId,
): Finding[] {
  const handle = program.handles[take.handle] as Handle;
  const taken = withoutNone(program, take, root, exploration, settledElsewhere(exploration));
  const charged = withoutUncharged(program, take, root, exploration, taken);
  const violations = weakenedWithoutItems(program, take, exploration, charged);
  return withoutRegardless(exploration, violations).map((violation) =>
    findingOf(program, exploration, unlessChosen(program, exploration, violation), handle, { root }),
  );
}

/** Follows a take that came back empty, in its function and in the callers whose loop may not hear of it. */
function checkShutdown(
  program: Program,
  properties: readonly Property[],
  take: Take,
  handle: Handle,
): Finding[] {
  if (!take.shape.mayShutDown) return [];
  const roots = new Set([take.function]);
  let last: readonly FunctionId[] = [take.function];
  for (let up = 0; up < callersUp; up++) {
    last = last.flatMap((id) => program.usage(id).callers);
    for (const id of last) roots.add(id);
  }
  return [...roots].flatMap((root) => {
    const exploration = explore(program, properties, root, { take });
    return exploration.violations.map((violation) =>
      unlessDecided(findingOf(program, exploration, violation, handle, { root })),
    );
  });
}

/** A loop that some condition may end, which can well be the shutdown's other sign, is no more than likely to spin. */
function unlessDecided(finding: Finding): Finding {
  return finding.steps.some((step) => step.kind === "branch") ? { ...finding, certainty: "likely" } : finding;
}

/**
 * What runs on a change: what is registered for one, and, as far as `onChange` is concerned, what may well be called on one. `onAddition`
 * also speaks of every other function that adds items.
 */
function checkReactions(
  program: Program,
  onChange: readonly Property[],
  onAddition: readonly Property[],
): Finding[] {
  const roots = new Map<FunctionId, Property[]>();
  const look = (at: Iterable<FunctionId>, properties: readonly Property[]): void => {
    for (const root of at) roots.set(root, [...(roots.get(root) ?? []), ...properties]);
  };
  look(uncalledCharges(program), onChange);
  const reacting = new Set(
    program.registrations.flatMap((each) => [...reachOf(program, each.function).functions]),
  );
  const own = program.additions.filter(
    ({ at, function: id }) => at.file === program.file && !reacting.has(id),
  );
  look(new Set(own.map((addition) => addition.function)), onAddition);
  return [
    ...checkRegistrations(program, [...onChange, ...onAddition]),
    ...[...roots].flatMap(([root, properties]) => checkFrom(program, properties, { root })),
  ];
}

function checkRegistrations(program: Program, properties: readonly Property[]): Finding[] {
  return program.registrations.flatMap((registration) =>
    checkFrom(program, properties, { root: registration.function, registration }),
  );
}

function checkFrom(program: Program, properties: readonly Property[], origin: Origin): Finding[] {
  const { root, registration } = origin;
  const asked = properties.filter((property) => canBeWrong(program, property, root));
  if (asked.length === 0) return [];
  const exploration = explore(program, asked, root, { onChange: registration !== undefined });
  return exploration.violations.flatMap((violation) => {
    const handle = violation.end.kind === "effect" ? program.handles[violation.end.effect.handle] : undefined;
    return handle ? [findingOf(program, exploration, violation, handle, origin)] : [];
  });
}

/** Whether some effect in reach of `root`, on a queue that the property is about, may be wrong. */
function canBeWrong(program: Program, property: Property, root: FunctionId): boolean {
  const reach = reachOf(program, root);
  const wrong = wrongEffects(property);
  if (!canHave(reach, wrong)) return false;
  if (![...wrong].every(adds)) return true;
  return program.additions.some(({ function: at, effect, handle }) => {
    const queue = program.handles[handle];
    const isAsked = queue !== undefined && (queue.isParameter || property.where(queue, program));
    return isAsked && wrong.has(effect) && reach.functions.has(at);
  });
}

/** The effects that can lead to a wrong state. */
function wrongEffects({ on, wrongStates }: Property): Set<Effect> {
  const moves = Object.values(on).flatMap((moves) => Object.entries(moves) as [Move, string][]);
  return new Set(moves.flatMap(([move, to]) => (wrongStates.includes(to) ? effectsBehind(move) : [])));
}

const charged = new WeakMap<Program, Set<number>>();

/** The queues whose items may carry failures before they were ever taken. */
function groupsChargedOnChange(program: Program): Set<number> {
  let groups = charged.get(program);
  if (!groups) {
    groups = new Set(checkRegistrations(program, [chargedOnChange]).map((finding) => finding.handle.group));
    charged.set(program, groups);
  }
  return groups;
}
