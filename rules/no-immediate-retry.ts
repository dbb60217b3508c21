import { isReachedOnChange } from "../src/flow/shared-call.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { methodName } from "../src/lint/words.ts";

export default defineRule({
  name: "no-immediate-retry",
  description: "disallow adding a failed item again at once",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: {
        held: { failure: "failed" },
        failed: { readd: "hot", retry: "retried", excuse: "held" },
      },
      inDoubt: [],
      wrongStates: ["hot"],
      wrongEnds: [],
    },
  ],
  messages: {
    hot: "This `{{add}}` puts an item that has just failed back at once: while the failure lasts, the worker runs in a hot loop without backoff. Use `{{retry}}`.",
    hotShared:
      "This `{{add}}` puts an item that has just failed back at once: while the failure lasts, the worker runs in a hot loop without backoff. Changes come through this call, too: call `{{retry}}` where the work failed instead.",
    useRetry: "Use `{{code}}`, which waits longer after each failure.",
  },
  reportsAt: "call",
  describe: (finding, { program }) => ({
    messageId: isReachedOnChange(program, finding) ? "hotShared" : "hot",
    data: { add: methodName(finding, "readd"), retry: methodName(finding, "retry") },
  }),
  suggests: { messageId: "useRetry", edit: { kind: "rename", to: "retry", unless: isReachedOnChange } },
});
