import type { CodeFlow, Location, ThreadFlowLocation } from "sarif";
import type { Trace, TraceStep } from "../../lint/trace.ts";
import { relativePath } from "./relative-path.ts";
import { sarifLocation } from "./sarif-places.ts";

/** What each step is, in SARIF's own words. */
const kinds: Readonly<Record<TraceStep["kind"], readonly string[]>> = {
  change: ["enter", "handler"],
  take: ["acquire", "resource"],
  branch: ["branch"],
  enter: ["call", "function"],
  leave: ["return", "function"],
  throw: ["exit", "function"],
  effect: ["resource"],
  end: ["danger"],
};

/** The path of a finding, for viewers that walk through it. */
export function sarifCodeFlows({ steps }: Trace, directory: string): CodeFlow[] {
  const locations = steps.map((step, index): ThreadFlowLocation => ({
    location: locationOf(step, directory),
    kinds: [...kinds[step.kind]],
    nestingLevel: step.depth,
    executionOrder: index + 1,
    importance: isEssential(step) ? "essential" : "important",
  }));
  return [{ threadFlows: [{ locations }] }];
}

/** Where the path begins and where it goes wrong, as far as that is not where the message is. */
export function sarifRelatedLocations({ steps, place }: Trace, directory: string): Location[] {
  return steps
    .filter((step) => isEssential(step) && JSON.stringify(step.place) !== JSON.stringify(place))
    .map((step, index) => ({ id: index + 1, ...locationOf(step, directory) }));
}

function isEssential({ kind }: TraceStep): boolean {
  return kind === "change" || kind === "take" || kind === "end";
}

function locationOf({ place, words }: TraceStep, directory: string): Location {
  return { ...sarifLocation(relativePath(directory, place.file), place), message: { text: words } };
}
