import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileMayUseQueue } from "../languages/go/interest.ts";
import { packageDirectory } from "../languages/go/package-directory.ts";
import { isTestFile as isGoTest } from "../languages/go/test-file.ts";
import { vocabularyFor } from "../protocol/default-profiles.ts";
import { isGo } from "./find-files.ts";
import type { Options } from "./options.ts";
import type { Progress } from "./progress.ts";
import type { Troubles } from "./troubles.ts";

const goWords = vocabularyFor("go");
const ecmascriptWords = vocabularyFor("ecmascript");

export interface Selection extends Pick<Options, "goTests" | "ecmascriptTests"> {
  readonly troubles: Troubles;
  readonly progress: Progress;
  /** Told of something odd that stops nothing. */
  readonly note: (message: string) => void;
}

/**
 * The files that can have a finding, told from their text alone: the same test that the rules begin with. ESLint gets
 * no others, so that most of a large repository costs no more than reading it.
 */
export function selectFiles(files: readonly string[], selection: Selection): string[] {
  return files.filter((path, index) => {
    selection.progress.show(() => `Reading ${index + 1} of ${files.length} files`);
    return isSelected(path, selection);
  });
}

/** Whether a file can have a finding. */
export function isSelected(path: string, selection: Selection): boolean {
  if (isUnwantedTest(path, selection)) return false;
  return isGo(path) ? isSelectedGo(path, selection) : isSelectedEcmascript(path, selection);
}

function isSelectedGo(path: string, selection: Selection): boolean {
  const directory = packageDirectory(dirname(path), goWords);
  const file = directory.get(path);
  if (!file) read(path, selection); // says why it is not there
  if (!file || file.isGenerated || !fileMayUseQueue(directory, file)) return false;
  if (file.hasUnreadable) noteInvalid(path, selection);
  return true;
}

function isSelectedEcmascript(path: string, selection: Selection): boolean {
  const text = read(path, selection);
  if (text === undefined || !ecmascriptWords.mentionsQueue(text) || isGeneratedEcmascript(text)) return false;
  if (text.includes("\uFFFD")) noteInvalid(path, selection);
  return true;
}

/** Undefined, and noted as trouble, if the file cannot be read. */
function read(path: string, { troubles }: Selection): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    troubles.add(path, error);
    return undefined;
  }
}

function noteInvalid(path: string, { note }: Selection): void {
  if (!isUtf8(readFileSync(path)))
    note(`${relative(process.cwd(), path)} is not valid UTF-8; what is not is read as U+FFFD`);
}

function isUnwantedTest(path: string, { goTests, ecmascriptTests }: Selection): boolean {
  if (isGo(path)) return !goTests && isGoTest(path);
  return !ecmascriptTests && /[.-](?:test|spec)\.\w+$|[/\\]__tests__[/\\]/.test(path);
}

/** Generators for JavaScript write one of these into the first comment. */
function isGeneratedEcmascript(text: string): boolean {
  const head = /^(?:\s*(?:\/\/[^\n]*|\/\*[^]*?\*\/))*/.exec(text.slice(0, 4096))?.[0] ?? "";
  return /@generated\b|Code generated .*DO NOT EDIT/.test(head);
}
