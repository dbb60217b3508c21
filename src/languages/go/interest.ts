import { dirname, resolve } from "node:path";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { callsImported } from "./module/imported-facts.ts";
import { siblingsOf, type PackageFile } from "./package-directory.ts";

const mentions = new WeakMap<Vocabulary, WeakMap<PackageFile, boolean>>();

/** Other files that a file's findings may rest on; asked for only when its own text does not decide. */
export interface Surroundings {
  /** The other files of its package. */
  readonly siblings: () => readonly PackageFile[];
  /** Whether the file calls what another package of its module tells of a queue. */
  readonly callsImported: () => boolean;
}

/**
 * Whether a Go file can have a finding, told from text alone: it holds a name that is evidence of a queue, or it calls
 * a method that queues have while another file of its package holds such a name, or it speaks of a queue at all and calls one of
 * another package of its module.
 */
export function mayUseQueue(
  text: string,
  vocabulary: Vocabulary,
  { siblings, callsImported }: Surroundings,
): boolean {
  if (vocabulary.mentionsQueue(text)) return true;
  const calls = vocabulary.mentionsCall(text);
  if (calls && siblings().some((sibling) => siblingMentionsQueue(sibling, vocabulary))) return true;
  return (calls || /queue|worker/i.test(text)) && callsImported();
}

/** How a file on disk is surrounded. */
export function surroundingsOf(
  path: string,
  text: string,
  vocabulary: Vocabulary,
  readSiblings = (): readonly PackageFile[] => siblingsOf(path, text),
): Surroundings {
  let known: readonly PackageFile[] | undefined;
  const siblings = (): readonly PackageFile[] => (known ??= readSiblings());
  const directory = dirname(resolve(path));
  return {
    siblings,
    callsImported: () =>
      callsImported(
        directory,
        text,
        siblings().map((sibling) => sibling.text),
        vocabulary,
      ),
  };
}

/** Siblings are asked about once for each file of their directory: the answer is kept as long as their text. */
function siblingMentionsQueue(sibling: PackageFile, vocabulary: Vocabulary): boolean {
  let known = mentions.get(vocabulary);
  if (!known) mentions.set(vocabulary, (known = new WeakMap()));
  let answer = known.get(sibling);
  if (answer === undefined) known.set(sibling, (answer = vocabulary.mentionsQueue(sibling.text)));
  return answer;
}
