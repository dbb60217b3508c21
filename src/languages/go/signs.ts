import type { Vocabulary } from "../../protocol/vocabulary.ts";

/** What a text tells of queues before it is parsed. */
export interface QueueSigns {
  /** It holds a name that is evidence of a queue. */
  readonly mentionsQueue: boolean;
  /** It calls a method by the name of one that queues have. */
  readonly mentionsCall: boolean;
  /** It speaks of a queue or a worker at all. */
  readonly speaksOfQueue: boolean;
}

/** The signs in a text, each looked for when it is asked for. */
export function signsIn(text: string, vocabulary: Vocabulary): QueueSigns {
  return {
    get mentionsQueue() {
      return vocabulary.mentionsQueue(text);
    },
    get mentionsCall() {
      return vocabulary.mentionsCall(text);
    },
    get speaksOfQueue() {
      return ["ueue", "orker", "UEUE", "ORKER"].some((piece) => text.includes(piece));
    },
  };
}
