import type { TSESLint } from "@typescript-eslint/utils";
import type { SourceCode } from "eslint";
import { check, type Findings } from "../flow/check.ts";
import type { Finding } from "../flow/finding.ts";
import type { Property } from "../flow/property.ts";
import type { Program, Span } from "../flow/program.ts";
import { ecmascriptProgram } from "../languages/ecmascript/program.ts";
import { LineIndex, type Position } from "../languages/go/lines.ts";
import { goProgram } from "../languages/go/program.ts";
import { GoSourceCode } from "../languages/go/source-code.ts";
import type { Vocabulary } from "../protocol/vocabulary.ts";
import { report as reportDebug } from "./debug.ts";
import { vocabularyOf } from "./interest.ts";
import { readSettings, type Settings } from "./settings.ts";

/** One file, analysed once for all rules. */
export interface Analysis {
  readonly program: Program;
  /** What was found of a property that a rule has asked for. */
  readonly findings: (property: Property) => readonly Finding[];
  readonly text: string;
  /** What a statement ends in; nothing where every statement stands in a block and a line ends it. */
  readonly statementEnd: ";" | "";
  /** The line of a span, with the file's name when it is another one: "12", or "12 of other.go". */
  readonly lineOf: (span: Span) => string;
  readonly placeOf: (span: Span) => Place;
}

/** A range of a text as ESLint's messages count it: lines and columns from 1, the end not included. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Parts = Omit<Analysis, "findings">;

interface Context {
  readonly sourceCode: SourceCode;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly filename: string;
}

const asked = new WeakMap<SourceCode, Set<Property>>();

/** Announces what a rule will want to know of a file, so that the rules' properties are explored together. */
export function ask(sourceCode: SourceCode, properties: readonly Property[]): void {
  asked.set(sourceCode, new Set([...(asked.get(sourceCode) ?? []), ...properties]));
}

const analyses = new WeakMap<SourceCode, Analysis>();

export function analyse({ sourceCode, settings, filename }: Context): Analysis {
  let analysis = analyses.get(sourceCode);
  if (!analysis) {
    const read = readSettings(settings);
    const vocabulary = vocabularyOf(read, sourceCode);
    const parts =
      sourceCode instanceof GoSourceCode
        ? analyseGo(sourceCode, vocabulary, read)
        : analyseEcmascript(sourceCode, filename, vocabulary, read);
    let findings: Findings | undefined;
    const all = (): Findings => (findings ??= check(parts.program, asked.get(sourceCode) ?? []));
    analysis = { ...parts, findings: (property) => all().get(property) ?? [] };
    analyses.set(sourceCode, analysis);
    if (read.debug) reportDebug(analysis, filename);
  }
  return analysis;
}

function analyseEcmascript(
  sourceCode: SourceCode,
  filename: string,
  vocabulary: Vocabulary,
  settings: Settings,
): Parts {
  return {
    program: ecmascriptProgram(sourceCode as unknown as TSESLint.SourceCode, vocabulary, settings.changes),
    text: sourceCode.text,
    statementEnd: ";",
    ...places(filename, () => (offset) => sourceCode.getLocFromIndex(offset)),
  };
}

function analyseGo(sourceCode: GoSourceCode, vocabulary: Vocabulary, settings: Settings): Parts {
  const source = {
    path: sourceCode.path,
    text: sourceCode.text,
    file: sourceCode.syntax,
    siblings: () => sourceCode.siblings(),
  };
  return {
    program: goProgram(source, vocabulary, settings.changes),
    text: sourceCode.text,
    statementEnd: "",
    ...places(sourceCode.path, (sibling) => positionsIn(sourceCode, sibling)),
  };
}

function positionsIn(sourceCode: GoSourceCode, sibling: string | undefined): PositionAt {
  if (sibling === undefined) return (offset) => sourceCode.getLocFromIndex(offset);
  const lines = new LineIndex(sourceCode.siblings().find(({ path }) => path === sibling)?.text ?? "");
  return (offset) => lines.positionAt(offset);
}

type PositionAt = (offset: number) => Position;

/** `positionsOf` is given the path of a sibling file, or nothing for the linted one. */
function places(
  own: string,
  positionsOf: (sibling: string | undefined) => PositionAt,
): Pick<Analysis, "lineOf" | "placeOf"> {
  const placeOf = ({ start, end, file }: Span): Place => {
    const positionAt = positionsOf(file);
    const [first, last] = [positionAt(start), positionAt(end)];
    return {
      file: file ?? own,
      line: first.line,
      column: first.column + 1,
      endLine: last.line,
      endColumn: last.column + 1,
    };
  };
  const lineOf = (span: Span): string => {
    const line = String(placeOf(span).line);
    return span.file === undefined ? line : `${line} of ${span.file.slice(span.file.search(/[^/\\]*$/))}`;
  };
  return { lineOf, placeOf };
}
