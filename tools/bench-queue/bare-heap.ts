/** The floor for waiting items: a plain binary heap of pairs, without look-up by key. */
export class BareHeap {
  readonly #entries: { due: number; item: string }[] = [];

  push(item: string, due: number): void {
    const entries = this.#entries;
    const entry = { due, item };
    let place = entries.push(entry) - 1;
    for (let parent = (place - 1) >> 1; place > 0 && entries[parent]!.due > due; parent = (place - 1) >> 1) {
      entries[place] = entries[parent]!;
      place = parent;
    }
    entries[place] = entry;
  }

  pop(): string | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (last !== undefined && entries.length > 0) this.#sink(last);
    return first?.item;
  }

  #sink(entry: { due: number; item: string }): void {
    const entries = this.#entries;
    let place = 0;
    for (let child = 1; child < entries.length; child = place * 2 + 1) {
      if (child + 1 < entries.length && entries[child + 1]!.due < entries[child]!.due) child += 1;
      if (entries[child]!.due >= entry.due) break;
      entries[place] = entries[child]!;
      place = child;
    }
    entries[place] = entry;
  }
}
