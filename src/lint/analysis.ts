import type { TSESLint } from "@typescript-eslint/utils";
import type { SourceCode } from "eslint";
import { dirname } from "node:path";
import { check, type Findings } from "../flow/check.ts";
import type { Finding } from "../flow/finding.ts";
import type { Property } from "../flow/property.ts";
import type { Program, Span } from "../flow/program.ts";
import { ecmascriptProgram } from "../languages/ecmascript/program.ts";
import type { TypedSource } from "../languages/ecmascript/types/typed-files.ts";
import { LineIndex, type Position } from "../languages/go/lines.ts";
import { importedFacts } from "../languages/go/module/imported-facts.ts";
import { goProgram } from "../languages/go/program.ts";
import { GoSourceCode } from "../languages/go/source-code.ts";
import type { Vocabulary } from "../protocol/vocabulary.ts";
import { report as reportDebug } from "./debug.ts";
import { vocabularyOf } from "./interest.ts";
import { readSettings, type Settings } from "./settings.ts";
import { typedSourceOf } from "./typed-source.ts";

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
  /**
   * The other files are those that the linted one imports, which know nothing of it: what happens there is reported where this one leads
   * there. Else they are its siblings, each of which tells its own.
   */
  readonly followsImports: boolean;
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
  readonly languageOptions?: unknown;
}

const asked = new WeakMap<SourceCode, Set<Property>>();

/** Announces what a rule will want to know of a file, so that the rules' properties are explored together. */
export function ask(sourceCode: SourceCode, properties: readonly Property[]): void {
  asked.set(sourceCode, new Set([...(asked.get(sourceCode) ?? []), ...properties]));
}

const known = new WeakMap<SourceCode, readonly Analysis[]>();

/** What is known of a file, by all that can be known. */
export function analyse(context: Context): Analysis {
  return analyses(context)[0];
}

/**
 * The analysis of a file, and where it rests on types, the one without them: types add to what is reported, and take nothing back
 * (docs/decisions).
 */
export function analyses(context: Context): readonly [Analysis, ...Analysis[]] {
  const { sourceCode, filename } = context;
  let all = known.get(sourceCode) as readonly [Analysis, ...Analysis[]] | undefined;
  if (!all) {
    const settings = readSettings(context.settings);
    const vocabulary = vocabularyOf(settings, sourceCode);
    if (sourceCode instanceof GoSourceCode) {
      all = [withFindings(sourceCode, analyseGo(sourceCode, vocabulary, settings))];
    } else {
      const typed = typedSourceOf(context);
      const analysis = analyseEcmascript(context, vocabulary, settings, typed);
      all = [withFindings(sourceCode, analysis)];
      if (typed && vocabulary.mentionsQueue(sourceCode.text))
        all = [...all, withFindings(sourceCode, analyseEcmascript(context, vocabulary, settings))];
    }
    known.set(sourceCode, all);
    if (settings.debug) reportDebug(all[0], filename);
  }
  return all;
}

function withFindings(sourceCode: SourceCode, parts: Parts): Analysis {
  let findings: Findings | undefined;
  const all = (): Findings => (findings ??= check(parts.program, asked.get(sourceCode) ?? []));
  return { ...parts, findings: (property) => all().get(property) ?? [] };
}

function analyseEcmascript(
  { sourceCode, filename }: Context,
  vocabulary: Vocabulary,
  settings: Settings,
  typed?: TypedSource,
): Parts {
  const source = sourceCode as unknown as TSESLint.SourceCode;
  return {
    program: ecmascriptProgram(source, vocabulary, settings.changes, typed),
    text: sourceCode.text,
    statementEnd: ";",
    followsImports: typed !== undefined,
    ...places(filename, (imported) => {
      if (imported === undefined) return (offset) => sourceCode.getLocFromIndex(offset);
      const lines = new LineIndex(typed?.program.getSourceFile(imported)?.text ?? "");
      return (offset) => lines.positionAt(offset);
    }),
  };
}

function analyseGo(sourceCode: GoSourceCode, vocabulary: Vocabulary, settings: Settings): Parts {
  const source = {
    path: sourceCode.path,
    text: sourceCode.text,
    file: sourceCode.syntax,
    siblings: () => sourceCode.siblings(),
    imported: (texts: readonly string[]) => importedFacts(dirname(sourceCode.path), texts, vocabulary),
  };
  return {
    program: goProgram(source, vocabulary, settings.changes),
    text: sourceCode.text,
    statementEnd: "",
    followsImports: false,
    ...places(sourceCode.path, (file) => positionsIn(sourceCode, file)),
  };
}

function positionsIn(sourceCode: GoSourceCode, file: string | undefined): PositionAt {
  if (file === undefined) return (offset) => sourceCode.getLocFromIndex(offset);
  const lines = new LineIndex(sourceCode.siblings().find(({ path }) => path === file)?.text ?? "");
  return (offset) => lines.positionAt(offset);
}

type PositionAt = (offset: number) => Position;

/** `positionsOf` is given the path of another file, or nothing for the linted one. */
function places(
  own: string,
  positionsOf: (other: string | undefined) => PositionAt,
): Pick<Analysis, "lineOf" | "placeOf"> {
  const placeOf = ({ start, end, file = own }: Span): Place => {
    const positionAt = positionsOf(file === own ? undefined : file);
    const [first, last] = [positionAt(start), positionAt(end)];
    return {
      file,
      line: first.line,
      column: first.column + 1,
      endLine: last.line,
      endColumn: last.column + 1,
    };
  };
  const lineOf = (span: Span): string => {
    const { line, file } = placeOf(span);
    return file === own ? String(line) : `${String(line)} of ${file.slice(file.search(/[^/\\]*$/))}`;
  };
  return { lineOf, placeOf };
}
