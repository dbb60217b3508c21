import type { Finding } from "../flow/finding.ts";
import type { Jump, Layout, Statement } from "../flow/layout.ts";
import type { EffectEvent, Span, Take } from "../flow/program.ts";
import { covers, settlingOf, type Settling } from "../flow/settling.ts";
import type { Analysis } from "./analysis.ts";
import { settlingCall } from "./settling-call.ts";
import type { Suggestion } from "./suggestions.ts";
import {
  edited,
  indentBefore,
  indented,
  inLinesOf,
  linesOf,
  removal,
  stepAfter,
  type TextEdit,
} from "./text-edits.ts";

/** The part of a turn's text that an edit is about. */
interface Region {
  readonly layout: Layout;
  /** The statements that run with the item in hand, to the end of their list. */
  readonly statements: readonly [Statement, ...Statement[]];
  readonly indent: string;
  readonly byHand: readonly Span[];
  /** What hands the item back. */
  readonly code: string;
}

/**
 * Hands the item back where nothing can keep that from running: in a `finally` around what follows the take, or in a `defer`, in a function
 * literal if a loop goes round it. The calls of `done` by hand go. Known only where these are all that settles the item, each a
 * statement of its own beside others, and all after the take in one list; and for a function literal only if nothing jumps out of it but `continue`.
 */
export function guarantee(finding: Finding, analysis: Analysis): Suggestion | undefined {
  const { take, root, end } = finding;
  if (!take || root !== take.function) return undefined;
  const layout = analysis.program.layout(take);
  const settling = layout && settlingOf(analysis.program, take);
  if (!settling) return undefined;
  const statements = withItem(layout.statements, settling);
  if (settling.atExit.length > 0)
    return end.kind === "nextTake" ? inLiteral(layout, statements, settling, analysis) : undefined;
  const region = settling.staysInView ? regionOf(layout, statements, settling, finding, analysis) : undefined;
  if (!region || endsBefore(region, take, finding, analysis)) return undefined;
  if (analysis.statementEnd === "") return deferring(region, analysis);
  return addingFinally(region, analysis) ?? tryFinally(region, analysis);
}

/** The statements after the last one that runs without an item, too. */
function withItem(statements: readonly Statement[], { withoutItem }: Settling): readonly Statement[] {
  const last = statements.findLastIndex((statement) => withoutItem.some((place) => covers(statement, place)));
  return statements.slice(last + 1);
}

function regionOf(
  layout: Layout,
  following: readonly Statement[],
  { byHand }: Settling,
  finding: Finding,
  { text }: Analysis,
): Region | undefined {
  const calls = byHand.map((event) => callStatement(following, event));
  if (!calls.every((call) => call !== undefined)) return undefined;
  const codes = new Set(calls.map(({ start, end }) => text.slice(start, end).replace(/;$/, "")));
  const own = codeFor(finding);
  if (own !== undefined) codes.add(own);
  for (const code of codes) {
    const [first, ...rest] = following.slice(afterItsNames(following, code));
    if (!first || [first, ...rest].some((statement) => !statement.movable || writes(statement, code)))
      continue;
    const indent = indentBefore(text, first.start);
    if (indent === undefined || !calls.every((call) => first.start <= call.start)) continue;
    if (rest.length === 0 && calls.some((call) => call.start === first.start)) continue; // nothing happens in between
    return { layout, statements: [first, ...rest], indent, byHand: calls, code };
  }
  return undefined;
}

/** Whether the path that was found leaves the turn between the take and the region. */
function endsBefore(
  { statements: [first] }: Region,
  take: Take,
  { end, steps }: Finding,
  { program }: Analysis,
): boolean {
  const step = steps.at(-1);
  const decided = step?.kind === "branch" ? step.guard.at : step?.kind === "throw" ? step.call.at : undefined;
  const at = end.kind === "return" ? end.at : decided;
  return at !== undefined && at.file === program.file && take.at.end <= at.start && at.start < first.start;
}

function callStatement(statements: readonly Statement[], { at }: EffectEvent): Span | undefined {
  const call = statements.flatMap(({ calls }) => calls.get(at.start) ?? [])[0];
  return call?.isOnly ? undefined : call;
}

function codeFor({ take, itemName, handle }: Finding): string | undefined {
  return take && itemName && settlingCall("done", take, itemName, handle);
}

/** How many plain statements at the start give the names that the code uses. */
function afterItsNames(statements: readonly Statement[], code: string): number {
  const last = statements.findLastIndex((statement) => writes(statement, code));
  return statements.slice(0, last + 1).every(({ plain }) => plain) ? last + 1 : 0;
}

