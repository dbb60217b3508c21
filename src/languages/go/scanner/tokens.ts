import type { AssignOperator, BinaryOperator, LiteralKind } from "../ast.ts";

/** Go's keywords, in the order of the language specification. */
export const KEYWORDS = [
  "break", "case", "chan", "const", "continue",
  "default", "defer", "else", "fallthrough", "for",
  "func", "go", "goto", "if", "import",
  "interface", "map", "package", "range", "return",
  "select", "struct", "switch", "type", "var",
] as const; // prettier-ignore

export type Keyword = (typeof KEYWORDS)[number];

/**
 * Kinds of tokens. Keywords and operators are named by their spelling, the others in capitals as in `go/token`.
 * `;` is also the automatic semicolon.
 */
export type Token =
  | Keyword
  | LiteralKind
  | BinaryOperator
  | AssignOperator
  | "IDENT" | "EOF"
  | "(" | ")" | "[" | "]" | "{" | "}"
  | "," | ";" | ":" | "." | "..."
  | "++" | "--" | "!" | "~" | "<-"; // prettier-ignore

/** How tightly a binary operator binds, 1 (loosest) to 5; 0 for every other token. */
export function precedenceOf(token: Token): number {
  switch (token) {
    case "||":
      return 1;
    case "&&":
      return 2;
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return 3;
    case "+":
    case "-":
    case "|":
    case "^":
      return 4;
    case "*":
    case "/":
    case "%":
    case "<<":
    case ">>":
    case "&":
    case "&^":
      return 5;
    default:
      return 0;
  }
}

/** Whether a line that ends in this token ends a statement, so that the scanner adds a semicolon. */
export function endsStatement(token: Token): boolean {
  switch (token) {
    case "IDENT":
    case ")":
    case "}":
    case "]":
    case "INT":
    case "FLOAT":
    case "IMAG":
    case "CHAR":
    case "STRING":
    case "break":
    case "continue":
    case "fallthrough":
    case "return":
    case "++":
    case "--":
      return true;
    default:
      return false;
  }
}

const KEYWORD_SLOTS = keywordSlots();

/** The keyword that `text.slice(start, end)` spells, or undefined. Finds the one candidate without slicing. */
export function keywordAt(text: string, start: number, end: number): Keyword | undefined {
  const length = end - start;
  if (length < 2 || length > 11) return undefined;
  const candidate = KEYWORD_SLOTS[slotOf(text.charCodeAt(start), text.charCodeAt(start + 1), length)];
  return candidate !== undefined && candidate.length === length && text.startsWith(candidate, start)
    ? candidate
    : undefined;
}

/** A hash without collisions over Go's 25 keywords. */
function slotOf(first: number, second: number, length: number): number {
  return (first + 4 * second + 6 * length) & 63;
}

function keywordSlots(): readonly (Keyword | undefined)[] {
  const slots = new Array<Keyword | undefined>(64).fill(undefined);
  for (const keyword of KEYWORDS) {
    const slot = slotOf(keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.length);
    if (slots[slot] !== undefined) throw new Error(`keywords ${slots[slot]} and ${keyword} share a slot`);
    slots[slot] = keyword;
  }
  return slots;
}
