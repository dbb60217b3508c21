import { defineRule } from "../src/lint/define-rule.ts";

export default defineRule({
  name: "require-shutdown-check",
  description: "require a worker loop to end when its queue is shut down",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "shutdown",
      where: (handle) => handle.known,
      start: "down",
      on: {},
      inDoubt: [],
      wrongStates: [],
      wrongEnds: [{ states: ["down"], at: ["nextTake"] }],
    },
  ],
  messages: {
    spins:
      "When `{{queue}}` is shut down, `{{call}}` comes back at once and without an item, and this loop calls it again: it spins for ever. End the loop on the shutdown flag.",
  },
  reportsAt: "take",
  describe: ({ take }) => ({
    messageId: "spins",
    data: { queue: take?.handleText ?? "", call: take?.text ?? "" },
  }),
});
