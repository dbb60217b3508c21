import type { Limiter } from "../../../flow/program.ts";
import type { CallMeaning } from "../../../protocol/profile.ts";
import type { KnownQueue } from "../../../protocol/vocabulary.ts";

/** An exported function that calls a queue. */
export interface FunctionFact {
  readonly meaning: CallMeaning;
  /** The parameter that holds the queue, or the queue of the package. */
  readonly on: number | { readonly name: string; readonly queue: KnownQueue };
}

/** What the limiter keeps for an item that an exported function makes. */
export type LimiterFact = Extract<Limiter, "tracking" | "stateless" | "custom">;

/** What other packages of a module may know of one: names of exported things that are queues, make them or their limiters, or call them. */
export interface PackageFacts {
  readonly types: ReadonlyMap<string, KnownQueue>;
  readonly factories: ReadonlyMap<string, KnownQueue>;
  readonly functions: ReadonlyMap<string, FunctionFact>;
  readonly limiters: ReadonlyMap<string, LimiterFact>;
}

/** The facts of the packages that one package imports from its module. */
export interface ImportedFacts {
  /** Another one whenever those packages are not what they were. */
  readonly key: string;
  of(importPath: string): PackageFacts | undefined;
  /** Whether some type among them has a queue's method of this name. */
  isMethod(name: string): boolean;
}

export const noFacts: ImportedFacts = { key: "", of: () => undefined, isMethod: () => false };
