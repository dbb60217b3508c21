import type { Environment } from "./environment.ts";
import type { Property, TurnEnd } from "./property.ts";
import type { BlockId, Call, EffectEvent, FlowGraph, Guard, Span, Take } from "./program.ts";
import type { Standing } from "./standing.ts";

/** One deciding moment on a path. */
export type Step =
  | { readonly kind: "take"; readonly take: Take }
  | { readonly kind: "branch"; readonly guard: Guard; readonly outcome: boolean; readonly block: BlockId }
  | { readonly kind: "enter"; readonly call: Call; readonly name: string }
  | { readonly kind: "leave"; readonly call: Call }
  | { readonly kind: "throw"; readonly call: Call };

/** A point of the exploration: one block of one function, entered with one standing and one environment. */
export interface Node {
  readonly activation: Activation;
  readonly block: BlockId;
  readonly standing: Standing;
  readonly env: Environment;
  /** The node this one was first reached from, and how. */
  readonly parent: Node | undefined;
  readonly step: Step | undefined;
  /** Where the call was made that ended here: others share the function it called. */
  readonly caller: Node | undefined;
  /** Every node from which this one can be reached in one step. */
  readonly predecessors: Node[];
  /** Effects on the item in this block. */
  effects: EffectEvent[];
  /** The item was given to code that is not in view. */
  handedOver: boolean;
  /** A path ends here because the item goes where it cannot be followed. */
  losesItem: boolean;
}

/** One function explored from one entry environment and standing: a summary in the making. */
export interface Activation {
  readonly graph: FlowGraph;
  readonly depth: number;
  readonly entry: { readonly standing: Standing; readonly env: Environment };
  /** What was met at each block, by the block and the standing. */
  readonly places: Map<number, Place>;
  readonly waiters: ((exit: Exit) => void)[];
  readonly exits: Exit[];
}

/** One block entered with one standing. */
export interface Place {
  readonly nodes: Node[];
  /** Environments met, for the cap. */
  met: number;
  /** What all environments past the cap agree on. */
  merged: Environment | undefined;
}

/** One way out of an activation. */
export interface Exit {
  readonly node: Node;
  readonly standing: Standing;
  readonly env: Environment;
  readonly completion: "return" | "throw";
}

/** Something a property calls wrong, with the path that shows it. */
export interface Violation {
  readonly node: Node;
  /** Which call of the function that it happens in shows it, when not every one does. */
  readonly caller?: Node;
  readonly property: Property;
  /** The state of the property that shows it. */
  readonly state: string;
  readonly take: Take | undefined;
  readonly end:
    { readonly kind: TurnEnd; readonly at: Span } | { readonly kind: "effect"; readonly effect: EffectEvent };
  readonly likely: boolean;
}
