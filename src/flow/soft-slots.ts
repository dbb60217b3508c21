import type { FunctionId, Slot } from "./program.ts";
import type { SlotTable } from "./slots.ts";

/** The slots of one function that stand for the text of an expression; see Guard.soft. */
export class SoftSlots {
  readonly #slots: SlotTable;
  readonly #owner: FunctionId;
  readonly #byText = new Map<string, Slot>();
  #asked = new Set<Slot>();

  constructor(slots: SlotTable, owner: FunctionId) {
    this.#slots = slots;
    this.#owner = owner;
  }

  of(text: string): Slot {
    const key = text.replace(/\s+/g, "");
    let slot = this.#byText.get(key);
    if (slot === undefined)
      this.#byText.set(key, (slot = this.#slots.add({ name: text, owner: this.#owner })));
    this.#asked.add(slot);
    return slot;
  }

  /** The slots that are asked for while `lower` runs. */
  askedIn(lower: () => void): ReadonlySet<Slot> {
    const before = this.#asked;
    const inside = new Set<Slot>();
    this.#asked = inside;
    lower();
    this.#asked = new Set([...before, ...inside]);
    return inside;
  }
}
