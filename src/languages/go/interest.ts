import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { PackageFile } from "./package-directory.ts";

const mentions = new WeakMap<Vocabulary, WeakMap<PackageFile, boolean>>();

/**
 * Whether a Go file can have a finding, told from text alone: it holds a name that is evidence of a queue, or it calls
 * a method that queues have while another file of its package holds such a name. `siblings` is asked only then.
 */
export function mayUseQueue(
  text: string,
  vocabulary: Vocabulary,
  siblings: () => readonly PackageFile[],
): boolean {
  if (vocabulary.mentionsQueue(text)) return true;
  return (
    vocabulary.mentionsCall(text) && siblings().some((sibling) => siblingMentionsQueue(sibling, vocabulary))
  );
}

/** Siblings are asked about once for each file of their directory: the answer is kept as long as their text. */
function siblingMentionsQueue(sibling: PackageFile, vocabulary: Vocabulary): boolean {
  let known = mentions.get(vocabulary);
  if (!known) mentions.set(vocabulary, (known = new WeakMap()));
  let answer = known.get(sibling);
  if (answer === undefined) known.set(sibling, (answer = vocabulary.mentionsQueue(sibling.text)));
  return answer;
}
