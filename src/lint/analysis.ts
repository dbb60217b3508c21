import type { SourceCode } from "eslint";
import type { TSESLint } from "@typescript-eslint/utils";
import type { Program, Span } from "../flow/program.ts";
import { ecmascriptProgram } from "../languages/ecmascript/program.ts";
import { Vocabulary } from "../protocol/vocabulary.ts";
import { report as reportDebug } from "./debug.ts";
import { readSettings, type Settings } from "./settings.ts";

/** One file, analysed once for all rules. */
export interface Analysis {
  readonly program: Program;
  readonly text: string;
  /** What a statement ends in. */
  readonly statementEnd: ";" | "";
  /** The 1-based line of a span, with the file's name when it is another one. */
  readonly lineOf: (span: Span) => string;
}

interface Context {
  readonly sourceCode: SourceCode;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly filename: string;
}

const analyses = new WeakMap<SourceCode, Analysis>();
const interest = new WeakMap<SourceCode, boolean>();
const vocabularies = new WeakMap<Settings, Vocabulary>();

function vocabularyOf(settings: Settings): Vocabulary {
  let vocabulary = vocabularies.get(settings);
  if (!vocabulary) vocabularies.set(settings, (vocabulary = new Vocabulary(settings.profiles)));
  return vocabulary;
}

/** Whether a file holds a name that is evidence of a queue; if not, no rule has anything to do there. */
export function isOfInterest({ sourceCode, settings }: Context): boolean {
  let known = interest.get(sourceCode);
  if (known === undefined) {
    known = vocabularyOf(readSettings(settings)).mentionsQueue(sourceCode.text);
    interest.set(sourceCode, known);
  }
  return known;
}

export function analyse({ sourceCode, settings, filename }: Context): Analysis {
  let analysis = analyses.get(sourceCode);
  if (!analysis) {
    const read = readSettings(settings);
    const vocabulary = vocabularyOf(read);
    const program = ecmascriptProgram(sourceCode as unknown as TSESLint.SourceCode, vocabulary, read.changes);
    const lineOf = (span: Span): string => String(sourceCode.getLocFromIndex(span.start).line);
    analysis = { program, text: sourceCode.text, statementEnd: ";", lineOf };
    analyses.set(sourceCode, analysis);
    if (read.debug) reportDebug(analysis, filename);
  }
  return analysis;
}
