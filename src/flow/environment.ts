import { ANYTHING, fact, namesSomething, type Fact } from "./facts.ts";
import type { LiveSlots, Slot, SlotInfo } from "./program.ts";

/**
 * What is known of the slots at one point. Immutable; a slot that is absent may be anything. Two parallel lists, sorted by slot: there are
 * few facts at a time, and they are compared far more often than looked up.
 */
export class Environment {
  static readonly empty = new Environment([], []);
  readonly #slots: readonly Slot[];
  readonly #facts: readonly Fact[];

  private constructor(slots: readonly Slot[], facts: readonly Fact[]) {
    this.#slots = slots;
    this.#facts = facts;
  }

  static of(entries: Iterable<readonly [Slot, Fact]>): Environment {
    let env = Environment.empty;
    for (const [slot, known] of entries) env = env.with(slot, known);
    return env;
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  equals(other: Environment): boolean {
    if (this === other) return true;
    if (this.#slots.length !== other.#slots.length) return false;
    for (let at = 0; at < this.#slots.length; at++)
      if (this.#slots[at] !== other.#slots[at] || this.#facts[at]?.key !== other.#facts[at]?.key)
        return false;
    return true;
  }

  get(slot: Slot | undefined): Fact | undefined {
    return slot === undefined ? undefined : this.#facts[this.#slots.indexOf(slot)];
  }

  with(slot: Slot, known: Fact | undefined): Environment {
    let at = 0;
    while (at < this.#slots.length && (this.#slots[at] as Slot) < slot) at++;
    const present = this.#slots[at] === slot;
    const kept = !known || (known.may === ANYTHING && !known.is) ? undefined : known;
    if ((present ? this.#facts[at]?.key : undefined) === kept?.key) return this;
    return new Environment(
      this.#slots.toSpliced(at, present ? 1 : 0, ...(kept ? [slot] : [])),
      this.#facts.toSpliced(at, present ? 1 : 0, ...(kept ? [kept] : [])),
    );
  }

  /** The facts for which `keep` says so. */
  filter(keep: (slot: Slot, known: Fact) => boolean): Environment {
    return this.map((slot, known) => (keep(slot, known) ? known : undefined));
  }

  /** Each fact as `look` sees it, if at all; the same environment where it changes none. */
  map(look: (slot: Slot, known: Fact) => Fact | undefined): Environment {
    let slots: Slot[] | undefined;
    let facts: Fact[] = [];
    for (let at = 0; at < this.#slots.length; at++) {
      const slot = this.#slots[at] as Slot;
      const known = this.#facts[at] as Fact;
      const seen = look(slot, known);
      if (seen !== known && !slots) {
        slots = this.#slots.slice(0, at);
        facts = this.#facts.slice(0, at);
      }
      if (!slots || !seen) continue;
      slots.push(slot);
      facts.push(seen);
    }
    return slots ? new Environment(slots, facts) : this;
  }

  /** Keeps what can still matter: what is live, and what other functions see. Of what is only tested, not what it stands for. */
  restrictedTo(live: LiveSlots, slots: readonly SlotInfo[]): Environment {
    return this.map((slot, known) =>
      slots[slot]?.captured ? known : restricted(known, live.tested.has(slot), live.used.has(slot)),
    );
  }

  /**
   * Whether every path that is possible where `other` holds is possible here, and is seen alike: nothing more is known here, and
   * whatever `other` knows beyond only decides tests.
   */
  covers(other: Environment): boolean {
    let at = 0;
    for (let index = 0; index < other.#slots.length; index++) {
      const known = other.#facts[index] as Fact;
      if (this.#slots[at] !== other.#slots[index]) {
        if (namesSomething(known)) return false;
      } else if (!allows(this.#facts[at++] as Fact, known)) return false;
    }
    return at === this.#slots.length;
  }

  /** What holds in both. */
  join(other: Environment): Environment {
    return Environment.of(
      this.#slots.flatMap((slot, index): (readonly [Slot, Fact])[] => {
        const [here, there] = [this.#facts[index] as Fact, other.get(slot)];
        if (!there) return [];
        return [[slot, here.key === there.key ? here : fact(here.may | there.may)]];
      }),
    );
  }
}

/** What is worth keeping of a fact about a slot that is tested or used later. */
function restricted(known: Fact, tested: boolean, used: boolean): Fact | undefined {
  const names = namesSomething(known);
  if (tested) return names && !used ? fact(known.may) : known;
  return used && names ? known : undefined;
}

/** Whether a value of which `known` holds can be one of which only `less` is known. */
function allows(less: Fact, known: Fact): boolean {
  if (less.key === known.key) return true;
  return less.is === undefined && !namesSomething(known) && (known.may & ~less.may) === 0;
}
