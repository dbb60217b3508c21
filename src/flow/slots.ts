import type { Slot, SlotInfo } from "./program.ts";

/** Hands out slots and remembers what is known of each. */
export class SlotTable {
  readonly #infos: SlotInfo[] = [];

  get infos(): readonly SlotInfo[] {
    return this.#infos;
  }

  add(info: Omit<SlotInfo, "captured" | "shared"> & Partial<Pick<SlotInfo, "captured" | "shared">>): Slot {
    this.#infos.push({ captured: false, shared: false, ...info });
    return this.#infos.length - 1;
  }
}
