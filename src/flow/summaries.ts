import { Environment } from "./environment.ts";
import { theItem, type Fact } from "./facts.ts";
import type { Code, FunctionId, Outline, Program } from "./program.ts";
import type { Move, Property } from "./property.ts";
import { marked, unmarked, type Standing } from "./standing.ts";
import { thrownBy } from "./thrown.ts";

/** One way in which a call of a neutral function can end, whatever its arguments hold but the item. */
export interface Ending {
  readonly completion: "return" | "throw";
  readonly standing: Standing;
  readonly values: readonly (Fact | undefined)[];
}

/** What a path of a neutral function shows of failures, by the state that it ends in. */
export const shownByEnding: Readonly<Partial<Record<string, Move>>> = {
  failed: "failure",
  excused: "excuse",
  stopping: "stop",
};

/** How a neutral function can end: one that has no part in what a property follows. */
export interface Summary {
  readonly endings: readonly Ending[];
  /** The item was given to code that is not in view. */
  readonly handsOver: boolean;
  /** A path ended because the item went where it cannot be followed. */
  readonly losesItem: boolean;
}

/** What a neutral function does with an item is the same for every property: this one asks for all that a path can be marked with. */
const anyProperty: Property = {
  follows: "item",
  where: () => true,
  start: "held",
  on: {
    held: { failure: "failed", excuse: "excused", stop: "stopping", retryCount: "held" },
    failed: { excuse: "excused", stop: "stopping" },
    excused: { failure: "failed", stop: "stopping" },
  },
  inDoubt: [],
  wrongStates: [],
  wrongEnds: [{ states: ["held", "failed", "excused", "stopping"], at: [] }],
  sparesBadItems: true,
};

/**
 * What matters of a call's results: nothing as nobody uses them, little as the call is far from the item, whether they are objects made by
 * it, or all that can be known.
 */
export type Asked = "nothing" | "little" | "made" | "all";

/** Explores a function for its endings. */
export type Summarise = (property: Property, id: FunctionId, env: Environment) => Summary;

/** The summaries of a program's neutral functions, each made once. */
class Summaries {
  /** By function and by which parameters hold the item; undefined while one is being made. */
  readonly #full = new Map<string, Summary | undefined>();
  readonly #outlined = new Map<FunctionId, { outline: Outline; summary: Summary } | undefined>();

  /** The summary when the parameters in `holding` hold the item; undefined inside its own recursion, or when it is not understood. */
  full(
    program: Program,
    id: FunctionId,
    holding: (index: number) => boolean,
    summarise: Summarise,
  ): Summary | undefined {
    const parameters = program.graph(id)?.parameters;
    if (!parameters) return undefined;
    const held = parameters.filter((slot, index) => slot !== undefined && holding(index)) as number[];
    const key = `${String(id)}:${held.join()}`;
    if (this.#full.has(key)) return this.#full.get(key);
    this.#full.set(key, undefined);
    const env = Environment.of(held.map((slot) => [slot, theItem] as const));
    const summary = summarise(anyProperty, id, env);
    this.#full.set(key, summary);
    return summary;
  }

  /** The summary for a call that is given no item, where what is asked of its results can be told without a flow graph. */
  outlined(program: Program, id: FunctionId, asked: Asked): Summary | undefined {
    if (asked === "all") return undefined;
    if (!this.#outlined.has(id)) {
      const outline = program.outline(id);
      this.#outlined.set(id, outline && { outline, summary: fromOutline(outline) });
    }
    const known = this.#outlined.get(id);
    if (!known || (asked === "made" && known.outline.makes)) return undefined;
    return asked !== "nothing" && known.outline.withoutResults ? undefined : known.summary;
  }
}

function fromOutline({ returns, throws, works }: Outline): Summary {
  const before = marked(unmarked(anyProperty.start), { progress: works ? "worked" : "fresh" });
  const endings: Ending[] = returns ? [{ completion: "return", standing: before, values: [] }] : [];
  for (const origin of throws) {
    const thrown = thrownBy(origin, anyProperty.start);
    endings.push({ completion: "throw", standing: marked(before, { thrown }), values: [] });
  }
  return { endings, handsOver: false, losesItem: false };
}

const known = new WeakMap<Code, Summaries>();

export function summariesOf({ code }: Program): Summaries {
  let summaries = known.get(code);
  if (!summaries) known.set(code, (summaries = new Summaries()));
  return summaries;
}
