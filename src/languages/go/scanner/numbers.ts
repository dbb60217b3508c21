import { DOT, UNDERSCORE, ZERO, digitValue, isDecimalDigit } from "./characters.ts";

/** Told of a mistake at an offset. */
export type Report = (offset: number, message: string) => void;

/** A number literal: its kind and the offset after it. */
export interface NumberLiteral {
  readonly kind: "INT" | "FLOAT" | "IMAG";
  readonly end: number;
}

type Prefix = "" | "0" | "0b" | "0o" | "0x";

const PREFIXES: Readonly<Record<string, Prefix>> = { b: "0b", o: "0o", x: "0x" };
const BASES = { "": 10, "0": 8, "0b": 2, "0o": 8, "0x": 16 } as const;
const NAMES = {
  "": "decimal literal",
  "0": "octal literal",
  "0b": "binary literal",
  "0o": "octal literal",
  "0x": "hexadecimal literal",
} as const;

/**
 * Scans the number literal at `start`: decimal, `0b`, `0o`, `0x` and old-style octal integers, decimal and hexadecimal
 * floats, imaginary numbers, `_` between digits. Mistakes are reported and the literal is taken whole. A leading `0`
 * means octal only if the literal turns out to be an integer: `089.5` and `089i` are decimal.
 */
export function scanNumber(text: string, start: number, report: Report): NumberLiteral {
  const prefix = prefixAt(text, start);
  const base = BASES[prefix];
  let at = skipDigits(text, start + (prefix === "0" ? 0 : prefix.length), base);
  let kind: NumberLiteral["kind"] = "INT";
  if (text.charCodeAt(at) === DOT) {
    kind = "FLOAT";
    if (prefix === "0b" || prefix === "0o") report(at, `invalid radix point in ${NAMES[prefix]}`);
    at = skipDigits(text, at + 1, base);
  }
  if (!/[0-9a-f]/i.test(text.slice(start + (prefix === "0" ? 0 : prefix.length), at))) {
    report(start, `${NAMES[prefix]} has no digits`);
  }
  const exponentEnd = scanExponent(text, at, prefix, report);
  if (exponentEnd > at) {
    kind = "FLOAT";
    at = exponentEnd;
  } else if (prefix === "0x" && kind === "FLOAT") {
    report(start, "hexadecimal mantissa requires a 'p' exponent");
  }
  if (text[at] === "i") {
    kind = "IMAG";
    at++;
  }
  checkDigits(text, start, at, { kind, prefix, report });
  return { kind, end: at };
}

function prefixAt(text: string, start: number): Prefix {
  if (text.charCodeAt(start) !== ZERO) return "";
  return PREFIXES[text.charAt(start + 1).toLowerCase()] ?? "0";
}

/** Decimal digits of any base are taken, so that a wrong one is reported as such and not as a second literal. */
function skipDigits(text: string, from: number, base: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    const isDigit = base === 16 ? digitValue(code) < 16 : isDecimalDigit(code);
    if (!isDigit && code !== UNDERSCORE) return at;
    at++;
  }
}

function scanExponent(text: string, at: number, prefix: Prefix, report: Report): number {
  const mark = text.charAt(at).toLowerCase();
  if (mark !== "e" && mark !== "p") return at;
  if (mark === "e" && prefix !== "" && prefix !== "0") report(at, "'e' exponent requires decimal mantissa");
  if (mark === "p" && prefix !== "0x") report(at, "'p' exponent requires hexadecimal mantissa");
  const sign = text[at + 1];
  const digits = sign === "+" || sign === "-" ? at + 2 : at + 1;
  const end = skipDigits(text, digits, 10);
  if (!/[0-9]/.test(text.slice(digits, end))) report(at, "exponent has no digits");
  return end;
}

function checkDigits(
  text: string,
  start: number,
  end: number,
  { kind, prefix, report }: { kind: NumberLiteral["kind"]; prefix: Prefix; report: Report },
): void {
  const base = BASES[prefix];
  if (kind === "INT" && base < 10) {
    for (let at = start + (prefix === "0" ? 1 : 2); at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === UNDERSCORE || digitValue(code) < base) continue;
      report(at, `invalid digit '${text[at]}' in ${NAMES[prefix]}`);
      break;
    }
  }
  const literal = text.slice(start, end);
  if (!literal.includes("_")) return;
  // A separator stands between two digits, or between a base prefix and a digit.
  const digits = prefix === "0x" ? "[0-9a-f]" : "[0-9]";
  const separator = new RegExp(`(?<!${digits}|^0[box])_|_(?!${digits})`, "i");
  const misplaced = literal.search(separator);
  if (misplaced >= 0) report(start + misplaced, "'_' must separate successive digits");
}
