import type { Slot, SlotInfo } from "./program.ts";

/** Hands out slots and remembers what is known of each. */
export class SlotTable {
  readonly #infos: SlotInfo[] = [];

  get infos(): readonly SlotInfo[] {
    return this.#infos;
  }

  add(info: Pick<SlotInfo, "name" | "owner"> & Partial<SlotInfo>): Slot {
    this.#infos.push({ captured: false, writers: [], shared: false, ...info });
    return this.#infos.length - 1;
  }
}
