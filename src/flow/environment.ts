import type { Fact } from "./facts.ts";
import { ANYTHING, fact } from "./facts.ts";
import type { LiveSlots, Slot, SlotInfo } from "./program.ts";
import { namesSomething } from "./facts.ts";

/** What is known of the slots at one point. Immutable; a slot that is absent may be anything. */
export class Environment {
  static readonly empty = new Environment(new Map());
  readonly #facts: ReadonlyMap<Slot, Fact>;
  #key: string | undefined;

  private constructor(facts: ReadonlyMap<Slot, Fact>) {
    this.#facts = facts;
  }

  static of(entries: Iterable<readonly [Slot, Fact]>): Environment {
    return new Environment(new Map(entries));
  }

  /** Equal for equal environments. */
  get key(): string {
    this.#key ??= [...this.#facts]
      .sort(([a], [b]) => a - b)
      .map(([slot, known]) => `${String(slot)}=${known.key}`)
      .join(";");
    return this.#key;
  }

  get(slot: Slot | undefined): Fact | undefined {
    return slot === undefined ? undefined : this.#facts.get(slot);
  }

  entries(): Iterable<[Slot, Fact]> {
    return this.#facts.entries();
  }

  with(slot: Slot, known: Fact | undefined): Environment {
    const before = this.#facts.get(slot);
    if (before?.key === known?.key) return this;
    const facts = new Map(this.#facts);
    if (!known || (known.may === ANYTHING && !known.is)) facts.delete(slot);
    else facts.set(slot, known);
    return new Environment(facts);
  }

  filter(keep: (slot: Slot, known: Fact) => boolean): Environment {
    let dropped = false;
    const facts = new Map<Slot, Fact>();
    for (const [slot, known] of this.#facts) {
      if (keep(slot, known)) facts.set(slot, known);
      else dropped = true;
    }
    return dropped ? new Environment(facts) : this;
  }

  /** Keeps what can still matter: what is live, and what other functions see. */
  restrictedTo(live: LiveSlots, slots: readonly SlotInfo[]): Environment {
    return this.filter(
      (slot, known) =>
        live.tested.has(slot) ||
        (slots[slot]?.captured ?? false) ||
        (live.used.has(slot) && namesSomething(known)),
    );
  }

  /** What holds in both. */
  join(other: Environment): Environment {
    const facts = new Map<Slot, Fact>();
    for (const [slot, known] of this.#facts) {
      const there = other.#facts.get(slot);
      if (!there) continue;
      if (there.key === known.key) facts.set(slot, known);
      else if ((there.may | known.may) !== ANYTHING) facts.set(slot, fact(there.may | known.may));
    }
    return new Environment(facts);
  }
}
