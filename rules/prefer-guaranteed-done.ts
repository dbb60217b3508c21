import { openCalls } from "../src/flow/finding.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { methodName } from "../src/lint/words.ts";

export default defineRule({
  name: "prefer-guaranteed-done",
  description: "enforce calling `done` where nothing can keep it from running",
  preset: "strict",
  type: "suggestion",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: { held: { guaranteedDone: "finished", done: "byHand" } },
      inDoubt: ["done"],
      wrongStates: ["byHand"],
      wrongEnds: [],
    },
  ],
  messages: {
    byHand:
      "`{{done}}` is called by hand here: whoever adds a return or a call that throws above it must think of it. Call it in {{place}}, which says it once for every path.",
    guarantee: "Say it once: `{{code}}`.",
  },
  reportsAt: "call",
  describe: (finding) =>
    openCalls(finding).every(({ call }) => call.inPlace && !call.guaranteed)
      ? {
          messageId: "byHand",
          data: {
            done: methodName(finding, "done"),
            place: finding.handle.profile.language === "go" ? "a `defer`" : "a `finally`",
          },
        }
      : undefined,
  suggests: [{ messageId: "guarantee", edit: { kind: "guarantee" } }],
});
