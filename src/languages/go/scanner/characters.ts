/** Character codes that the scanner names. */
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const STAR = 0x2a;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const BACKSLASH = 0x5c;
export const UNDERSCORE = 0x5f;
export const BACKQUOTE = 0x60;

/** The first code that ASCII tables do not answer for. */
export const ASCII_END = 0x80;

const LETTER = /^[\p{L}]$/u;
const DIGIT = /^\p{Nd}$/u;

const identifierPart = new Uint8Array(ASCII_END);
for (let code = 0; code < ASCII_END; code++) {
  if (isAsciiLetter(code) || isDecimalDigit(code)) identifierPart[code] = 1;
}

/** ASCII letters and the underscore. */
export function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === UNDERSCORE;
}

export function isDecimalDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Value of a digit in any base up to 16; 16 for anything else. */
export function digitValue(code: number): number {
  if (isDecimalDigit(code)) return code - ZERO;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 16;
}

/** A letter, as Go's specification means it, outside ASCII. */
export function isUnicodeLetter(codePoint: number): boolean {
  return LETTER.test(String.fromCodePoint(codePoint));
}

/** The offset after the identifier characters that begin at `at`. */
export function skipIdentifier(text: string, at: number): number {
  let end = at;
  for (;;) {
    let code = text.charCodeAt(end);
    while (code < ASCII_END && identifierPart[code] === 1) code = text.charCodeAt(++end);
    if (!(code >= ASCII_END)) return end;
    const character = String.fromCodePoint(text.codePointAt(end) as number);
    if (!LETTER.test(character) && !DIGIT.test(character)) return end;
    end += character.length;
  }
}