function writes({ names }: Statement, code: string): boolean {
  return [...code.matchAll(/(?<![.\w$#])[A-Za-z_$][\w$]*/g)].some(([name]) => names.has(name));
}

/** `try { ... } catch { ... }` is given its `finally`, if nothing that may throw follows it. */
function addingFinally(
  { statements, byHand, indent, code }: Region,
  analysis: Analysis,
): Suggestion | undefined {
  const { text } = analysis;
  const [first, ...rest] = statements;
  const isLast = rest.every(({ plain, start }) => plain || byHand.some((call) => call.start === start));
  if (!first.lacksFinally || !isLast) return undefined;
  const step = stepAfter(indent, text);
  const added = ` finally {\n${indent}${step}${code};\n${indent}}`;
  const edits = [...removals(byHand, text), { start: first.end, end: first.end, text: added }];
  return replacing(enclosing(edits, first), edits, `finally { ${code}; }`, analysis);
}

function tryFinally(region: Region, analysis: Analysis): Suggestion {
  const { indent, code } = region;
  const step = stepAfter(indent, analysis.text);
  const [open, close] = ["try {", `} finally {\n${indent}${step}${code};\n${indent}}`];
  return wrapping(region, open, close, `try { ... } finally { ${code}; }`, analysis);
}

/** `defer` where the item is in hand; in a literal of its own if a loop goes round it. */
function deferring(region: Region, analysis: Analysis): Suggestion | undefined {
  const { layout, statements, indent, byHand, code } = region;
  const jumps = statements.flatMap((statement) => statement.jumps);
  const { text } = analysis;
  if (layout.inLoop) {
    if (!staysInside(layout, jumps)) return undefined;
    const open = `func() {\n${indent}${stepAfter(indent, text)}defer ${code}`;
    return wrapping(region, open, "}()", `func() { defer ${code} ... }()`, analysis);
  }
  if (layout.body !== "function" || jumps.some(({ kind }) => kind === "goto")) return undefined;
  const start = statements[0].start - indent.length; // the line, which may be one that goes
  const edits = [...removals(byHand, text), { start, end: start, text: `${indent}defer ${code}\n` }];
  return replacing(enclosing(edits, statements[0]), edits, `defer ${code}`, analysis);
}

/** A `defer` that waits for the end of an endless loop is put, with what follows it, in a literal of its own. */
function inLiteral(
  layout: Layout,
  statements: readonly Statement[],
  { byHand, atExit }: Settling,
  analysis: Analysis,
): Suggestion | undefined {
  const [first, ...rest] = statements;
  const [call, another] = atExit;
  const jumps = rest.flatMap((statement) => statement.jumps);
  if (!first?.deferred || !call || another || !covers(first, call) || byHand.length > 0) return undefined;
  const indent = indentBefore(analysis.text, first.start);
  if (indent === undefined || !layout.inLoop || !staysInside(layout, jumps)) return undefined;
  if (!statements.every(({ movable }) => movable)) return undefined;
  const code = analysis.text.slice(first.start, first.end).replace(/\{[^]*\}/, "{ ... }");
  const region: Region = { layout, statements: [first, ...rest], indent, byHand: [], code };
  return wrapping(region, "func() {", "}()", `func() { ${code} ... }()`, analysis);
}

function staysInside({ body }: Layout, jumps: readonly Jump[]): boolean {
  return jumps.every(({ kind }) => kind === "continue" && body === "loop");
}

/** Puts the region between `open` and `close`, one level in; `continue` becomes the `return` of a literal. */
function wrapping(region: Region, open: string, close: string, code: string, analysis: Analysis): Suggestion {
  const { statements, indent, byHand } = region;
  const { text } = analysis;
  const removed = removals(byHand, text);
  const [first] = statements;
  const lines = linesOf(text, { start: first.start, end: statements.at(-1)?.end ?? first.end });
  const range = enclosing(removed, lines);
  const fixed = statements.flatMap(({ verbatim }) => verbatim);
  const jumps = statements.flatMap((statement) => statement.jumps.filter(({ kind }) => kind === "continue"));
  const isGone = ({ start }: Span): boolean =>
    removed.some((gone) => gone.start <= start && start < gone.end);
  const edits = [
    ...removed,
    ...indented(text, lines, stepAfter(indent, text), fixed).filter((edit) => !isGone(edit)),
    ...jumps.map(({ start, end }) => ({ start, end, text: "return" })),
  ];
  const ending = range.end > lines.end ? "\n" : "";
  const inner = edited(text, range, edits).trimEnd();
  const wrapped = `${indent}${open}\n${inner}\n${indent}${close}${ending}`;
  return { code, fix: (fixer) => fixer.replaceTextRange([range.start, range.end], inLinesOf(text, wrapped)) };
}

function removals(statements: readonly Span[], text: string): TextEdit[] {
  return statements.map((statement) => removal(text, statement));
}

function enclosing(spans: readonly Span[], first: Span): Span {
  return {
    start: Math.min(first.start, ...spans.map(({ start }) => start)),
    end: Math.max(first.end, ...spans.map(({ end }) => end)),
  };
}

function replacing(range: Span, edits: readonly TextEdit[], code: string, { text }: Analysis): Suggestion {
  const result = inLinesOf(text, edited(text, range, edits));
  return { code, fix: (fixer) => fixer.replaceTextRange([range.start, range.end], result) };
}
