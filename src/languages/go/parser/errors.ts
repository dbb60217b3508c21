/** A syntax error; `offset` is an index into the text. */
export interface ParseError {
  readonly message: string;
  readonly offset: number;
}

/** More than anyone reads: what follows is most often one mistake told many times. */
const MAX_ERRORS = 100;

/** Collects errors in source order: the first of each line, as the ones behind it tend to follow from it. */
export class ErrorLog {
  readonly list: ParseError[] = [];
  readonly #text: string;
  /** Errors before this offset are on a line that already has one, or on an earlier line. */
  #nextLine = 0;

  constructor(text: string) {
    this.#text = text;
  }

  add(offset: number, message: string): void {
    if (offset < this.#nextLine || this.list.length >= MAX_ERRORS) return;
    this.list.push({ message, offset });
    const newline = this.#text.indexOf("\n", offset);
    this.#nextLine = newline < 0 ? this.#text.length + 1 : newline + 1;
  }

  /** Adds the error after which the rest of the text is given up; none is taken afterwards. */
  addLast(offset: number, message: string): void {
    this.list.push({ message, offset });
    this.#nextLine = Infinity;
  }
}
