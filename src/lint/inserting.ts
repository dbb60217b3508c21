import type { Gap } from "../flow/gap.ts";
import type { Analysis } from "./analysis.ts";
import { indentBefore, indentOf, linesOf, stepAfter, type TextEdit } from "./text-edits.ts";

/** Puts a statement into a gap; undefined where the text is laid out in a way that is not foreseen. */
export function insertion(gap: Gap, statement: string, analysis: Analysis): TextEdit | undefined {
  const code = statement + analysis.statementEnd;
  switch (gap.kind) {
    case "before":
      return before(gap, code, analysis);
    case "closing":
      return closing(gap, code, analysis);
    case "after":
      return after(gap, code, analysis);
    case "else":
      return orElse(gap, code, analysis);
    case "default":
      return byDefault(gap, code, analysis);
  }
}

function at(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** In a block of its own where there may be no second statement. */
function before(
  { at: { start, end }, isAlone }: Gap,
  code: string,
  { text, statementEnd }: Analysis,
): TextEdit {
  if (isAlone) return { start, end, text: `{ ${code} ${text.slice(start, end)} }` };
  const indent = indentBefore(text, start);
  const between = indent === undefined ? (statementEnd === "" ? "; " : " ") : `\n${indent}`;
  return at(start, code + between);
}

function after({ at: span, isAlone }: Gap, code: string, { text }: Analysis): TextEdit | undefined {
  if (isAlone) return { ...span, text: `{ ${text.slice(span.start, span.end)} ${code} }` };
  const indent = indentBefore(text, span.start);
  return indent === undefined ? undefined : at(linesOf(text, span).end, `\n${indent}${code}`);
}

function closing({ at: { start } }: Gap, code: string, { text }: Analysis): TextEdit {
  const indent = indentBefore(text, start);
  if (indent !== undefined) return at(start, `${stepAfter(indent, text)}${code}\n${indent}`);
  const isFirst = /[{;]\s*$/.test(text.slice(0, start));
  return at(start, `${isFirst ? " " : "; "}${code} `);
}

/** Not where the `if` does the same: then its test is too many. */
function orElse({ at: span, isAlone }: Gap, code: string, { text }: Analysis): TextEdit | undefined {
  if (text.slice(span.start, span.end).includes(code)) return undefined;
  if (isAlone) return at(linesOf(text, span).end, `\n${indentOf(text, span.start)}else ${code}`);
  const indent = indentOf(text, span.end);
  return at(span.end, ` else {\n${indent}${stepAfter(indent, text)}${code}\n${indent}}`);
}

function byDefault({ at: { start, end } }: Gap, code: string, { text }: Analysis): TextEdit | undefined {
  const [indent, closingIndent] = [indentBefore(text, start), indentBefore(text, end - 1)];
  if (indent === undefined || closingIndent === undefined) return undefined;
  return at(
    end - 1 - closingIndent.length,
    `${indent}default:\n${indent}${stepAfter(indent, text)}${code}\n`,
  );
}
