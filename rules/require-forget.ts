import { defineRule } from "../src/lint/define-rule.ts";
import { methodName, pathInWords } from "../src/lint/words.ts";

export default defineRule({
  name: "require-forget",
  description: "require items of a rate-limited queue to be forgotten when they are done with",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: ({ retried, limiter }) => retried && limiter !== "stateless" && limiter !== "foreign",
      start: "held",
      on: {
        held: {
          forget: "settled",
          retry: "settled",
          delay: "requeued",
          readd: "requeued",
          done: "finished",
          failure: "failed",
          excuse: "failed",
          stop: "settled",
          keptCount: "kept",
        },
        finished: {
          forget: "settled",
          retry: "settled",
          delay: "requeued",
          readd: "requeued",
          failure: "failed",
          excuse: "failed",
          stop: "settled",
          keptCount: "kept",
        },
        requeued: { forget: "settled", retry: "settled", failure: "settled", excuse: "settled" },
        failed: {
          forget: "settled",
          retry: "settled",
          delay: "settled",
          readd: "settled",
          doubtfulAdd: "settled",
          stop: "settled",
        },
        kept: { forget: "settled", retry: "settled", delay: "settled", readd: "settled", stop: "settled" },
      },
      inDoubt: ["forget", "retry"],
      wrongStates: [],
      wrongEnds: [
        { states: ["held", "finished", "failed", "requeued"], at: ["return", "nextTake"] },
        { states: ["kept"], at: ["return", "nextTake"], certainty: "likely" },
        { states: ["finished"], at: ["throw:explicit", "throw:awaited"], certainty: "likely" },
      ],
      sparesBadItems: true,
    },
  ],
  messages: {
    missing:
      "The item taken here is neither forgotten nor retried {{path}}. `{{queue}}` is rate-limited: its limiter keeps counting this item's failures for ever, and the next one waits as long as the last.",
    requeued:
      "The item taken here is added again without `{{forget}}`, {{path}}. `{{queue}}` is rate-limited: its limiter keeps the failures that were counted before, and the next one waits as long as the last.",
    settle: "Call `{{code}}` there.",
  },
  reportsAt: "take",
  describe: (finding, analysis) => ({
    messageId: finding.state === "requeued" ? "requeued" : "missing",
    data: {
      queue: finding.take?.handleText ?? "",
      forget: methodName(finding, "forget"),
      path: pathInWords(finding, analysis),
    },
  }),
  suggests: [{ messageId: "settle", edit: { kind: "settle", with: "forget", apart: ["retry"] } }],
});
