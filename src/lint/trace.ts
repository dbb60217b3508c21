import type { Finding } from "../flow/finding.ts";
import type { Step } from "../flow/path.ts";
import type { Call, EffectEvent } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import type { Analysis, Place } from "./analysis.ts";

/** How a finding comes about: its path as data, for those who show more than a message. */
export interface Trace {
  /** As ESLint names it: `workqueue/require-done`. */
  readonly ruleId: string;
  readonly message: string;
  /** Where the message is. */
  readonly place: Place;
  /** In the order in which they happen; the last one is where the path is wrong. */
  readonly steps: readonly TraceStep[];
}

/** One moment of a path. */
export interface TraceStep {
  readonly kind: "change" | Step["kind"] | "effect" | "end";
  /** What happens, without a full stop: "`pod` is undefined". */
  readonly words: string;
  readonly place: Place;
  /** Calls of functions in view that the path is inside of, from 0. */
  readonly depth: number;
}

const meanings: Readonly<Record<Effect, string>> = {
  take: "takes an item",
  done: "hands the item back",
  forget: "clears the item's failures",
  retry: "adds the item after a backoff, and counts a failure",
  readd: "adds the item at once",
  delay: "adds the item after a while",
  inspect: "asks how often the item failed",
  close: "shuts the queue down",
};

/** The path of a finding, step by step. */
export function stepsOf(finding: Finding, analysis: Analysis): TraceStep[] {
  const { placeOf } = analysis;
  const { registration, end, path } = finding;
  const steps: TraceStep[] = [];
  if (registration) {
    const words = `${registration.label} runs on every change`;
    steps.push({ kind: "change", words, place: placeOf(registration.at), depth: 0 });
  }
  const open: Call[] = [];
  for (const { step, effects } of path) {
    if ((step?.kind === "leave" || step?.kind === "throw") && open.at(-1) === step.call) open.pop();
    if (step) steps.push({ ...stepInWords(step, analysis), depth: open.length });
    if (step?.kind === "enter") open.push(step.call);
    for (const event of effects.filter((effect) => end.kind !== "effect" || effect !== end.effect)) {
      const words = effectInWords(event);
      steps.push({ kind: "effect", words, place: placeOf(event.at), depth: open.length });
    }
  }
  return [...steps, { ...endOf(finding, analysis), depth: open.length }];
}

function stepInWords(step: Step, { placeOf }: Analysis): Omit<TraceStep, "depth"> {
  const { kind } = step;
  switch (kind) {
    case "take":
      return { kind, words: `\`${step.take.text}\` hands out the item`, place: placeOf(step.take.at) };
    case "branch": {
      const { words, at } = step.guard;
      return { kind, words: step.outcome ? words.yes : words.no, place: placeOf(at) };
    }
    case "enter":
      return { kind, words: `into ${step.name}`, place: placeOf(step.call.at) };
    case "leave":
      return { kind, words: `back from \`${step.call.text}\``, place: placeOf(step.call.at) };
    case "throw":
      return { kind, words: `\`${step.call.text}\` throws`, place: placeOf(step.call.at) };
  }
}

function effectInWords({ text, effect }: EffectEvent): string {
  return `\`${text}\` ${meanings[effect]}`;
}

function endOf({ end }: Finding, { placeOf }: Analysis): Omit<TraceStep, "depth"> {
  if (end.kind === "effect")
    return { kind: "end", words: effectInWords(end.effect), place: placeOf(end.effect.at) };
  const place = placeOf(end.at);
  if (end.kind === "return") return { kind: "end", words: "the function returns", place };
  if (end.kind === "nextTake") return { kind: "end", words: "the loop takes the next item", place };
  return { kind: "end", words: "the error leaves the function", place };
}
