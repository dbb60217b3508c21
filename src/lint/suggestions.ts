import type { Rule } from "eslint";
import type { Finding } from "../flow/finding.ts";
import { mendOf } from "../flow/mending.ts";
import type { Program } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import { methodFor } from "../protocol/vocabulary.ts";
import type { Analysis } from "./analysis.ts";
import { guarantee } from "./guarantee.ts";
import { insertion } from "./inserting.ts";
import { settlingCall } from "./settling-call.ts";
import { inLinesOf } from "./text-edits.ts";

/** An edit that a rule offers. */
export type Edit =
  /** Calls another method of the same queue, `unless` the call serves others for whom it is right. */
  | {
      readonly kind: "rename";
      readonly to: Effect;
      readonly unless: (program: Program, finding: Finding) => boolean;
    }
  /** Calls a method for the item on the path that lacks it, which has none of the effects `apart`. */
  | { readonly kind: "settle"; readonly with: Effect; readonly apart: readonly Effect[] }
  /** Calls `done` once, where nothing can keep it from running. */
  | { readonly kind: "guarantee" };

/** An edit as ESLint applies it, with the code it writes. */
export interface Suggestion {
  readonly code: string;
  readonly fix: Rule.ReportFixer;
}

/** The suggestion for an edit; undefined where it is not known what to write. */
export function suggestionFor(edit: Edit, finding: Finding, analysis: Analysis): Suggestion | undefined {
  if (edit.kind === "guarantee") return guarantee(finding, analysis);
  if (edit.kind === "settle") return settle(edit, finding, analysis);
  return edit.unless(analysis.program, finding) ? undefined : rename(edit.to, finding, analysis);
}

/** `queue.addRateLimited` to `queue.add`. A lease has no such call. */
function rename(to: Effect, { end, handle }: Finding, { program }: Analysis): Suggestion | undefined {
  const name = end.kind === "effect" ? end.effect.name : undefined;
  const code = methodFor(handle.profile, to);
  if (!name || name.file !== program.file || code === undefined) return undefined;
  return { code, fix: (fixer) => fixer.replaceTextRange([name.start, name.end], code) };
}

/** A call for the item on the path that lacks it. */
function settle(
  { with: effect, apart }: Extract<Edit, { kind: "settle" }>,
  finding: Finding,
  analysis: Analysis,
): Suggestion | undefined {
  const mend = mendOf(analysis.program, finding, effect, apart);
  if (!mend) return undefined;
  const code = settlingCall(effect, mend, mend.item, finding.handle);
  const edit = code === undefined ? undefined : insertion(mend.gap, code, analysis);
  if (code === undefined || !edit) return undefined;
  const { start, end, text } = edit;
  return { code, fix: (fixer) => fixer.replaceTextRange([start, end], inLinesOf(analysis.text, text)) };
}
