import type { RunEvent } from "../runner/events.ts";
import { mainQueue, type Run, type RunEnd } from "../runner/run.ts";

/** How sure a rule promises to be: `certain` in recommended, `likely` in strict only. */
export type Verdict = "certain" | "likely";

/** One rule, judged from what a run did. It knows nothing of the program's text. */
export interface Judge {
  readonly rule: string;
  /** The kinds of scenario that show it. */
  readonly scenarios: readonly Run["scenario"]["kind"][];
  /** Whether the rule speaks of this program's queue at all, all its runs considered. */
  applies?(runs: readonly Run[]): boolean;
  /** `all` are the runs of the program. */
  judge(run: Run, all: readonly Run[]): Verdict | undefined;
  /** Whether what a run shows may be meant so, and the rule may say that it is only likely to be wrong. */
  mayBeMeant?(run: Run, all: readonly Run[]): boolean;
}

export type EffectName = (RunEvent & { kind: "effect" })["effect"];

/** Whether an event is this effect on the item that was taken, on the queue it was taken from. */
export function isEffect(run: Run, event: RunEvent | undefined, ...names: readonly EffectName[]): boolean {
  return (
    event?.kind === "effect" &&
    event.queue === mainQueue &&
    event.item === run.item &&
    names.includes(event.effect)
  );
}

/** Whether an event is this effect on another item than the one that was taken, or on another queue. */
export function isMismatch(run: Run, event: RunEvent, ...names: readonly EffectName[]): boolean {
  return event.kind === "effect" && names.includes(event.effect) && !isEffect(run, event, event.effect);
}

/** Whether one of these effects came, on whatever item: what follows from that is reported as a mismatch, if at all. */
export function hasMismatch(run: Run, ...names: readonly EffectName[]): boolean {
  return run.events.some((event) => isMismatch(run, event, ...names));
}

export function firstEffect(run: Run, ...names: readonly EffectName[]): number {
  return run.events.findIndex((event) => isEffect(run, event, ...names));
}

/** Whether something failed before event `index`: an error was caught, or given as a value. */
export function failedBefore(run: Run, index = run.events.length): boolean {
  return run.events.slice(0, index).some(isFailure);
}

export function isFailure(event: RunEvent): boolean {
  return event.kind === "caught" || (event.kind === "call" && event.outcome === "failed");
}

/** Whether another run comes to the place of the effect at `index`, for that effect, when nothing has failed. */
export function comesRegardless(run: Run, index: number, all: readonly Run[]): boolean {
  const event = run.events[index];
  if (event?.kind !== "effect") return false;
  return all.some((other) => {
    if (other.scenario.kind !== "turn") return false;
    const failed = other.events.findIndex(isFailure);
    const before = failed < 0 ? other.events : other.events.slice(0, failed);
    return before.some(
      (each) => each.kind === "effect" && each.effect === event.effect && each.place === event.place,
    );
  });
}

/** Whether the failures of an item were counted before event `index`. */
export function countedBefore(run: Run, index: number): boolean {
  return run.events.slice(0, index).some((event) => event.kind === "count");
}

/** Whether any run of the program charges a failure to the worker's queue. */
export function isCharged(runs: readonly Run[]): boolean {
  return runs.some(({ events }) =>
    events.some((event) => event.kind === "effect" && event.queue === mainQueue && event.effect === "retry"),
  );
}

/**
 * `likely` when up to event `index` the same question got two answers in one run of a function: the rules call that path unlikely, since most
 * such questions do not change their mind.
 */
export function unlessContradictory(run: Run, index = run.events.length): Verdict {
  const answers = new Map<string, unknown>();
  for (const event of run.events.slice(0, index)) {
    const answer = answerIn(event);
    if (!answer) continue;
    const [question, value] = answer;
    if (answers.has(question) && answers.get(question) !== value) return "likely";
    answers.set(question, value);
  }
  return "certain";
}

/** The retry limit that generated programs and most fixtures compare with. */
const retryLimit = 3;

function answerIn(event: RunEvent): [string, unknown] | undefined {
  if (event.kind === "count")
    return [`count of ${event.queue} in ${String(event.within)}`, event.value < retryLimit];
  return event.kind === "call" && event.outcome === "ok" && event.steady
    ? [`${event.name} in ${String(event.within)}`, event.value]
    : undefined;
}

/**
 * Whether between two events a plain call threw and the throw did not end the turn. The rules do not report what follows from a
 * plain call that throws after the item was settled.
 */
export function plainThrowAfter(run: Run, index: number, until = run.events.length): boolean {
  const last = run.events.findLastIndex(isThrow);
  const isLastCaught = run.events.slice(last).some(({ kind }) => kind === "caught");
  return run.events.some(
    (event, at) =>
      at > index &&
      at < until &&
      isThrow(event) &&
      event.thrown === "call" &&
      !(at === last && !isLastCaught && run.end === "throw:call"),
  );
}

function isThrow(event: RunEvent): event is RunEvent & { kind: "call" } {
  return event.kind === "call" && event.outcome === "threw";
}

export function endsTurn(end: RunEnd): boolean {
  return end === "return" || end === "nextTake";
}
