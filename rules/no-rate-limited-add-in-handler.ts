import { chargedOnChange } from "../src/flow/charged-on-change.ts";
import { openCalls, type Finding } from "../src/flow/finding.ts";
import type { FunctionInfo } from "../src/flow/program.ts";
import { isReachedByWorkers } from "../src/flow/shared-call.ts";
import { defineRule } from "../src/lint/define-rule.ts";
import { chainInWords, methodName } from "../src/lint/words.ts";

/** Functions, their types, and conditions, that say themselves that they rate-limit; what calls them from a handler is reported. */
const saysSo = /rate.?limit|retry|requeue|re.?enqueue|back.?off|throttle/i;

/** Functions that say that they put something into a queue, hear of something, or register for it: what they call is not work on an item. */
const saysThatItAdds = /queue|^(?:add|push|submit|notify|trigger|schedule|register|subscribe|on[A-Z])/i;

/** Whether the charge is what the caller asked for: by the name of the function or its type, or by a flag that leads to it. */
function isAskedFor({ name, owner = "" }: FunctionInfo, finding: Finding): boolean {
  const names = [name, owner, ...openCalls(finding).map((step) => step.name)];
  if (names.some((each) => saysSo.test(each))) return true;
  return finding.steps.some(
    (step) =>
      step.kind === "branch" && saysSo.test(step.outcome ? step.guard.words.yes : step.guard.words.no),
  );
}

export default defineRule({
  name: "no-rate-limited-add-in-handler",
  description: "disallow charging the backoff of an item in code that reacts to a change",
  preset: "recommended",
  type: "problem",
  properties: [
    {
      ...chargedOnChange,
      where: ({ known, limiter }) => known && !["stateless", "custom", "foreign"].includes(limiter),
    },
  ],
  messages: {
    onChange:
      "`{{call}}` runs on every change here: {{chain}}. Each call counts as a failure and doubles the delay. Use `{{add}}`.",
    onChangeShared:
      "`{{call}}` runs on every change here: {{chain}}. Each call counts as a failure and doubles the delay. Workers retry through this call, too: call `{{add}}` in the handler instead.",
    unprovoked:
      "`{{call}}` counts as a failure and doubles the delay, but nothing failed in `{{name}}`, and nothing in view calls it after a failure. Use `{{add}}` to react to a change.",
    useAdd: "Use `{{code}}`, which adds at once and charges nothing.",
  },
  reportsAt: "retry",
  describe: (finding, analysis) => {
    const call = finding.end.kind === "effect" ? finding.end.effect.text : "";
    const add = methodName(finding, "readd");
    if (finding.registration)
      return {
        messageId: isReachedByWorkers(analysis.program, finding) ? "onChangeShared" : "onChange",
        data: { call, add, chain: chainInWords(finding, analysis) },
      };
    // where the queue is wrapped, that is said of the wrapper itself
    if (finding.handle.limiter === "given" || finding.handle.profile.wraps) return undefined;
    const root = analysis.program.functions[finding.root];
    if (!root || isAskedFor(root, finding)) return undefined;
    const charging = openCalls(finding).at(-1);
    if (charging && !saysThatItAdds.test(root.name)) return undefined;
    return { messageId: "unprovoked", data: { call, add, name: charging?.name ?? root.name } };
  },
  suggests: [{ messageId: "useAdd", edit: { kind: "rename", to: "readd", unless: isReachedByWorkers } }],
});
