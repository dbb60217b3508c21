import type { CallMeaning, Profile, QueueName, TakeShape } from "./profile.ts";

const onItem = (...effects: CallMeaning["effects"]): CallMeaning => ({ effects, item: 0 });
const onReceiver = (...effects: CallMeaning["effects"]): CallMeaning => ({ effects, item: "receiver" });
const nothing: CallMeaning = { effects: [], item: "none" };
const close: CallMeaning = { effects: ["close"], item: "none" };

const asUsed: TakeShape = { form: "asUsed", itemFields: ["item"], flagFields: ["shutdown"] };
const lease: TakeShape = { form: "lease", itemFields: ["item"], flagFields: [] };

/** Names with and without `Typed`, as client-go has both. */
function bothSpellings(names: readonly QueueName[]): QueueName[] {
  return names.flatMap((entry) => [entry, { ...entry, name: `Typed${entry.name}`, needsImport: false }]);
}

/**
 * client-go's queue in lower camel case: the reference queue of this package and ports of client-go.
 * `get` gives `{ item, shutdown }` in the first and `[item, shutdown]` in the second.
 */
export const clientGoEcmascript: Profile = {
  name: "client-go",
  language: "ecmascript",
  modules: [
    "eslint-plugin-workqueue/queue",
    "workqueue",
    "workqueue/rate-limiting-queue",
    "workqueue/queue",
    "workqueue/delaying-queue",
  ],
  types: bothSpellings([
    { name: "RateLimitingQueue", rateLimited: true },
    { name: "RateLimitingInterface", rateLimited: true },
    { name: "DelayingQueue", rateLimited: false, needsImport: true },
    { name: "DelayingInterface", rateLimited: false, needsImport: true },
    { name: "WorkQueue", rateLimited: false, needsImport: true },
    { name: "Interface", rateLimited: false, needsImport: true },
  ]).filter((entry) => entry.name !== "TypedInterface" || entry.needsImport === false),
  factories: [
    { name: "newRateLimitingQueue", rateLimited: true },
    { name: "newRateLimitingQueueWithConfig", rateLimited: true },
    { name: "newNamedRateLimitingQueue", rateLimited: true },
    { name: "newTypedRateLimitingQueue", rateLimited: true },
    { name: "newTypedRateLimitingQueueWithConfig", rateLimited: true },
    { name: "newTypedDelayingQueue", rateLimited: false },
    { name: "newTypedDelayingQueueWithConfig", rateLimited: false },
    { name: "newDelayingQueue", rateLimited: false, needsImport: true },
    { name: "newTyped", rateLimited: false, needsImport: true },
    { name: "newTypedWithConfig", rateLimited: false, needsImport: true },
  ],
  calls: {
    get: { effects: ["take"], item: "result", take: asUsed },
    tryGet: { effects: ["take"], item: "result", take: { ...asUsed, mayBeEmpty: true } },
    lease: { effects: ["take"], item: "result", take: lease },
    done: onItem("done"),
    forget: onItem("forget"),
    addRateLimited: onItem("retry"),
    add: onItem("readd"),
    addAfter: onItem("delay"),
    numRequeues: onItem("inspect"),
    shutDown: close,
    shutDownWithDrain: close,
    shuttingDown: nothing,
    len: nothing,
  },
  leaseCalls: {
    done: onReceiver("done"),
    forget: onReceiver("forget"),
    retry: onReceiver("retry"),
    dispose: onReceiver("done"),
    numRequeues: onReceiver("inspect"),
  },
  iteration: lease,
  distinctive: ["addRateLimited", "numRequeues"],
  statelessLimiters: ["BucketRateLimiter", "TypedBucketRateLimiter"],
  trackingLimiters: [
    "ItemExponentialFailureRateLimiter",
    "TypedItemExponentialFailureRateLimiter",
    "newTypedItemExponentialFailureRateLimiter",
    "newItemExponentialFailureRateLimiter",
    "ItemFastSlowRateLimiter",
    "TypedItemFastSlowRateLimiter",
    "MaxOfRateLimiter",
    "TypedMaxOfRateLimiter",
    "newTypedMaxOfRateLimiter",
    "WithMaxWaitRateLimiter",
    "defaultControllerRateLimiter",
    "defaultItemBasedRateLimiter",
    "defaultTypedControllerRateLimiter",
    "defaultTypedItemBasedRateLimiter",
  ],
  keyOptions: ["keyOf"],
};
