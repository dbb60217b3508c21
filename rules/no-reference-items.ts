import { isOnlyOfDeletions } from "../src/flow/deletions.ts";
import { isOnlyForItsWorkers } from "../src/flow/shared-call.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { methodName } from "../src/lint/words.ts";

const onAddition = { freshAdd: "fresh", eventAdd: "event", take: "working", unknownKey: "deduplicated" };

export default defineRule({
  name: "no-reference-items",
  description: "disallow items that are compared by identity and made anew for each event",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      follows: "addition",
      where: (handle, program) =>
        handle.known &&
        handle.items !== "primitive" &&
        !handle.keyed &&
        !isOnlyOfDeletions(program, handle.group),
      start: "adding",
      on: { adding: onAddition, fresh: onAddition, event: onAddition },
      inDoubt: [],
      wrongStates: ["fresh", "event"],
      weakStates: ["event"], // it may be meant to be worked on by itself, whatever else came
      wrongEnds: [],
    },
  ],
  messages: {
    added:
      "This item is compared by identity, and is a new one each time: `{{queue}}` never sees that it holds the same work already, and may hand it to two workers at once. Add a key that is equal for equal work.",
    retried:
      "This item is compared by identity, and is a new one each time: `{{queue}}` never sees that it holds the same work already, and its limiter keeps an entry for each one, which no `{{forget}}` of an equal one reaches: the backoff of that work begins anew with each. Add a key that is equal for equal work.",
  },
  reportsAt: "item",
  describe: (finding, { program }) => {
    const { handle, effects, registration } = finding;
    if (handle.items === "pointer" && !registration && isOnlyForItsWorkers(program, finding))
      return undefined;
    return {
      messageId: effects.at(-1)?.effect === "retry" ? "retried" : "added",
      data: { queue: handle.name, forget: methodName(finding, "forget") },
    };
  },
});
