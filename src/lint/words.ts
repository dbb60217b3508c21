import { openCalls, type Finding } from "../flow/finding.ts";
import type { Step } from "../flow/path.ts";
import type { Span } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import { methodFor } from "../protocol/vocabulary.ts";
import type { Analysis } from "./analysis.ts";

/** A method as the finding's queue calls it, or else the library's own queue in it. */
export function methodName({ handle: { profile } }: Finding, effect: Effect): string {
  const { wraps } = profile;
  return methodFor(profile, effect) ?? (wraps && methodFor(wraps, effect)) ?? effect;
}

/** Branches shown at most; the last ones decide. */
const branchesShown = 3;

/** Where and how the path of a finding ends: "where `pod` is falsy (line 12), at the `return` on line 13". */
export function pathInWords(finding: Finding, analysis: Analysis): string {
  const branches = finding.steps.flatMap((step) => branchInWords(step, analysis)).slice(-branchesShown);
  const end = endInWords(finding, analysis);
  return branches.length > 0 ? `${end}, where ${listed(branches)}` : end;
}

function branchInWords(step: Step, { lineOf }: Analysis): string[] {
  if (step.kind !== "branch") return [];
  const { words, at } = step.guard;
  return [`${step.outcome ? words.yes : words.no} (line ${lineOf(at)})`];
}

function endInWords(finding: Finding, { text, lineOf }: Analysis): string {
  const { end } = finding;
  if (end.kind === "effect") return `at \`${end.effect.text}\` on line ${lineOf(end.effect.at)}`;
  if (end.kind === "return") return returnInWords(end.at, text, lineOf);
  if (end.kind === "nextTake") return `when the loop takes the next item`;
  const thrown = finding.steps.findLast((step) => step.kind === "throw");
  if (!thrown || end.kind === "throw:explicit")
    return `when the \`throw\`${thrown ? "" : " in it"} leaves the function`;
  const verb = end.kind === "throw:awaited" ? "rejects" : "throws";
  return `when \`${thrown.call.text}\` on line ${lineOf(thrown.call.at)} ${verb}`;
}

function returnInWords(at: Span, text: string, lineOf: (span: Span) => string): string {
  return text.startsWith("return", at.start)
    ? `at the \`return\` on line ${lineOf(at)}`
    : `at the end of the function on line ${lineOf(at)}`;
}

/** How a handler comes to a call: "AddFunc (line 41) -> enqueue (line 88)", and to which when it is in another file. */
export function chainInWords(finding: Finding, { program, lineOf }: Analysis): string {
  const { registration, root, end } = finding;
  const first = registration
    ? `${registration.label} (line ${lineOf(registration.at)})`
    : `${program.functions[root]?.name ?? ""} (line ${lineOf(program.functions[root]?.at ?? { start: 0, end: 0 })})`;
  const open = openCalls(finding).map(({ name, call }) => `${name} (line ${lineOf(call.at)})`);
  const isElsewhere = end.kind === "effect" && end.effect.at.file !== program.file;
  const last = isElsewhere ? [`\`${end.effect.text}\` (line ${lineOf(end.effect.at)})`] : [];
  return [first, ...open, ...last].join(" -> ");
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${last}` : last;
}
