import type { Effect } from "../protocol/effects.ts";
import type { Profile } from "../protocol/profile.ts";
import type { Footprint } from "./footprint.ts";
import type { Gap, Gaps } from "./gap.ts";
import type { Layout } from "./layout.ts";

/** Half-open range of offsets in a source text: that of `file`, or where there is none the only one, or the first, of the program. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly file?: string;
}

/** A local variable, parameter or temporary; unique in its program. */
export type Slot = number;
export type BlockId = number;
export type FunctionId = number;
export type HandleId = number;

/** What the analysis may know of a slot without looking at the flow. */
export interface SlotInfo {
  readonly name: string;
  readonly owner: FunctionId;
  /** Read or written by a function other than its owner. */
  readonly captured: boolean;
  /** Functions other than its owner that write it. */
  readonly writers: readonly FunctionId[];
  /** Code that is not in view may come to write it: a call of anything may change it. */
  readonly shared: boolean;
  /** What a test on it asks for. */
  readonly role?: SlotRole;
}
/**
 * Which outcome means that something failed, that a key is among those that are kept, or that the item is to be forgotten; or that a
 * retry count is looked at.
 */
export type SlotRole =
  "failsWhenTruthy" | "failsWhenFalsy" | "keptWhenTruthy" | "forgetsWhenTruthy" | "retryCount";

export type Constant = string | number | boolean | null;

/** Where a value comes from. */
export type Source =
  | { readonly kind: "unknown" }
  | { readonly kind: "constant"; readonly value: Constant }
  /** An object, function or error: certainly not nil. */
  | { readonly kind: "object" }
  | { readonly kind: "copy"; readonly from: Slot }
  /** A value computed from others; `sure` when it cannot be one of them (`${item}/x`). */
  | { readonly kind: "derived"; readonly from: readonly Slot[]; readonly sure?: boolean }
  /** A copy that is known to compare by identity. */
  | { readonly kind: "pointer"; readonly from: Slot }
  /** A pointer that the function was given: taken to be a new one each time where no more is known of it. */
  | { readonly kind: "givenPointer"; readonly from: Slot }
  /** A pointer to a copy: it compares by identity, and is a new one each time. `carries` says that it holds an object, by its type. */
  | { readonly kind: "allocated"; readonly from: Slot; readonly carries: boolean }
  /** What a pointer points to, copied: it compares by value. */
  | { readonly kind: "pointee"; readonly from: Slot }
  /**
   * Whether a value has a form, as a type. A plain one compares by value (a string, a number): a pointer does not. It is usual where the code asks for
   * no other, or where everything has it that is in view to be added to the queue that the item comes from.
   */
  | { readonly kind: "form"; readonly value: Slot; readonly isPlain: boolean; readonly isUsual: boolean }
  /** What has to do with the item's name, if any of `from` has, or else what is in `otherwise`; see Naming. */
  | {
      readonly kind: "named";
      readonly how: Naming;
      readonly from: readonly Slot[];
      readonly otherwise: Slot;
    }
  | { readonly kind: "field"; readonly of: Slot; readonly name: string }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, Slot>; readonly fresh: boolean }
  | { readonly kind: "condition"; readonly guard: Guard; readonly negated: boolean }
  | { readonly kind: "function"; readonly id: FunctionId }
  /** A queue: the one in a parameter's slot where that is known, else its own. */
  | { readonly kind: "handle"; readonly id: HandleId; readonly parameter?: Slot };

/**
 * How a value has to do with an item that names an object: it is the name without what stands before it, what was looked up by that name, or by the
 * item or that name, a copy of that object, or the item made anew of the object.
 */
export type Naming = "name" | "byName" | "byItem" | "copy" | "item";

/** A test that decides a branch. */
export interface Guard {
  readonly test: "truthy" | "nil" | "opaque" | { readonly equals: Constant };
  /** The slot tested. */
  readonly on?: Slot;
  /**
   * Stands for the text of an expression that may change between two tests (`this.ready`, `isDone(x)`).
   * Contradicting what is known of it makes a path unlikely, never impossible.
   */
  readonly soft?: Slot;
  /**
   * As of a slot; or that, where it holds, an error only says that what was looked for does not exist, the whole program is to
   * stop, or the queue is shut down.
   */
  readonly role?:
    SlotRole | "excusesWhenTruthy" | "stopsWhenTruthy" | "stopsWhenFalsy" | "shutDownWhenTruthy";
  /** The field that is tested, where nothing changes it once the object was made that holds it. */
  readonly fixed?: string;
  /** The outcome by which the value tested equals another one, which is not nil. */
  readonly sameWhen?: boolean;
  /** The slots read by the tested expression. */
  readonly about?: readonly Slot[];
  readonly at: Span;
  /** Each outcome in words: "`pod` is undefined". */
  readonly words: { readonly yes: string; readonly no: string };
}

