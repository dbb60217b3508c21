import type { Span } from "../flow/program.ts";

/** A range of a text, and what is to stand there. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** What a range of `text` is once the edits, which do not overlap, are made. */
export function edited(text: string, { start, end }: Span, edits: readonly TextEdit[]): string {
  let [result, at] = ["", start];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The white space that stands before an offset in its line; undefined where something else stands there. */
export function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return before.trim() === "" ? before : undefined;
}

/** What the line of an offset is indented by. */
export function indentOf(text: string, offset: number): string {
  return matchAt(/[ \t]*/y, text, lineStart(text, offset));
}

/** Ends lines as the rest of the text does. */
export function inLinesOf(text: string, written: string): string {
  return text.includes("\r\n") ? written.replace(/\r?\n/g, "\r\n") : written;
}

/** One more level, in the manner of what is indented by `indent`, or where that is nothing, of the text. */
export function stepAfter(indent: string, text: string): string {
  return indent.includes("\t") || (indent === "" && /^\t/m.test(text)) ? "\t" : "  ";
}

/** The lines that a range takes part in, up to the last line's end if nothing but a comment follows there. */
export function linesOf(text: string, { start, end }: Span): Span {
  const rest = matchAt(/[ \t]*;?[ \t]*(\/\/.*)?(?=\r?\n|$)/y, text, end);
  return { start: lineStart(text, start), end: end + rest.length };
}

/** Takes a statement out of its list, with its line if nothing else stands there. */
export function removal(text: string, statement: Span): TextEdit {
  const end = statement.end + matchAt(/[ \t]*;?[ \t]*/y, text, statement.end).length;
  const newline = matchAt(/\r?\n/y, text, end);
  const isAlone = newline !== "" && indentBefore(text, statement.start) !== undefined;
  if (!isAlone) return { start: statement.start, end, text: "" };
  return { start: lineStart(text, statement.start), end: end + newline.length, text: "" };
}

/** Moves the lines of a range in by `step`, but for those that begin in a span that is `fixed`. */
export function indented(
  text: string,
  { start, end }: Span,
  step: string,
  fixed: readonly Span[],
): TextEdit[] {
  const lines = text.slice(start, end).matchAll(/^(?=[ \t]*[^\s])/gm);
  return [...lines]
    .map(({ index }) => start + index)
    .filter((at) => !fixed.some((span) => span.start < at && at < span.end))
    .map((at) => ({ start: at, end: at, text: step }));
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? "";
}
