import type { Program } from "../../flow/program.ts";
import type { ChangeEvents } from "../../protocol/change-events.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { ParseResult } from "./parse.ts";

export type ParsedFile = ParseResult;

/** One Go file and a way to the other files of its directory. */
export interface GoSource {
  readonly path: string;
  readonly text: string;
  readonly file: ParsedFile;
  /** The other `.go` files of the directory; asked for only when the file is of interest. */
  siblings(): readonly { readonly path: string; readonly text: string }[];
}

/** The program of one Go file and the files of its package. Only what is asked for is lowered. */
export function goProgram(_source: GoSource, _vocabulary: Vocabulary, _changes: ChangeEvents): Program {
  return {
    functions: [],
    slots: [],
    handles: [],
    takes: [],
    charges: [],
    registrations: [],
    usage: () => ({ callers: [], mentioned: false }),
    graph: () => undefined,
    notUnderstood: [],
  };
}