/** A call on a queue. */
export interface EffectEvent {
  readonly kind: "effect";
  readonly effect: Effect;
  readonly handle: HandleId;
  /** The handle's own slot, when it is a parameter that may stand for another handle. */
  readonly handleSlot?: Slot;
  readonly item?: Slot;
  /** The item in the text. */
  readonly itemAt?: Span;
  /** Nothing can keep it from running: it stands in a finalizer, or leaving a scope does it. */
  readonly guaranteed?: boolean;
  readonly at: Span;
  /** The method's name in the text, for a suggestion that renames it. */
  readonly name?: Span;
  /** The call as the user wrote it, without arguments: `this.queue.forget`. */
  readonly text: string;
}

/** `panic` is Go's: it unwinds like a throw, but takes the process down unless it is recovered. */
export type ThrowOrigin = "explicit" | "awaited" | "call" | "panic";

export type FlowEvent =
  | EffectEvent
  | { readonly kind: "assign"; readonly to: Slot; readonly value: Source }
  /** The value leaves what the analysis can see. */
  | { readonly kind: "escape"; readonly slot: Slot }
  | { readonly kind: "caught"; readonly at: Span }
  | { readonly kind: "raise"; readonly origin: ThrowOrigin; readonly at: Span }
  /** A finalizer that catches errors of its own interrupts a throw; what was thrown is kept, and goes on at its end. */
  | { readonly kind: "interrupt" | "resume"; readonly thrown: Slot }
  /** Nothing happens: only graphs for edits have it. */
  | { readonly kind: "gap"; readonly gap: Gap };

export interface Take {
  readonly id: number;
  readonly function: FunctionId;
  readonly handle: HandleId;
  readonly handleSlot?: Slot;
  /** Where the result, or the callback's parameter, goes. */
  readonly result: Slot;
  readonly shape: TakeResult;
  readonly at: Span;
  readonly text: string;
  /** The handle as the user wrote it. */
  readonly handleText: string;
  /** What denotes the handle in the code after the take, where something does. */
  readonly handleCode: string | undefined;
}

/** A taking call's result, as the code uses it. */
export interface TakeResult {
  readonly form: "record" | "value" | "lease";
  /** Names under which the item stands in a record. */
  readonly itemFields: readonly string[];
  readonly flagFields: readonly string[];
  /** Whether a call may come back with nothing without a shutdown. */
  readonly mayBeEmpty: boolean;
  /** Whether there is an outcome without an item at all (not for a callback's parameter). */
  readonly mayShutDown: boolean;
}

export interface Call {
  /** Functions in view; empty when none is known by name. */
  readonly functions: readonly FunctionId[];
  /** A slot that may hold a function. */
  readonly functionSlot?: Slot;
  readonly receiver?: Slot;
  readonly args: readonly (Slot | undefined)[];
  /** More arguments come from a spread. */
  readonly spread: boolean;
  readonly results: readonly Slot[];
  /** Which of the results is the error, where it has one: nil says that nothing failed. */
  readonly errorResult?: number;
  /** How a call that is not in view may throw. */
  readonly throws: "never" | ThrowOrigin;
  /** Nobody waits for it: what it throws goes nowhere. */
  readonly detached: boolean;
  /** What comes next does not wait for it, though somebody may later. */
  readonly concurrent?: boolean;
  /** The receiver owns the handle (`this.x(item)` where the queue is `this.queue`), or a handle is among the arguments. */
  readonly reachesHandle: boolean;
  /** The callee is a function literal that stands there. */
  readonly inPlace?: boolean;
  /** It stands in a finalizer. */
  readonly guaranteed?: boolean;
  /** It only looks at the form of what it is given (splits a key, validates, logs): not work on the item. */
  readonly looksOnly: boolean;
  readonly at: Span;
  readonly text: string;
}

export type Terminal =
  | { readonly kind: "jump"; readonly to: BlockId }
  | { readonly kind: "branch"; readonly guard: Guard; readonly yes: BlockId; readonly no: BlockId }
  | { readonly kind: "call"; readonly call: Call; readonly next: BlockId; readonly onThrow: BlockId }
  | { readonly kind: "take"; readonly take: Take; readonly next: BlockId }
  /** Functions are handed to code that is not in view, which may run them at any time, or never. */
  | {
      readonly kind: "release";
      readonly functions: readonly FunctionId[];
      readonly call: Call;
      readonly next: BlockId;
    }
  /** The way out of a `finally`, or through the deferred calls: by the constant in `on`. */
  | { readonly kind: "dispatch"; readonly on: Slot; readonly cases: ReadonlyMap<Constant, BlockId> }
  | {
      readonly kind: "exit";
      readonly completion: "return" | "throw";
      readonly values: readonly Slot[];
      readonly at: Span;
      readonly implicit: boolean;
    }
  /** The process ends, or the loop never does. */
  | { readonly kind: "never" };

export interface Block {
  readonly id: BlockId;
  readonly events: readonly FlowEvent[];
  readonly end: Terminal;
}

