import { ASCII_END } from "./characters.ts";
import type { Token } from "./tokens.ts";

/** Operators and punctuation, those that begin with the same character together. */
const PUNCTUATION = [
  "(", ")", "[", "]", "{", "}", ",", ";", "~",
  "...", ".", ":=", ":",
  "++", "+=", "+", "--", "-=", "-", "*=", "*", "/=", "/", "%=", "%",
  "&^=", "&&", "&=", "&^", "&", "||", "|=", "|", "^=", "^",
  "<<=", "<<", "<=", "<-", "<", ">>=", ">>", ">=", ">",
  "==", "=", "!=", "!",
] as const satisfies readonly Token[]; // prettier-ignore

type Punctuation = (typeof PUNCTUATION)[number];

/** By first character: the candidates, longest first. */
const BY_FIRST_CHARACTER: readonly (readonly Punctuation[] | undefined)[] = byFirstCharacter();

/** The longest operator or punctuation at `at`, whose first character is `code`; undefined if there is none. */
export function punctuationAt(text: string, at: number, code: number): Punctuation | undefined {
  const candidates = code < ASCII_END ? BY_FIRST_CHARACTER[code] : undefined;
  if (candidates === undefined) return undefined;
  for (const candidate of candidates) {
    if (candidate.length === 1 || text.startsWith(candidate, at)) return candidate;
  }
  return undefined;
}

function byFirstCharacter(): (readonly Punctuation[] | undefined)[] {
  const table = new Array<Punctuation[] | undefined>(ASCII_END).fill(undefined);
  for (const spelling of PUNCTUATION) {
    const code = spelling.charCodeAt(0);
    (table[code] ??= []).push(spelling);
  }
  for (const candidates of table) candidates?.sort((a, b) => b.length - a.length);
  return table;
}
