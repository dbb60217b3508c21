import type { Rule } from "eslint";
import type { Finding } from "../flow/finding.ts";
import { covers, placesWithoutItem } from "../flow/settling.ts";
import type { Program, Span } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import { methodFor } from "../protocol/vocabulary.ts";
import type { Analysis } from "./analysis.ts";
import { guarantee } from "./guarantee.ts";
import { settlingCall } from "./settling-call.ts";

/** An edit that a rule offers. */
export type Edit =
  /** Calls another method of the same queue, `unless` the call serves others for whom it is right. */
  | {
      readonly kind: "rename";
      readonly to: Effect;
      readonly unless: (program: Program, finding: Finding) => boolean;
    }
  /** Calls a method for the item where its turn ends. */
  | { readonly kind: "settle"; readonly with: Effect }
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
  if (edit.kind === "settle") return settle(edit.with, finding, analysis);
  return edit.unless(analysis.program, finding) ? undefined : rename(edit.to, finding, analysis);
}

/** `queue.addRateLimited` to `queue.add`. A lease has no such call. */
function rename(to: Effect, { end, handle }: Finding, { program }: Analysis): Suggestion | undefined {
  const name = end.kind === "effect" ? end.effect.name : undefined;
  const code = methodFor(handle.profile, to);
  if (!name || name.file !== program.file || code === undefined) return undefined;
  return { code, fix: (fixer) => fixer.replaceTextRange([name.start, name.end], code) };
}

/** A call for the item before the `return`, or the closing brace, that ends its turn. */
function settle(effect: Effect, finding: Finding, analysis: Analysis): Suggestion | undefined {
  const { end, take, itemName, handle, root } = finding;
  if (end.kind !== "return" || finding.endIsShared || !take || !itemName || root !== take.function)
    return undefined;
  if (placesWithoutItem(analysis.program, take).some((place) => covers(end.at, place))) return undefined;
  const code = settlingCall(effect, take, itemName, handle);
  if (code === undefined) return undefined;
  return { code, fix: (fixer) => insertAt(fixer, end.at, code, analysis) };
}

/** Writes a statement before another one (or before a closing brace), in a block of its own where there may be none. */
function insertAt(
  fixer: Rule.RuleFixer,
  at: Span,
  statement: string,
  { text, statementEnd }: Analysis,
): Rule.Fix {
  const code = statement + statementEnd;
  const before = text.slice(0, at.start).trimEnd();
  const line = text.slice(text.lastIndexOf("\n", at.start - 1) + 1, at.start);
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  if (text.startsWith("}", at.start)) return closingInsert(fixer, at, code, line, indent);
  const inBlock = statementEnd === "" || /[{};:]$/.test(before);
  if (!inBlock)
    return fixer.replaceTextRange([at.start, at.end], `{ ${code} ${text.slice(at.start, at.end)} }`);
  const separator = line.trim() === "" || statementEnd !== "" ? `\n${indent}` : "; ";
  return fixer.insertTextBeforeRange([at.start, at.end], `${code}${separator}`);
}

function closingInsert(
  fixer: Rule.RuleFixer,
  at: Span,
  code: string,
  line: string,
  indent: string,
): Rule.Fix {
  const step = indent.includes("\t") ? "\t" : "  ";
  const ownLine = line.trim() === "";
  return fixer.insertTextBeforeRange([at.start, at.end], ownLine ? `${step}${code}\n${indent}` : ` ${code} `);
}
