import type { BasicLit, Comment, Ident, LiteralKind } from "../ast.ts";
import { Scanner } from "../scanner/scanner.ts";
import type { Token } from "../scanner/tokens.ts";
import { ErrorLog, type ParseError } from "./errors.ts";

/**
 * How deeply expressions, types, statements and literals may nest. Go's own parser allows 100,000; this one recurses on
 * JavaScript's stack, which at this depth is still well inside its default size. Chains do not count: they are loops.
 */
export const MAX_DEPTH = 300;

/** Tokens at which a statement, or the next clause of a switch, can begin again after an error. */
const STATEMENT_STARTS: ReadonlySet<Token> = new Set<Token>([
  "break", "case", "const", "continue", "default", "defer", "fallthrough", "for",
  "go", "goto", "if", "return", "select", "switch", "type", "var",
]); // prettier-ignore

const DECLARATION_STARTS: ReadonlySet<Token> = new Set<Token>(["const", "func", "import", "type", "var"]);

const FUNCTION_DECLARATION = /^func[ \t]+[\p{L}_]/u;

/** The parser's place in the token stream: looking at the current token, taking it, and recovering from errors. */
export class Cursor {
  readonly #scanner: Scanner;
  readonly #errors: ErrorLog;
  #depth = 0;
  /** Where something was missing last: nodes of no width stand there, and what is around them reaches that far. */
  #missingAt = 0;

  constructor(text: string) {
    this.#errors = new ErrorLog(text);
    this.#scanner = new Scanner(text, (offset, message) => this.#errors.add(offset, message));
    this.#scanner.next();
  }

  get comments(): readonly Comment[] {
    return this.#scanner.comments;
  }

  get errors(): readonly ParseError[] {
    return this.#errors.list;
  }

  /** The current token. A method, so that the type checker does not think it constant between two calls. */
  protected token(): Token {
    return this.#scanner.token;
  }

  protected at(token: Token): boolean {
    return this.#scanner.token === token;
  }

  /** Where the current token begins. */
  protected get start(): number {
    return this.#scanner.start;
  }

  /** Where the token before the current one ends, and with it the node that has just been read. */
  protected get previousEnd(): number {
    return Math.max(this.#scanner.previousEnd, this.#missingAt);
  }

  protected get text(): string {
    return this.#scanner.text;
  }

  /** Whether the line ends here, and a semicolon was put in for it. */
  protected get atLineEnd(): boolean {
    return this.#scanner.isAutomaticSemicolon;
  }

  protected next(): void {
    this.#scanner.next();
  }

  /** Takes the current token if it is `token`. */
  protected accept(token: Token): boolean {
    if (this.#scanner.token !== token) return false;
    this.#scanner.next();
    return true;
  }

  /** Takes the current token if it is `token`; otherwise reports it and stays. */
  protected expect(token: Token): void {
    if (!this.accept(token)) this.errorExpected(`'${token}'`);
  }

  /**
   * For the comma after an element of a list that ends with `closing`: true if there is one, or if it is only missing
   * (which is reported); the caller goes on with the next element. The comma, or what stands in its place, is taken.
   */
  protected acceptComma(context: string, closing: Token): boolean {
    if (this.accept(",")) return true;
    if (this.at(closing) || this.at("EOF")) return false;
    this.error(this.start, `missing ','${this.atLineEnd ? " before newline" : ""} in ${context}`);
    if (this.at("}") || DECLARATION_STARTS.has(this.token())) return false;
    this.next();
    return true;
  }

  protected error(offset: number, message: string): void {
    this.#errors.add(offset, message);
  }

  /** Reports that something else was expected where the current token stands. */
  protected errorExpected(what: string): void {
    this.#missingAt = this.start;
    this.error(this.start, `expected ${what}, found ${this.#describeToken()}`);
  }

  #describeToken(): string {
    if (this.atLineEnd) return this.start >= this.text.length ? "end of file" : "newline";
    const { token, start, end } = this.#scanner;
    if (token === "EOF") return "end of file";
    const source = this.text.slice(start, end);
    return `'${source.length > 40 ? `${source.slice(0, 40)}...` : source}'`;
  }

  /** Enters one more level of nesting; past the limit the rest of the text is given up, with an error. */
  protected enter(): void {
    if (++this.#depth <= MAX_DEPTH) return;
    if (!this.at("EOF")) this.#errors.addLast(this.start, `nested more than ${MAX_DEPTH} levels deep`);
    this.#scanner.stop();
  }

  protected leave(): void {
    this.#depth--;
  }

  /** Skips to where a statement can begin: after the semicolon that ends this one, or at a token that says so. */
  protected skipToStatement(): void {
    let braces = 0;
    for (; !this.at("EOF"); this.next()) {
      if (this.atFunctionDeclaration()) return;
      if (this.at("{")) braces++;
      else if (this.at("}") && braces-- === 0) return;
      else if (braces > 0) continue;
      else if (this.accept(";") || STATEMENT_STARTS.has(this.token())) return;
    }
  }

  /** Whether `func name` stands here, which is no statement: the brace that closes the function before it is missing. */
  protected atFunctionDeclaration(): boolean {
    return this.at("func") && FUNCTION_DECLARATION.test(this.text.slice(this.start, this.start + 16));
  }

  /** Skips to a keyword that starts a declaration: outside all braces, or at the start of a line. */
  protected skipToDeclaration(): void {
    let braces = 0;
    for (; !this.at("EOF"); this.next()) {
      if (this.at("{")) braces++;
      else if (this.at("}")) braces--;
      else if (!DECLARATION_STARTS.has(this.token())) continue;
      else if (braces <= 0 || this.text[this.start - 1] === "\n") return;
    }
  }

  /** Takes the name that must stand here; if there is none, that is reported and `_` stands in. */
  protected parseIdent(): Ident {
    const start = this.start;
    if (!this.at("IDENT")) {
      this.errorExpected("name");
      return { type: "Ident", start, end: start, name: "_" };
    }
    this.next();
    const end = this.previousEnd;
    return { type: "Ident", start, end, name: this.text.slice(start, end) };
  }

  /** Takes the current token as a literal of the kind given. */
  protected parseLiteral(kind: LiteralKind): BasicLit {
    const start = this.start;
    this.next();
    const end = this.previousEnd;
    return { type: "BasicLit", start, end, kind, value: this.text.slice(start, end) };
  }
}
