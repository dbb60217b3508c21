import type { Comment, SourceFile } from "./ast.ts";
import { FileParser } from "./parser/declarations.ts";
import type { ParseError } from "./parser/errors.ts";

/** What `parseGo` made of a text. */
export interface ParseResult {
  readonly file: SourceFile;
  /** In source order. */
  readonly comments: readonly Comment[];
  /** In source order, at most one a line; empty if the text is valid Go. */
  readonly errors: readonly ParseError[];
}

/**
 * Parses one Go 1.26 file. Never throws and takes time in proportion to the text: errors are collected, and reading goes
 * on at the next statement or declaration, so that there is always a tree (with `BadExpr`, `BadStmt`, `BadDecl` where
 * nothing could be made out). The text may begin with a byte order mark and have CRLF line ends; offsets count both.
 *
 * It reports what Go's own parser reports, and like it leaves to the type checker whatever needs more than grammar:
 * undeclared names and labels, assignment counts, expressions that are not allowed as statements, constant values.
 */
export function parseGo(text: string): ParseResult {
  const parser = new FileParser(text);
  const file = parser.parseFile();
  return { file, comments: parser.comments, errors: parser.errors };
}
