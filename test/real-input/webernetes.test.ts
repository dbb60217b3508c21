import { describe, expect, it } from "vitest";
import { lintPackage } from "./lint-package.ts";

/**
 * `@ngrok/webernetes` is a TypeScript port of Kubernetes controllers that nobody here wrote. All its workers were read:
 * those of deployments and replica sets settle every item in a `finally` and forget what succeeded. The orphan worker of the
 * garbage collector calls `done` after `attemptToOrphanWorker`, outside any `try`; `orphanDependents` below it may reject, and
 * then the item is never handed out again. What `strict` adds may happen too, but rests on calls that are not known to throw.
 */
describe("@ngrok/webernetes", () => {
  it("has the one mistake that was judged right, for recommended", async () => {
    expect((await lintPackage("@ngrok/webernetes", "recommended")).reports).toMatchInlineSnapshot(`
      [
        "controller/garbagecollector/garbage-collector.ts:368 workqueue/require-done: The item taken here never reaches \`done\` when \`this.attemptToOrphanWorker\` on line 375 rejects. The queue will not hand this item out again, and a drain never ends.",
        "controller/garbagecollector/graph-builder.ts:578 workqueue/no-reference-items: This item is compared by identity, and is a new one each time: \`this.graphChanges\` never sees that it holds the same work already, and may hand it to two workers at once. Add a key that is equal for equal work.",
      ]
    `);
  });

  it("has these too, for strict", async () => {
    expect((await lintPackage("@ngrok/webernetes", "strict")).reports).toMatchInlineSnapshot(`
      [
        "controller/garbagecollector/garbage-collector.ts:107 workqueue/require-done: The item taken here never reaches \`done\` when \`this.attemptToDeleteWorker\` on line 114 throws. The queue will not hand this item out again, and a drain never ends.",
        "controller/garbagecollector/garbage-collector.ts:123 workqueue/prefer-guaranteed-done: \`done\` is called by hand here: whoever adds a return or a call that throws above it must think of it. Call it in a \`finally\`, which says it once for every path.",
        "controller/garbagecollector/garbage-collector.ts:368 workqueue/require-done: The item taken here never reaches \`done\` when \`this.attemptToOrphanWorker\` on line 375 rejects. The queue will not hand this item out again, and a drain never ends.",
        "controller/garbagecollector/garbage-collector.ts:384 workqueue/prefer-guaranteed-done: \`done\` is called by hand here: whoever adds a return or a call that throws above it must think of it. Call it in a \`finally\`, which says it once for every path.",
        "controller/garbagecollector/graph-builder.ts:211 workqueue/no-reference-items: This item is compared by identity, and is a new one each time: \`this.graphChanges\` never sees that it holds the same work already, and may hand it to two workers at once. Add a key that is equal for equal work.",
        "controller/garbagecollector/graph-builder.ts:216 workqueue/no-reference-items: This item is compared by identity, and is a new one each time: \`this.graphChanges\` never sees that it holds the same work already, and may hand it to two workers at once. Add a key that is equal for equal work.",
        "controller/garbagecollector/graph-builder.ts:578 workqueue/no-reference-items: This item is compared by identity, and is a new one each time: \`this.graphChanges\` never sees that it holds the same work already, and may hand it to two workers at once. Add a key that is equal for equal work.",
        "controller/replicaset/replica-set.ts:450 workqueue/require-forget: The item taken here is neither forgotten nor retried when \`this.syncHandler\` on line 458 rejects, where \`consistencyErr\` is falsy (line 555), \`err\` is falsy (line 559) and \`rs\` is falsy (line 567). \`this.queue\` is rate-limited: its limiter keeps counting this item's failures for ever, and the next one waits as long as the last.",
      ]
    `);
  });
});
