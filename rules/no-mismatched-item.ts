import { defineRule } from "../src/lint/define-rule.ts";

export default defineRule({
  name: "no-mismatched-item",
  description: "disallow settling an item on another queue, or under another value, than it was taken with",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: {
        held: { mismatch: "mismatched", failure: "failed", excuse: "failed" },
        failed: { mismatch: "mismatched", mismatchedRetry: "mismatched" },
      },
      inDoubt: [],
      wrongStates: ["mismatched"],
      wrongEnds: [],
      sparesRegardless: true, // another item that is added after a success, too, is no retry of this one
    },
  ],
  messages: {
    otherQueue:
      "`{{call}}` is on another queue than the item was taken from: `{{queue}}` (line {{line}}) still holds it.",
    otherItem:
      "`{{call}}` is given another value than the item that was taken from `{{queue}}` on line {{line}}: the queue compares by equality, so this settles nothing.",
  },
  reportsAt: "call",
  describe: ({ end, take, handle }, { program, lineOf }) => {
    if (end.kind !== "effect" || !take) return undefined;
    const sameQueue = program.handles[end.effect.handle]?.group === handle.group;
    return {
      messageId: sameQueue ? "otherItem" : "otherQueue",
      data: { call: end.effect.text, queue: take.handleText, line: lineOf(take.at) },
    };
  },
});
