import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "eslint";
import { leadsToQueue } from "../languages/ecmascript/types/typed-files.ts";
import { textMayUseQueue } from "../languages/go/interest.ts";
import { GoSourceCode } from "../languages/go/source-code.ts";
import { defaultProfiles, vocabularyFor } from "../protocol/default-profiles.ts";
import type { Profile } from "../protocol/profile.ts";
import type { Vocabulary } from "../protocol/vocabulary.ts";
import { readSettings, type Settings } from "./settings.ts";
import { typedSourceOf } from "./typed-source.ts";

interface Context {
  readonly sourceCode: SourceCode;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly languageOptions?: unknown;
}

const interest = new WeakMap<SourceCode, boolean>();
const vocabularies = new WeakMap<Settings, Map<Profile["language"], Vocabulary>>();

/** The words that count in a file: those of its language. */
export function vocabularyOf(settings: Settings, sourceCode: SourceCode): Vocabulary {
  const language = sourceCode instanceof GoSourceCode ? "go" : "ecmascript";
  let known = vocabularies.get(settings);
  if (!known) vocabularies.set(settings, (known = new Map<Profile["language"], Vocabulary>()));
  let vocabulary = known.get(language);
  if (!vocabulary) known.set(language, (vocabulary = vocabularyFor(language, settings.profiles)));
  return vocabulary;
}

/** Whether a file holds a name that is evidence of a queue; if not, no rule has anything to do there. */
export function isOfInterest(context: Context): boolean {
  const { sourceCode } = context;
  let known = interest.get(sourceCode);
  if (known === undefined) {
    known = decide(context, readSettings(context.settings));
    interest.set(sourceCode, known);
  }
  return known;
}

function decide(context: Context, settings: Settings): boolean {
  const { sourceCode } = context;
  const vocabulary = vocabularyOf(settings, sourceCode);
  if (sourceCode instanceof GoSourceCode) return decideGo(sourceCode, vocabulary);
  // A configuration without `files` brings the rules to languages they know nothing of.
  const root: string = sourceCode.ast.type;
  if (root !== "Program") return false;
  return vocabulary.mentionsQueue(sourceCode.text) || importsQueue(context, vocabulary);
}

/** With types, a file that names no queue may use one that another file names. */
function importsQueue(context: Context, vocabulary: Vocabulary): boolean {
  const typed = typedSourceOf(context);
  const ast = context.sourceCode.ast as unknown as TSESTree.Program;
  return typed !== undefined && leadsToQueue(ast, typed, vocabulary);
}

/** The language has looked for the known names already; only those of the settings are left to look for. */
function decideGo(sourceCode: GoSourceCode, vocabulary: Vocabulary): boolean {
  if (sourceCode.isParsed) return true;
  if (vocabulary.profiles.every((profile) => defaultProfiles.includes(profile))) return false;
  return textMayUseQueue(sourceCode.path, sourceCode.text, vocabulary);
}

/** Whether a comment in the text asks for silence in a way that ESLint knows nothing of. */
export function isSilencedAt({ sourceCode }: Context, offset: number): boolean {
  return sourceCode instanceof GoSourceCode && sourceCode.isSilencedAt(offset);
}
