import fc from "fast-check";
import { Scanner } from "../../../../src/languages/go/scanner/scanner.ts";
import { KEYWORDS } from "../../../../src/languages/go/scanner/tokens.ts";

const SPARE_TOKENS = [
  ...KEYWORDS,
  ..."( ) [ ] { } , ; : . ... ++ -- ! ~ <- = := += == + - * / % & | ^ && || < > &^ << x T 1 \"s\" 'c' `r` \n".split(
    " ",
  ),
  "\n",
  "// c\n",
  "/* d */",
  "/* e\n*/",
  "0x",
  "'",
  '"',
];

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Changes a text by one to three tokens: left out, doubled, swapped with the next, replaced (by any, or by one of its own), or one put in. */
export function mutations(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom("delete", "double", "swap", "replace", "copy", "insert"),
    where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    token: fc.constantFrom(...SPARE_TOKENS),
    other: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  return fc
    .tuple(texts, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([text, edits]) => edits.reduce(mutate, text));
}

interface Edit {
  readonly kind: string;
  /** Which token, as a fraction of their number. */
  readonly where: number;
  readonly token: string;
  /** Which token to copy, likewise. */
  readonly other: number;
}

function mutate(text: string, { kind, where, token, other }: Edit): string {
  const spans = tokenSpans(text);
  const index = Math.floor(where * (spans.length - 1));
  const span = spans[index];
  const follower = spans[index + 1];
  if (span === undefined || follower === undefined) return text;
  const source = ({ start, end }: Span): string => text.slice(start, end);
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  switch (kind) {
    case "delete":
      return before + after;
    case "double":
      return `${before}${source(span)} ${source(span)}${after}`;
    case "swap":
      return (
        before +
        source(follower) +
        text.slice(span.end, follower.start) +
        source(span) +
        text.slice(follower.end)
      );
    case "replace":
      return `${before}${token}${after}`;
    case "copy":
      return before + source(spans[Math.floor(other * spans.length)] as Span) + after;
    default:
      return `${before}${source(span)} ${token} ${after}`;
  }
}

/** Where the tokens are, without the package clause: a file that has none is read by gofmt as a fragment. */
function tokenSpans(text: string): Span[] {
  const scanner = new Scanner(text, () => undefined);
  const spans: Span[] = [];
  for (scanner.next(); scanner.token !== "EOF"; scanner.next()) {
    if (scanner.end > scanner.start) spans.push({ start: scanner.start, end: scanner.end });
  }
  return spans.slice(2);
}
