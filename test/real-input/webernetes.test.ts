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
      ]
    `);
  });

  it("has these too, for strict", async () => {
    expect((await lintPackage("@ngrok/webernetes", "strict")).reports).toMatchInlineSnapshot(`
      [
        "controller/garbagecollector/garbage-collector.ts:107 workqueue/require-done: The item taken here never reaches \`done\` when \`this.attemptToDeleteWorker\` on line 114 throws. The queue will not hand this item out again, and a drain never ends.",
        "controller/garbagecollector/garbage-collector.ts:368 workqueue/require-done: The item taken here never reaches \`done\` when \`this.attemptToOrphanWorker\` on line 375 rejects. The queue will not hand this item out again, and a drain never ends.",
        "controller/replicaset/replica-set.ts:450 workqueue/require-forget: The item taken here is neither forgotten nor retried when \`this.syncHandler\` on line 458 rejects, where \`consistencyErr\` is falsy (line 555), \`err\` is truthy (line 559) and \`isReplicaSetNotFoundError(err, name)\` is truthy (line 560). \`this.queue\` is rate-limited: its limiter keeps counting this item's failures for ever, and the next one waits as long as the last.",
      ]
    `);
  });
});
