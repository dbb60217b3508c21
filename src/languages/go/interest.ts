import { dirname } from "node:path";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { callsImported, importsQueues } from "./module/imported-facts.ts";
import { importsIn } from "./module/go-module.ts";
import { packageDirectory, type PackageDirectory, type PackageFile } from "./package-directory.ts";
import { readHeader } from "./header.ts";
import { signsIn, type QueueSigns } from "./signs.ts";

/** Other files that a file's findings may rest on; asked for only when its own text does not decide. */
export interface Surroundings {
  /** What the texts of the other files of its package tell. */
  readonly siblings: () => readonly QueueSigns[];
  /** Whether the file calls what another package of its module tells of a queue. */
  readonly callsImported: () => boolean;
}

/**
 * Whether a Go file can have a finding, told from text alone: it holds a name that is evidence of a queue, or it calls
 * a method that queues have while another file of its package holds such a name, or it speaks of a queue at all and calls one of
 * another package of its module.
 */
export function mayUseQueue(file: QueueSigns, { siblings, callsImported }: Surroundings): boolean {
  if (file.mentionsQueue) return true;
  if (file.mentionsCall && siblings().some(({ mentionsQueue }) => mentionsQueue)) return true;
  return (file.mentionsCall || file.speaksOfQueue) && callsImported();
}

/** Whether a text can have a finding that stands, or is to stand, in the file at an absolute path. */
export function textMayUseQueue(path: string, text: string, vocabulary: Vocabulary): boolean {
  const directory = (): PackageDirectory => packageDirectory(dirname(path), vocabulary);
  const siblings = (): PackageFile[] => directory().siblingsOf(path, readHeader(text).packageName);
  return mayUseQueue(signsIn(text, vocabulary), {
    siblings,
    callsImported: () => {
      const { module } = directory();
      const imports = module ? importsIn(text, module) : [];
      return callsImported(directory(), { text, imports }, siblings());
    },
  });
}

/** Whether some file of a directory can have a finding, as far as that can be told before what it imports is analysed. */
export function directoryMayUseQueue(directory: PackageDirectory): boolean {
  return directory.files.some(({ mentionsQueue }) => mentionsQueue) || importsQueues(directory);
}

/** Whether a file of a directory, as it is on disk, can have a finding. */
export function fileMayUseQueue(directory: PackageDirectory, file: PackageFile): boolean {
  const siblings = (): PackageFile[] => directory.siblingsOf(file.path, file.packageName);
  return mayUseQueue(file, {
    siblings,
    callsImported: () => callsImported(directory, file, siblings()),
  });
}
