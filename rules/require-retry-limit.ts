import { defineRule } from "../src/lint/define-rule.ts";
import { methodName } from "../src/lint/words.ts";

export default defineRule({
  name: "require-retry-limit",
  description: "require a look at the retry count before an item is retried",
  preset: "all",
  type: "suggestion",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known && handle.limiter !== "custom",
      start: "held",
      on: { held: { retry: "unlimited", inspect: "limited", retryCount: "limited" } },
      inDoubt: [],
      wrongStates: ["unlimited"],
      wrongEnds: [],
    },
  ],
  messages: {
    unlimited:
      "This item is retried without a look at `{{count}}`: one that can never succeed is retried for ever. Give up after some retries.",
  },
  reportsAt: "call",
  describe: (finding) => ({ messageId: "unlimited", data: { count: methodName(finding, "inspect") } }),
});
