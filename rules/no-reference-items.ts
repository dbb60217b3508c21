import { defineRule } from "../src/lint/define-rule.ts";

export default defineRule({
  name: "no-reference-items",
  description: "disallow items that are compared by identity and made anew for each event",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "addition",
      where: (handle) => handle.known,
      start: "adding",
      on: { adding: { freshAdd: "fresh", take: "working" } },
      inDoubt: [],
      wrongStates: ["fresh"],
      wrongEnds: [],
    },
  ],
  messages: {
    fresh:
      "This item is compared by identity, and is a new one each time: `{{queue}}` never sees that it holds the same work already, its backoff never grows, and no `forget` reaches its failure count. Add a key that is equal for equal work.",
  },
  reportsAt: "item",
  describe: ({ handle }) => ({ messageId: "fresh", data: { queue: handle.name } }),
});