/** The control-flow graph of one function. Block 0 is the entry. */
export interface FlowGraph {
  readonly function: FunctionId;
  readonly parameters: readonly (Slot | undefined)[];
  readonly blocks: readonly Block[];
  /** Slots whose facts can still matter at the start of each block. */
  readonly live: readonly LiveSlots[];
}
export interface LiveSlots {
  /** Slots that a test, an exit or another function may look at. */
  readonly tested: Pick<ReadonlySet<Slot>, "has">;
  /** Slots of which it matters what they stand for, beyond the outcome of a test. */
  readonly used: Pick<ReadonlySet<Slot>, "has">;
}

export interface FunctionInfo {
  readonly id: FunctionId;
  /** As a reader would call it: `enqueue`, `an anonymous function`. */
  readonly name: string;
  /** The type that it is a method of, where that is told. */
  readonly owner?: string;
  /** It makes what it belongs to, and so runs before anything was worked on there. */
  readonly isConstructor?: boolean;
  readonly at: Span;
}

/** Who uses a function, as far as the program is in view. */
export interface Usage {
  readonly callers: readonly FunctionId[];
  /** Its value is used otherwise than by a call: passed, stored, returned, or it is a closure. */
  readonly mentioned: boolean;
}

/**
 * What a queue's limiter keeps of an item: one of ours is `custom`, one that another package makes, not of the library's, is `foreign`, and one that is
 * `given` is chosen by callers who are not in view.
 */
export type Limiter = "tracking" | "stateless" | "custom" | "foreign" | "given" | "unknown";

export interface Handle {
  readonly id: HandleId;
  readonly name: string;
  /** Handles of one group denote the same queue. */
  readonly group: number;
  /** There is evidence that this is a work queue. */
  readonly known: boolean;
  /** What its items are, as far as types say. */
  readonly items: "primitive" | "reference" | "pointer" | "unknown";
  /** Items with equal keys are one item, whatever their identity. */
  readonly keyed: boolean;
  /** It has a call that charges the backoff, as far as its type or its making says. */
  readonly canRetry: boolean;
  /** The queue is charged (`addRateLimited`) somewhere in view. */
  readonly retried: boolean;
  readonly limiter: Limiter;
  /** The library whose calls it has. */
  readonly profile: Profile;
  /** A parameter that may stand for several queues. */
  readonly isParameter: boolean;
}

/** A call that adds an item. */
export interface Addition {
  readonly function: FunctionId;
  readonly handle: HandleId;
  readonly effect: Effect;
  readonly at: Span;
}

/** A function that runs because something changed. */
export interface Registration {
  readonly function: FunctionId;
  /** `AddFunc`, `on("add")`. */
  readonly label: string;
  /** It only hears that something was deleted. */
  readonly ofDeletion: boolean;
  readonly at: Span;
}

/** A place the analysis does not understand: the rules are silent for its function, and say so when asked. */
export interface NotUnderstood {
  readonly function: FunctionId;
  readonly at: Span;
  readonly why: string;
}

/** How a call of a function can end, when it is given no item. */
export interface Outline {
  readonly returns: boolean;
  /** What it returns may be an object that it made. */
  readonly makes: boolean;
  readonly throws: ReadonlySet<ThrowOrigin>;
  /** It decides something, or calls more than what only looks at values. */
  readonly works: boolean;
  /** It says enough for callers who use no result, and no others. */
  readonly withoutResults: boolean;
}

/** The functions of a file, or of a package whichever of its files is linted. Graphs are made when first asked for. */
export interface Code {
  readonly functions: readonly FunctionInfo[];
  readonly slots: readonly SlotInfo[];
  readonly handles: readonly Handle[];
  /** What is done to a queue of a group, anywhere in view, and in which functions. */
  effectsOn(group: number): readonly { readonly function: FunctionId; readonly effect: Effect }[];
  usage(id: FunctionId): Usage;
  /** Whether all that is done with a function, other than calling it, is that timers are told to run it once each period. */
  isTimed(id: FunctionId): boolean;
  /** What a function does by itself; to be had without its flow graph where the language can. */
  footprint(id: FunctionId): Footprint;
  /** How a function ends, where that is known without its flow graph. */
  outline(id: FunctionId): Outline | undefined;
  /** The flow graph of a function, or undefined when it holds syntax that is not understood. */
  graph(id: FunctionId): FlowGraph | undefined;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** One file as the solver sees it, with the code around it. */
export interface Program extends Code {
  /** What is found out about functions is kept by it, for all files that share it. */
  readonly code: Code;
  /** The linted file, as spans name it. */
  readonly file: string | undefined;
  readonly takes: readonly Take[];
  /** Every call that adds an item, at once, after a while or with backoff. */
  readonly additions: readonly Addition[];
  readonly registrations: readonly Registration[];
  /** How the text goes on after a take; undefined where it is not followed by statements of the linted file. */
  layout(take: Take): Layout | undefined;
  /** A function of the linted file with the gaps in its text; undefined where it is not understood. */
  gaps(id: FunctionId): Gaps | undefined;
}
