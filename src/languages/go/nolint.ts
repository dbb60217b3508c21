import type { Comment, SourceFile } from "./ast.ts";
import type { LineIndex } from "./lines.ts";
import { walk } from "./walk.ts";

/** One `//nolint` comment, with the lines that golangci-lint would silence for it. */
export interface NolintComment {
  /** What is silenced, without golangci-lint's own linters; undefined for everything (`//nolint`, `//nolint:all`). */
  readonly names: readonly NolintName[] | undefined;
  /** 1-based, inclusive. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Offset of the end of the silenced syntax. */
  readonly end: number;
  /** What stands behind a second `//`. */
  readonly reason: string;
}

/** A name in the list of a comment. `start` and `end` enclose what has to go with it: its comma, or the whole comment. */
export interface NolintName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The list ends at a second `//`; a rule's full name has a single slash in it. */
const pattern = /^\/\/[/ ]*nolint(?::((?:[^/]|\/(?!\/))*)| (?:[^/]|\/(?!\/))*|$)(?:\/\/\s*(.*))?/;

/**
 * The `//nolint` comments of a file. As in golangci-lint a comment speaks for its own line, and if syntax begins on
 * the next line in the same column (a declaration, a statement, the package clause), for all of that, too; comment
 * lines in between belong to it.
 */
export function nolintComments(
  comments: readonly Comment[],
  text: string,
  file: SourceFile,
  lines: LineIndex,
): NolintComment[] {
  return comments.flatMap((comment, index): NolintComment[] => {
    const match = comment.type === "LineComment" ? pattern.exec(comment.text.trimEnd()) : null;
    if (!match) return [];
    const below = startOfNextLine(comments, index, text, lines);
    const end = Math.max(comment.end, below === undefined ? 0 : endOfSyntaxAt(below, file, text));
    return [
      {
        names: namesIn(match[1], comment),
        firstLine: lines.positionAt(comment.start).line,
        lastLine: lines.positionAt(end).line,
        end,
        reason: match[2] ?? "",
      },
    ];
  });
}

function namesIn(list: string | undefined, comment: Comment): NolintName[] | undefined {
  if (list === undefined) return undefined;
  const listStart = comment.start + comment.text.indexOf(":") + 1;
  const names = list.split(",");
  if (names.some((name) => name.trim().toLowerCase() === "all")) return undefined;
  let at = listStart;
  return names.map((written, index) => {
    const [start, end] = [at, at + written.length];
    at = end + 1;
    const name = written.trim().toLowerCase();
    if (names.length === 1) return { name, start: comment.start, end: comment.end };
    return index === 0 ? { name, start, end: end + 1 } : { name, start: start - 1, end };
  });
}

/** The offset below a comment that has its line for itself, in the comment's column, past the comment lines that follow. */
function startOfNextLine(
  comments: readonly Comment[],
  index: number,
  text: string,
  lines: LineIndex,
): number | undefined {
  const first = comments[index] as Comment;
  const { column } = lines.positionAt(first.start);
  if (text.slice(first.start - column, first.start).trim() !== "") return undefined;
  let last = first;
  for (const next of comments.slice(index + 1)) {
    if (lines.positionAt(next.start).line !== lines.positionAt(last.end).line + 1) break;
    last = next;
  }
  const newline = text.indexOf("\n", last.end);
  return newline < 0 ? undefined : newline + 1 + column;
}

/** The end of the longest syntax that begins at an offset (the whole file for its package clause), or 0. */
function endOfSyntaxAt(offset: number, file: SourceFile, text: string): number {
  if (/^package\s+$/.test(text.slice(offset, file.name.start))) return file.end;
  let end = 0;
  walk(file, (node) => {
    if (node.start === offset) end = Math.max(end, node.end);
    return node.start <= offset && offset <= node.end;
  });
  return end;
}
