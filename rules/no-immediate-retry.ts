import type { Finding } from "../src/flow/finding.ts";
import { isPaced } from "../src/flow/pace.ts";
import type { Program } from "../src/flow/program.ts";
import { isReachedOnChange } from "../src/flow/shared-call.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { methodName } from "../src/lint/words.ts";

/** Whether the call must stay as it is: it has a part in something else, or the queue has no call that backs off. */
function mustStay(program: Program, finding: Finding): boolean {
  return !finding.handle.canRetry || isReachedOnChange(program, finding);
}

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
        failed: { readd: "hot", retry: "retried", excuse: "excused" },
        excused: { failure: "failed" },
      },
      inDoubt: [],
      wrongStates: ["hot"],
      wrongEnds: [],
      likelyBeside: "retry", // a flag may be turned off for a reason
      sparesRegardless: true, // what is added again after a success, too, is polled
    },
  ],
  messages: {
    hot: "This `{{add}}` puts an item that has just failed back at once: while the failure lasts, the worker runs in a hot loop without backoff. Use `{{retry}}`.",
    hotShared:
      "This `{{add}}` puts an item that has just failed back at once: while the failure lasts, the worker runs in a hot loop without backoff. Changes come through this call, too: call `{{retry}}` where the work failed instead.",
    hotWithoutRetry:
      "This `{{add}}` puts an item that has just failed back at once: while the failure lasts, the worker runs in a hot loop without backoff. This queue has no `{{retry}}`: make it one that has, or let the item wait with `{{delay}}`.",
    useRetry: "Use `{{code}}`, which waits longer after each failure.",
  },
  reportsAt: "call",
  describe: (finding, { program }) => {
    if (finding.take && isPaced(program, finding.take)) return undefined;
    const shared = isReachedOnChange(program, finding) ? "hotShared" : "hot";
    return {
      messageId: finding.handle.canRetry ? shared : "hotWithoutRetry",
      data: {
        add: methodName(finding, "readd"),
        retry: methodName(finding, "retry"),
        delay: methodName(finding, "delay"),
      },
    };
  },
  suggests: [{ messageId: "useRetry", edit: { kind: "rename", to: "retry", unless: mustStay } }],
});
