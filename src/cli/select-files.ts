import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { readHeader } from "../languages/go/header.ts";
import { mayUseQueue, surroundingsOf } from "../languages/go/interest.ts";
import { packageDirectory, PackageDirectory } from "../languages/go/package-directory.ts";
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
  const reader = new Reader(selection.troubles);
  return files.filter((path, index) => {
    selection.progress.show(() => `Reading ${index + 1} of ${files.length} files`);
    if (isUnwantedTest(path, selection)) return false;
    const text = reader.read(path);
    if (text === undefined || !mayHaveFinding(path, text, reader)) return false;
    if (text.includes("\uFFFD") && !isUtf8(readFileSync(path)))
      selection.note(`${relative(process.cwd(), path)} is not valid UTF-8; what is not is read as U+FFFD`);
    return true;
  });
}

function mayHaveFinding(path: string, text: string, reader: Reader): boolean {
  if (!isGo(path)) return ecmascriptWords.mentionsQueue(text) && !isGeneratedEcmascript(text);
  const siblings = (): ReturnType<PackageDirectory["siblingsOf"]> =>
    reader.directoryOf(path).siblingsOf(path, text);
  const around = surroundingsOf(path, text, goWords, siblings);
  return mayUseQueue(text, goWords, around) && !readHeader(text).isGenerated;
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

/** Reads files; those of Go with the rest of their directory, once for as long as files of that directory are read. */
class Reader {
  readonly #troubles: Troubles;
  #name = "";
  #directory = new PackageDirectory([]);
  #texts: ReadonlyMap<string, string> = new Map();

  constructor(troubles: Troubles) {
    this.#troubles = troubles;
  }

  /** Undefined, and noted as trouble, if the file cannot be read. */
  read(path: string): string | undefined {
    if (isGo(path)) this.directoryOf(path);
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      this.#troubles.add(path, error);
      return undefined;
    }
  }

  directoryOf(path: string): PackageDirectory {
    const name = dirname(path);
    if (name !== this.#name) {
      this.#name = name;
      this.#directory = packageDirectory(name);
      this.#texts = new Map(this.#directory.files.map((file) => [file.path, file.text]));
    }
    return this.#directory;
  }
}
