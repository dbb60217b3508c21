import type { Slot, SlotInfo } from "./program.ts";

/** Hands out slots and remembers what is known of each. */
export class SlotTable {
  readonly #infos: SlotInfo[] = [];

  get infos(): readonly SlotInfo[] {
    return this.#infos;
  }

  add(info: Pick<SlotInfo, "name" | "owner"> & Partial<SlotInfo>): Slot {
    const { name, owner, captured = false, writers = [], shared = false, role } = info;
    this.#infos.push({ name, owner, captured, writers, shared, ...(role && { role }) });
    return this.#infos.length - 1;
  }
}
