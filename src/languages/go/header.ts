/** White space and comments, one piece at a time, so that a long licence costs no stack. */
const trivia = /[\s\uFEFF]+|\/\/[^\n]*|\/\*[^]*?\*\//y;
const clause = /package\s+([\p{L}_][\p{L}\p{Nd}_]*)/uy;

/** What stands above the first declaration of a Go file, read without parsing it. */
export interface GoHeader {
  /** The name in the package clause; undefined if the text does not begin with one. */
  readonly packageName: string | undefined;
  /** `// Code generated ... DO NOT EDIT.` on a line of its own before the package clause (go.dev/s/generatedcode). */
  readonly isGenerated: boolean;
}

export function readHeader(text: string): GoHeader {
  const start = endOfTrivia(text);
  clause.lastIndex = start;
  const packageName = clause.exec(text)?.[1];
  const isGenerated = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m.test(text.slice(0, start));
  return { packageName, isGenerated };
}

function endOfTrivia(text: string): number {
  let at = 0;
  for (;;) {
    trivia.lastIndex = at;
    if (!trivia.test(text)) return at;
    at = trivia.lastIndex;
  }
}
