import type { Comment } from "../ast.ts";
import {
  ASCII_END,
  BACKQUOTE,
  DOT,
  NEWLINE,
  QUOTE,
  APOSTROPHE,
  RETURN,
  SLASH,
  STAR,
  isAsciiLetter,
  isDecimalDigit,
  isUnicodeLetter,
  skipIdentifier,
} from "./characters.ts";
import { type Report, scanNumber } from "./numbers.ts";
import { punctuationAt } from "./punctuation.ts";
import { scanRawString, scanRune, scanString } from "./strings.ts";
import { type Token, endsStatement, keywordAt } from "./tokens.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Splits a Go text into tokens, one `next()` at a time, and keeps the comments it passes. Works on a decoded string:
 * bytes that were not UTF-8 have become U+FFFD, which is legal in comments and strings and an error elsewhere.
 * Characters that cannot begin a token are reported and skipped.
 */
export class Scanner {
  readonly text: string;
  /** Kind of the current token; "EOF" once the text is used up. */
  token: Token = "EOF";
  /** Where the current token begins. An automatic semicolon has no width and stands right after the token before it. */
  start = 0;
  /** Where the current token ends. */
  end = 0;
  /** Where the token before the current one ends. */
  previousEnd = 0;
  /** Comments passed so far, in source order. */
  readonly comments: Comment[] = [];

  readonly #report: Report;
  #at = 0;

  constructor(text: string, report: Report) {
    this.text = text;
    this.#report = report;
    const nul = text.indexOf("\0");
    if (nul >= 0) report(nul, "illegal character NUL");
    const mark = text.indexOf(BYTE_ORDER_MARK, 1);
    if (mark >= 0) report(mark, "illegal byte order mark");
    if (text.startsWith(BYTE_ORDER_MARK)) this.#at = 1;
  }

  /** Whether the current token is a semicolon that is not in the text. */
  get isAutomaticSemicolon(): boolean {
    return this.token === ";" && this.start === this.end;
  }

  /** Moves on to the next token. */
  next(): void {
    const needsSemicolon = endsStatement(this.token) && this.end > 0;
    this.previousEnd = this.end;
    const endsLine = this.#skipBlanks(needsSemicolon);
    if (endsLine) {
      this.token = ";";
      this.start = this.end;
      return;
    }
    this.start = this.#at;
    this.token = this.#scanToken();
    this.end = this.#at;
  }

  /** Gives up the rest of the text: the current token becomes "EOF" for good. */
  stop(): void {
    this.#at = this.text.length;
    this.start = this.end = this.#at;
    this.token = "EOF";
  }

  /** Passes blanks and comments. With `stopAtNewline`, true as soon as the line (or the text) has ended. */
  #skipBlanks(stopAtNewline: boolean): boolean {
    const text = this.text;
    let at = this.#at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x09 || code === RETURN) at++;
      else if (code === NEWLINE) {
        if (stopAtNewline) break;
        at++;
      } else if (code === SLASH) {
        const follower = text.charCodeAt(at + 1);
        if (follower !== SLASH && follower !== STAR) break;
        // A comment that ends the line is left for the next call, after the semicolon.
        if (follower === SLASH && stopAtNewline) break;
        this.#at = at;
        const hasNewline = follower === SLASH ? this.#lineComment() : this.#blockComment();
        at = this.#at;
        if (hasNewline && stopAtNewline) return true;
      } else break;
    }
    this.#at = at;
    if (!stopAtNewline) return false;
    const code = text.charCodeAt(at);
    return code === NEWLINE || at >= text.length || (code === SLASH && text.charCodeAt(at + 1) === SLASH);
  }

  #lineComment(): boolean {
    const start = this.#at;
    const newline = this.text.indexOf("\n", start);
    let end = newline < 0 ? this.text.length : newline;
    this.#at = end;
    if (this.text.charCodeAt(end - 1) === RETURN) end--;
    this.comments.push({ type: "LineComment", start, end, text: this.text.slice(start, end) });
    return true;
  }

  /** Whether the comment contains a newline, which then ends a statement. */
  #blockComment(): boolean {
    const start = this.#at;
    const close = this.text.indexOf("*/", start + 2);
    if (close < 0) this.#report(start, "comment not terminated");
    const end = close < 0 ? this.text.length : close + 2;
    const text = this.text.slice(start, end);
    this.comments.push({ type: "BlockComment", start, end, text });
    this.#at = end;
    return close < 0 || text.includes("\n");
  }

  #scanToken(): Token {
    for (;;) {
      const at = this.#at;
      const code = this.text.charCodeAt(at);
      if (isAsciiLetter(code)) return this.#word();
      if (isDecimalDigit(code)) return this.#number();
      if (code === DOT && isDecimalDigit(this.text.charCodeAt(at + 1))) return this.#number();
      if (code === QUOTE) return this.#literal("STRING", scanString(this.text, at, this.#report));
      if (code === BACKQUOTE) return this.#literal("STRING", scanRawString(this.text, at, this.#report));
      if (code === APOSTROPHE) return this.#literal("CHAR", scanRune(this.text, at, this.#report));
      const punctuation = punctuationAt(this.text, at, code);
      if (punctuation !== undefined) return this.#literal(punctuation, at + punctuation.length);
      if (at >= this.text.length) return "EOF";
      if (code >= ASCII_END && isUnicodeLetter(this.text.codePointAt(at) as number)) return this.#word();
      this.#illegalCharacter();
    }
  }

  #literal(token: Token, end: number): Token {
    this.#at = end;
    return token;
  }

  #word(): Token {
    const start = this.#at;
    this.#at = skipIdentifier(this.text, start);
    return keywordAt(this.text, start, this.#at) ?? "IDENT";
  }

  #number(): Token {
    const { kind, end } = scanNumber(this.text, this.#at, this.#report);
    return this.#literal(kind, end);
  }

  #illegalCharacter(): void {
    const codePoint = this.text.codePointAt(this.#at) as number;
    const hex = codePoint.toString(16).toUpperCase().padStart(4, "0");
    this.#report(this.#at, `illegal character U+${hex}`);
    this.#at += codePoint > 0xffff ? 2 : 1;
    // The line may end here: what is left of it is scanned as the rest of the token that is being looked for.
    this.#skipBlanks(false);
    this.start = this.#at;
  }
}
