import type { SourceCode } from "eslint";
import type { Finding } from "../flow/finding.ts";
import type { Span } from "../flow/program.ts";
import type { Analysis } from "./analysis.ts";
import { stepsOf, type Trace } from "./trace.ts";

/** A finding as it was reported. */
interface Reported {
  readonly ruleId: string;
  readonly message: string;
  readonly at: Span;
  readonly finding: Finding;
  readonly analysis: Analysis;
}

const reportedIn = new WeakMap<SourceCode, Reported[]>();

/** Keeps a finding for as long as its source is kept. ESLint's messages have no room for a path. */
export function keep(sourceCode: SourceCode, reported: Reported): void {
  const known = reportedIn.get(sourceCode);
  if (known) known.push(reported);
  else reportedIn.set(sourceCode, [reported]);
}

/** The paths of all that was reported in a source, whether or not a comment silences it. */
export function tracesIn(sourceCode: SourceCode): Trace[] {
  const reported = reportedIn.get(sourceCode) ?? [];
  return reported.map(({ ruleId, message, at, finding, analysis }) => ({
    ruleId,
    message,
    place: analysis.placeOf(at),
    steps: stepsOf(finding, analysis),
  }));
}
