import type { CallMeaning, Profile, QueueName, TakeShape } from "./profile.ts";

const onItem = (...effects: CallMeaning["effects"]): CallMeaning => ({ effects, item: 0 });
const nothing: CallMeaning = { effects: [], item: "none" };
const close: CallMeaning = { effects: ["close"], item: "none" };

const pair: TakeShape = { form: "tuple", itemFields: ["0"], flagFields: ["1"] };
const withPriority: TakeShape = { form: "tuple", itemFields: ["0"], flagFields: ["2"] };

const from = (name: string, rateLimited: boolean): QueueName => ({ name, rateLimited, needsImport: true });
const only = (name: string, rateLimited: boolean): QueueName => ({ name, rateLimited });

/**
 * client-go's `util/workqueue` and controller-runtime's priority queue, as Go code uses them: under their own path, vendored,
 * or copied (any path that ends in `util/workqueue`).
 */
export const clientGoGo: Profile = {
  name: "client-go",
  language: "go",
  modules: ["util/workqueue", "controller/priorityqueue"],
  types: [
    only("RateLimitingInterface", true),
    only("TypedRateLimitingInterface", true),
    only("DelayingInterface", false),
    only("TypedDelayingInterface", false),
    from("Interface", false),
    from("TypedInterface", false),
    from("Type", false),
    from("Typed", false),
    from("RateLimitingQueue", true),
    from("PriorityQueue", true),
  ],
  factories: [
    only("NewRateLimitingQueue", true),
    only("NewRateLimitingQueueWithConfig", true),
    only("NewRateLimitingQueueWithDelayingInterface", true),
    only("NewNamedRateLimitingQueue", true),
    only("NewTypedRateLimitingQueue", true),
    only("NewTypedRateLimitingQueueWithConfig", true),
    only("NewDelayingQueue", false),
    only("NewDelayingQueueWithConfig", false),
    only("NewDelayingQueueWithCustomClock", false),
    only("NewDelayingQueueWithCustomQueue", false),
    only("NewNamedDelayingQueue", false),
    only("NewTypedDelayingQueue", false),
    only("NewTypedDelayingQueueWithConfig", false),
    from("New", false),
    from("NewNamed", false),
    from("NewWithConfig", false),
    from("NewTyped", false),
    from("NewTypedWithConfig", false),
  ],
  calls: {
    Get: { effects: ["take"], item: "result", take: pair },
    GetWithPriority: { effects: ["take"], item: "result", take: withPriority },
    Done: onItem("done"),
    Forget: onItem("forget"),
    AddRateLimited: onItem("retry"),
    Add: onItem("readd"),
    AddAfter: onItem("delay"),
    AddWithOpts: {
      effects: ["readd"],
      item: 1,
      options: {
        argument: 0,
        cases: [
          { field: "RateLimited", flag: true, effects: ["retry"] },
          { field: "After", flag: false, effects: ["delay"] },
        ],
      },
    },
    NumRequeues: onItem("inspect"),
    ShutDown: close,
    ShutDownWithDrain: close,
    ShuttingDown: nothing,
    Len: nothing,
  },
  leaseCalls: {},
  distinctive: ["AddRateLimited", "NumRequeues"],
  statelessLimiters: ["BucketRateLimiter", "TypedBucketRateLimiter"],
  trackingLimiters: [
    "ItemExponentialFailureRateLimiter",
    "TypedItemExponentialFailureRateLimiter",
    "NewItemExponentialFailureRateLimiter",
    "NewTypedItemExponentialFailureRateLimiter",
    "ItemFastSlowRateLimiter",
    "TypedItemFastSlowRateLimiter",
    "NewItemFastSlowRateLimiter",
    "NewTypedItemFastSlowRateLimiter",
    "DefaultControllerRateLimiter",
    "DefaultTypedControllerRateLimiter",
    "DefaultItemBasedRateLimiter",
    "DefaultTypedItemBasedRateLimiter",
  ],
  keyOptions: [],
};
