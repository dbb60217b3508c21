import { APOSTROPHE, BACKSLASH, NEWLINE, QUOTE, digitValue } from "./characters.ts";
import type { Report } from "./numbers.ts";

const SIMPLE_ESCAPES = "abfnrtv\\";

/** Digits, base and greatest value of the escapes that spell a number. */
const NUMERIC_ESCAPES: Readonly<Record<string, readonly [digits: number, base: number, max: number]>> = {
  x: [2, 16, 0xff],
  u: [4, 16, 0x10ffff],
  U: [8, 16, 0x10ffff],
};

/** The offset after the interpreted string at `start`; it ends at the line's end if it is not closed. */
export function scanString(text: string, start: number, report: Report): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at = scanEscape(text, at, '"', report).end;
    else if (code === NEWLINE || at >= text.length) {
      report(start, "string literal not terminated");
      return at;
    } else at++;
  }
}

/** The offset after the raw string at `start`; it ends with the text if it is not closed. */
export function scanRawString(text: string, start: number, report: Report): number {
  const close = text.indexOf("`", start + 1);
  if (close >= 0) return close + 1;
  report(start, "raw string literal not terminated");
  return text.length;
}

/** The offset after the rune literal at `start`; it ends at the line's end if it is not closed. */
export function scanRune(text: string, start: number, report: Report): number {
  let at = start + 1;
  let count = 0;
  let valid = true;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || at >= text.length) {
      if (valid) report(start, "rune literal not terminated");
      return at;
    }
    if (code === APOSTROPHE) break;
    count++;
    if (code === BACKSLASH) {
      const escape = scanEscape(text, at, "'", report);
      valid &&= escape.valid;
      at = escape.end;
    } else at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  }
  if (valid && count !== 1) report(start, "illegal rune literal");
  return at + 1;
}

/** Scans the escape whose backslash is at `start`; a wrong one ends where it goes wrong. */
function scanEscape(
  text: string,
  start: number,
  quote: string,
  report: Report,
): { end: number; valid: boolean } {
  const letter = text.charAt(start + 1);
  if (letter !== "" && (SIMPLE_ESCAPES.includes(letter) || letter === quote)) {
    return { end: start + 2, valid: true };
  }
  const isOctal = letter >= "0" && letter <= "7";
  const form = isOctal ? ([3, 8, 0xff] as const) : NUMERIC_ESCAPES[letter];
  if (form === undefined) {
    report(start, "unknown escape sequence");
    return { end: start + 1, valid: false };
  }
  const [digits, base, max] = form;
  let at = start + (isOctal ? 1 : 2);
  let value = 0;
  for (const end = at + digits; at < end; at++) {
    const digit = digitValue(text.charCodeAt(at));
    if (digit >= base) {
      report(at, "illegal character in escape sequence");
      return { end: at, valid: false };
    }
    value = value * base + digit;
  }
  const valid = value <= max && (value < 0xd800 || value > 0xdfff);
  if (!valid) report(start, "escape sequence is invalid Unicode code point");
  return { end: at, valid };
}
