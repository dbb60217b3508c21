import type { Effect } from "./effects.ts";

/** How the item comes out of a taking call. */
export type TakeForm =
  /** `{ item, shutdown }` */
  | "object"
  /** `[item, shutdown]`, or two results in Go */
  | "tuple"
  /** the item itself, or nothing after shutdown */
  | "nullable"
  /** a lease, or nothing after shutdown; the item is a field of it, its calls settle it */
  | "lease"
  /** the call takes a callback whose first parameter is the item */
  | "parameter"
  /** `for await (const item of queue)` */
  | "loop"
  /** whichever of object, tuple and nullable the code that uses the result shows */
  | "asUsed";

export interface TakeShape {
  readonly form: TakeForm;
  /** Fields that hold the item (`object`, `lease`). */
  readonly itemFields: readonly string[];
  /** Fields that hold the shutdown flag (`object`). */
  readonly flagFields: readonly string[];
  /** The result is nil when nothing is ready, which is not shutdown (`tryGet`). */
  readonly mayBeEmpty?: boolean;
}

/** What one call means. A broker's `ack` is one call with two effects: `["forget", "done"]`. */
export interface CallMeaning {
  readonly effects: readonly Effect[];
  /** Where the item stands: an argument's index, the receiver (a lease), the result (a take), or nowhere. */
  readonly item: number | "receiver" | "result" | "none";
  readonly take?: TakeShape;
  /** Options that change the effects; Go only. */
  readonly options?: CallOptions;
}

/** The struct among a call's arguments that says more of it (`AddOpts{RateLimited: true}`). */
export interface CallOptions {
  readonly argument: number;
  /** The first field that is set decides; a `flag` is a boolean. */
  readonly cases: readonly {
    readonly field: string;
    readonly flag: boolean;
    readonly effects: readonly Effect[];
  }[];
}

/** A type or constructor whose name alone is evidence of a queue, or is so only when imported from a known module. */
export interface QueueName {
  readonly name: string;
  /** `AddRateLimited` exists on it. */
  readonly rateLimited: boolean;
  /** The name is a common word: believed only when imported from one of the profile's modules. */
  readonly needsImport?: boolean;
}

/** One library's calls, and how its queues are recognised. Data only. */
export interface Profile {
  readonly name: string;
  readonly language: "ecmascript" | "go";
  /** Import sources that prove a queue; matched as a suffix of the import path. */
  readonly modules: readonly string[];
  /** Types, classes and interfaces. */
  readonly types: readonly QueueName[];
  /** Functions that return a queue. */
  readonly factories: readonly QueueName[];
  /** Calls on a handle by method name. */
  readonly calls: Readonly<Record<string, CallMeaning>>;
  /** Calls on a lease by method name. */
  readonly leaseCalls: Readonly<Record<string, CallMeaning>>;
  /** What a `for await` over the handle, or a `using` of the lease, takes and settles. */
  readonly iteration?: TakeShape;
  /** Methods that no other common library has: seeing one on a handle is evidence by itself. */
  readonly distinctive: readonly string[];
  /** Constructors of limiters that keep nothing for an item, so that nothing can leak. */
  readonly statelessLimiters: readonly string[];
  /** Constructors and factories of limiters that track items. */
  readonly trackingLimiters: readonly string[];
  /** The library's own profile, where the calls are those of a type around its queue: they may be fewer, and called otherwise. */
  readonly wraps?: Profile;
  /** Options of a queue that make object items compare by value. */
  readonly keyOptions: readonly string[];
}
