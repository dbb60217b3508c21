import type { Linter, Rule } from "eslint";
import type { Fix } from "sarif";
import { LineIndex } from "../../languages/go/lines.ts";
import { sarifFile, sarifRegion, type Range } from "./sarif-places.ts";

/** The suggestions of a message as SARIF has them. `source` is the text that they edit. */
export function sarifFixes(
  { suggestions = [] }: Linter.LintMessage,
  path: string,
  source: string | undefined,
): Fix[] {
  if (source === undefined) return [];
  // ESLint's ranges do not count a byte order mark.
  const lines = new LineIndex(source.replace(/^\uFEFF/, ""));
  return suggestions.map(({ desc, fix }) => ({
    description: { text: desc },
    artifactChanges: [
      {
        artifactLocation: sarifFile(path),
        replacements: [
          { deletedRegion: sarifRegion(rangeOf(fix, lines)), insertedContent: { text: fix.text } },
        ],
      },
    ],
  }));
}

function rangeOf({ range: [start, end] }: Rule.Fix, lines: LineIndex): Range {
  const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
  return { line: first.line, column: first.column + 1, endLine: last.line, endColumn: last.column + 1 };
}
