import type { Rule } from "eslint";
import type { Finding } from "../flow/check.ts";
import type { Span } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import type { Analysis } from "./analysis.ts";

/** An edit that a rule offers. */
export type Edit =
  /** Calls another method of the same queue. */
  | { readonly kind: "rename"; readonly to: Effect }
  /** Calls a method for the item where its turn ends. */
  | { readonly kind: "settle"; readonly with: Effect };

/** The edit as ESLint applies it, with the code it writes; undefined where it is not known what to write. */
export function suggestionFor(
  edit: Edit,
  finding: Finding,
  analysis: Analysis,
): { code: string; fix: Rule.ReportFixer } | undefined {
  return edit.kind === "rename" ? rename(edit.to, finding, analysis) : settle(edit.with, finding, analysis);
}

function rename(
  to: Effect,
  { end }: Finding,
  { vocabulary }: Analysis,
): { code: string; fix: Rule.ReportFixer } | undefined {
  const name = end.kind === "effect" ? end.effect.name : undefined;
  const code = vocabulary.callWith(to);
  if (!name || name.file !== undefined || code === undefined) return undefined;
  return { code, fix: (fixer) => fixer.replaceTextRange([name.start, name.end], code) };
}

function settle(
  effect: Effect,
  finding: Finding,
  analysis: Analysis,
): { code: string; fix: Rule.ReportFixer } | undefined {
  const { end, take, itemName } = finding;
  const method = analysis.vocabulary.callWith(effect);
  if (end.kind !== "return" || !take || method === undefined || itemName === undefined) return undefined;
  if (end.at.start < take.at.start) return undefined; // another function
  const code = itemName.isLease
    ? `${itemName.text}.${method}()`
    : `${take.handleText}.${method}(${itemName.text})`;
  return { code, fix: (fixer) => insertAt(fixer, end.at, code, analysis.text) };
}

/** Writes a statement before another one (or before a closing brace), in a block of its own where there is none. */
function insertAt(fixer: Rule.RuleFixer, at: Span, code: string, text: string): Rule.Fix {
  const before = text.slice(0, at.start).trimEnd();
  const indent = /[^\S\n]*$/.exec(text.slice(0, at.start))?.[0] ?? "";
  const closing = text.startsWith("}", at.start);
  if (closing) return fixer.insertTextBeforeRange([at.start, at.end], `  ${code};\n${indent}`);
  if (/[{};:]$/.test(before)) return fixer.insertTextBeforeRange([at.start, at.end], `${code};\n${indent}`);
  return fixer.replaceTextRange([at.start, at.end], `{ ${code}; ${text.slice(at.start, at.end)} }`);
}
