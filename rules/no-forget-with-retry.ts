import { defineRule } from "../src/lint/define-rule.ts";
import { methodName, pathInWords } from "../src/lint/words.ts";

export default defineRule({
  name: "no-forget-with-retry",
  description: "disallow forgetting an item on the path that retries it with backoff",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.retried && handle.limiter !== "stateless",
      start: "held",
      on: {
        held: { forget: "forgotten", retry: "retried" },
        forgotten: { retry: "wiped" },
        retried: { forget: "wiped" },
      },
      inDoubt: [],
      wrongStates: ["wiped"],
      wrongEnds: [],
    },
  ],
  messages: {
    wiped:
      "This `{{forget}}` wipes the failure count of an item that the same path retries with backoff, {{path}}: the delay never grows and a retry limit is never reached.",
  },
  reportsAt: "forget",
  describe: (finding, analysis) => ({
    messageId: "wiped",
    data: {
      forget: methodName(finding, "forget"),
      path: pathInWords(finding, analysis),
    },
  }),
});
