import { runsAtExit } from "../src/flow/settling.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { methodName, pathInWords } from "../src/lint/words.ts";

export default defineRule({
  name: "require-done",
  description: "require every item taken from a work queue to reach `done`",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: { held: { done: "settled" } },
      inDoubt: ["done"],
      wrongStates: [],
      wrongEnds: [
        { states: ["held"], at: ["return", "nextTake", "throw:explicit", "throw:awaited"] },
        { states: ["held"], at: ["throw:call"], certainty: "likely" },
      ],
    },
  ],
  messages: {
    missing:
      "The item taken here never reaches `{{done}}` {{path}}. The queue will not hand this item out again, and a drain never ends.",
    tooLate:
      "The item taken here is still held when the loop takes the next item: `{{done}}` on line {{line}} runs only when the function returns. The queue will not hand this item out again, and a drain never ends.",
    settle: "Call `{{code}}` there.",
    guarantee: "Say it once for every path: `{{code}}`.",
  },
  reportsAt: "take",
  describe: (finding, analysis) => {
    const { take, end } = finding;
    const done = methodName(finding, "done");
    const atExit = take && end.kind === "nextTake" ? runsAtExit(analysis.program, take, "done") : undefined;
    return atExit
      ? { messageId: "tooLate", data: { done, line: analysis.lineOf(atExit) } }
      : { messageId: "missing", data: { done, path: pathInWords(finding, analysis) } };
  },
  suggests: [
    { messageId: "guarantee", edit: { kind: "guarantee" } },
    { messageId: "settle", edit: { kind: "settle", with: "done", apart: [] } },
  ],
});
