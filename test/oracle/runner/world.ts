import type { Choices } from "./choices.ts";
import { WorldError, type RunEvent, type ThrowKind } from "./events.ts";
import type { Declared } from "./program-text.ts";

export type Listener = (...args: unknown[]) => unknown;

/** Something a run needs from its world and does not get: the program cannot be run. */
export class NotRunnableError extends Error {}

/** What the world may do, where it is not all that the types allow. */
export interface WorldLaws {
  /** The functions that may throw; what they throw counts as awaited. Absent: all may. */
  readonly mayThrow?: ReadonlySet<string>;
  /** A retry count is few or many as the world likes, whatever was counted. */
  readonly freeCounts?: boolean;
  /** Calls throw, and loops go around, more often in one run. */
  readonly isPatient?: boolean;
}

/** One run throws at most this often, so that their number stays small. */
const throwLimit = 3;
const manyFailures = 7;
/** A loop's question is answered with yes at most this often. */
const loopLimit = 2;

const looksOnly = /^(?:is|has|parse|split|validate|log|format)[A-Z]?/;

/** What the declared functions do: each call goes one of the ways that its type allows. */
export class World {
  readonly listeners: { event: string; listener: Listener }[] = [];
  readonly #choices: Choices;
  readonly #events: RunEvent[];
  readonly #laws: WorldLaws;
  readonly #running: () => number;
  readonly #asked = new Map<string, number>();
  #throws = 0;

  constructor(choices: Choices, events: RunEvent[], laws: WorldLaws, running: () => number) {
    this.#laws = laws;
    this.#running = running;
    this.#choices = choices;
    this.#events = events;
  }

  get #patience(): number {
    return this.#laws.isPatient ? 4 : 1;
  }

  /** The value of a declared name. */
  supply({ name, result, methods }: Declared): unknown {
    if (result !== undefined) return this.#function(name, result);
    if (methods.has("on")) return { on: this.#on };
    return Object.fromEntries(
      [...methods].map(([method, type]) => [method, this.#function(method, type)] as const),
    );
  }

  countOf(actual: number): number {
    if (!this.#laws.freeCounts) return actual;
    return this.#choices.choose(2) === 0 ? 0 : manyFailures;
  }

  readonly #on = (event: string, listener: Listener): void => {
    this.listeners.push({ event, listener });
  };

  #function(name: string, type: string): Listener {
    const awaited = /^Promise<(.*)>$/s.exec(type)?.[1];
    const values = outcomesOf(awaited ?? type);
    if (!values) throw new NotRunnableError(`${name} gives ${type}`);
    const thrown: ThrowKind = awaited === undefined && !this.#laws.mayThrow ? "call" : "awaited";
    return (...args) => {
      const isAwaited = awaited !== undefined;
      const outcome = (): unknown => this.#call({ name, values, thrown, isAwaited }, args);
      return awaited === undefined ? outcome() : new Promise((resolve) => resolve(outcome()));
    };
  }

  #call({ name, values, thrown, isAwaited }: Supplied, args: readonly unknown[]): unknown {
    const isLoop = name.startsWith("more");
    const asked = (this.#asked.get(name) ?? 0) + 1;
    this.#asked.set(name, asked);
    const open = isLoop && asked > loopLimit * this.#patience ? values.slice(0, 1) : values;
    const mayThrow = this.#throws < throwLimit * this.#patience && (this.#laws.mayThrow?.has(name) ?? true);
    const choice = this.#choices.choose(open.length + (mayThrow ? 1 : 0));
    const common = {
      kind: "call",
      name: `${name}(${JSON.stringify(args) ?? ""})`,
      looksOnly: looksOnly.test(name) && !isAwaited,
      steady: !isLoop,
      within: this.#running(),
    } as const;
    if (choice >= open.length) {
      this.#throws += 1;
      this.#events.push({ ...common, outcome: "threw", thrown, value: undefined });
      if (this.#laws.mayThrow) this.#events.push({ kind: "caught" }); // an error value is looked at where it is given
      throw new WorldError(name, thrown);
    }
    const value = open[choice];
    const outcome = value instanceof Error ? "failed" : "ok";
    this.#events.push({ ...common, outcome, value });
    return value;
  }
}

/** A function of the world. */
interface Supplied {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly thrown: ThrowKind;
  readonly isAwaited: boolean;
}

/** The values that a type stands for in the world; undefined when it is none of those it knows. */
function outcomesOf(type: string): readonly unknown[] | undefined {
  switch (type) {
    case "void":
    case "unknown":
    case "undefined":
      return [undefined];
    case "boolean":
      return [false, true];
    case "Error | undefined":
    case "Error | null":
      return [undefined, new Error("the world says no")];
    case "string":
      return ["text"];
    case "number":
      return [0, 7];
    case "string[]":
      return [[], ["part"], ["part", "part"]];
    default:
      return /^"[^"]*"(?: \| "[^"]*")*$/.test(type)
        ? type.split(" | ").map((each) => each.slice(1, -1))
        : undefined;
  }
}
