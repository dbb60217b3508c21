/** A place in a text as people count: `line` from 1, `column` from 0 in UTF-16 units (ESLint's convention for `loc`). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Turns offsets into lines and columns. Only `\n` ends a line (a `\r` before it belongs to the line), as in Go. The
 * table of line starts is built at the first question, so that a text nobody asks about costs nothing.
 */
export class LineIndex {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const starts = (this.#starts ??= lineStarts(this.#text));
    const inside = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (starts[low] as number) };
  }

  /** `line:column` for people: both from 1. */
  format(offset: number): string {
    const { line, column } = this.positionAt(offset);
    return `${line}:${column + 1}`;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
