import { defineRule } from "../src/lint/define-rule.ts";
import { methodName, pathInWords } from "../src/lint/words.ts";

export default defineRule({
  name: "no-double-done",
  description: "disallow calling `done` twice for one item, or for an item that was not taken",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: { held: { done: "finished" }, finished: { done: "twice" } },
      inDoubt: [],
      wrongStates: ["twice"],
      wrongEnds: [],
    },
    {
      follows: "change",
      where: (handle) => handle.known,
      start: "reacting",
      on: { reacting: { done: "neverTaken", take: "working" } },
      inDoubt: [],
      wrongStates: ["neverTaken"],
      wrongEnds: [],
    },
  ],
  messages: {
    twice:
      "This is the second `{{done}}` of one item, {{path}}. If the item was added again in between, two workers get it at once.",
    neverTaken:
      "This `{{done}}` is for an item that was not taken here. A worker may hold it right now: it would be handed to a second one.",
  },
  reportsAt: "call",
  describe: (finding, analysis) => ({
    messageId: finding.take ? "twice" : "neverTaken",
    data: { done: methodName(finding, "done"), path: pathInWords(finding, analysis) },
  }),
});
