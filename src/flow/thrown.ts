import type { ThrowOrigin } from "./program.ts";

/** What is being thrown. There is one object for equal ones, numbered by `id`. */
export interface Thrown {
  readonly id: number;
  readonly origin: ThrowOrigin;
  /** Of a plain call: the automaton's state in which it was made. */
  readonly from: string | undefined;
}

const all: Thrown[] = [];
const byOrigin = new Map<string, Thrown>();

/** What `origin` throws in a state. */
export function thrownBy(origin: ThrowOrigin, state: string): Thrown {
  const from = origin === "call" ? state : undefined;
  const key = `${origin} ${from ?? ""}`;
  let thrown = byOrigin.get(key);
  if (!thrown) {
    byOrigin.set(key, (thrown = { id: all.length + 1, origin, from }));
    all.push(thrown);
  }
  return thrown;
}

export function thrownWith(id: number): Thrown | undefined {
  return all[id - 1];
}
