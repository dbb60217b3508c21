import type { Linter } from "eslint";

/** Where a message is, from offset to offset. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text with the marked ranges underlined, then each message with the code that its suggestions make of the text. */
export function picture(text: string, messages: readonly Linter.LintMessage[]): string {
  const marks = messages.map((message) => rangeOf(text, message));
  const code = text
    .trimEnd()
    .split("\n")
    .flatMap((line, index) => [numbered(index + 1, line), ...underlines(text, index, marks)]);
  return [...code, "", ...messages.map((message, index) => described(text, message, index))].join("\n");
}

function rangeOf(text: string, { line, column, endLine, endColumn }: Linter.LintMessage): Range {
  const starts = lineStarts(text);
  const at = (lineNumber: number, columnNumber: number): number =>
    (starts[lineNumber - 1] ?? 0) + columnNumber - 1;
  return { start: at(line, column), end: at(endLine ?? line, endColumn ?? column + 1) };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function numbered(line: number, text: string): string {
  return `${String(line).padStart(4)} | ${text.replaceAll("\t", "    ")}`.trimEnd();
}

/** One line for each range that takes part in a line of the text. */
function underlines(text: string, index: number, marks: readonly Range[]): string[] {
  const starts = lineStarts(text);
  const [from, next] = [starts[index] ?? 0, starts[index + 1] ?? text.length + 1];
  return marks.flatMap(({ start, end }, mark) => {
    if (end <= from || start >= next - 1) return [];
    const before = text.slice(from, Math.max(start, from)).replaceAll("\t", "    ").length;
    const width = Math.min(end, next - 1) - Math.max(start, from);
    return `     | ${" ".repeat(before)}${"^".repeat(width)} [${String(mark + 1)}]`;
  });
}

function described(text: string, message: Linter.LintMessage, index: number): string {
  const { line, column, endLine, endColumn } = message;
  const place = `${String(line)}:${String(column)}-${String(endLine)}:${String(endColumn)}`;
  const suggestions = (message.suggestions ?? []).map(
    ({ desc, fix }) =>
      `\n    ${desc}\n${changedLines(text, text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]))}`,
  );
  return `[${String(index + 1)}] ${place} ${message.message}${suggestions.join("")}\n`;
}

/** What a suggestion takes out and puts in: the lines between those that both texts begin and end with. */
function changedLines(before: string, after: string): string {
  const [old, mended] = [before.split("\n"), after.split("\n")];
  let [top, bottom] = [0, 0];
  while (old[top] === mended[top] && top < old.length) top++;
  const most = Math.min(old.length, mended.length) - top;
  while (bottom < most && old.at(-1 - bottom) === mended.at(-1 - bottom)) bottom++;
  const lines = (of: readonly string[], sign: string): string[] =>
    of.slice(top, of.length - bottom).map((line) => `    ${sign} ${line.replaceAll("\t", "    ")}`.trimEnd());
  return [...lines(old, "-"), ...lines(mended, "+")].join("\n");
}
