/** What an item is in, a bit each; with none it is no business of the queue's. */
export const dirty = 1;
export const processing = 2;
export const waiting = 4;
/** Taken out of the waiting ones and about to be added. */
export const releasing = 8;

const smallestCapacity = 16;

/**
 * Every item the queue knows, once, whether it is ready, in processing, waiting, or several of these. An item is known by its slot: one
 * map leads from key to slot, and columns (arrays indexed by slot) hold the rest, so that no object is made for an item and one look-up
 * serves all layers of the queue. A slot is free again when its item is in nothing; the columns shrink when the last one is.
 *
 * With `keyOf` different objects can be the same item, so the one to hand out next, the one handed out and the one waiting each have a
 * column. Without it an item is its own key, and all four columns are one array.
 */
export class ItemTable<T> {
  readonly #slotOf = new Map<unknown, number>();
  readonly #hasKeys: boolean;
  #keys: unknown[] = [];
  #pendingItems!: T[];
  #takenItems!: T[];
  #waitingItems!: T[];
  #states = new Uint8Array(smallestCapacity);
  #freeSlots: number[] = [];
  /** The slots from here on were never used. */
  #end = 0;

  /** @param hasKeys whether keys differ from their items */
  constructor(hasKeys: boolean) {
    this.#hasKeys = hasKeys;
    this.#clearColumns();
  }

  get size(): number {
    return this.#slotOf.size;
  }

  /** The slot of a key; undefined when it has none. */
  find(key: unknown): number | undefined {
    return this.#slotOf.get(key);
  }

  /** The slot of a key, a fresh one if need be; to be given to `release` if nothing comes of it. */
  claim(key: unknown): number {
    return this.#slotOf.get(key) ?? this.#open(key);
  }

  /** Lets go of the objects that the item's states need no more, and of the slot if it is in none. */
  release(slot: number): void {
    const state = this.#states[slot]!;
    if (this.#hasKeys) this.#clearItems(slot, state);
    if (state !== 0) return;
    this.#slotOf.delete(this.#keys[slot]);
    this.#keys[slot] = undefined;
    this.#freeSlots.push(slot);
    if (this.#states.length > smallestCapacity && this.#slotOf.size === 0) this.#shrink();
  }

  stateOf(slot: number): number {
    return this.#states[slot]!;
  }

  /** Takes the item out of some of what it is in, and puts it into others. */
  change(slot: number, from: number, to: number): void {
    this.#states[slot] = (this.#states[slot]! & ~from) | to;
  }

  /** The object to hand out next. */
  pendingItem(slot: number): T {
    return this.#pendingItems[slot]!;
  }

  setPendingItem(slot: number, item: T): void {
    if (this.#hasKeys) this.#pendingItems[slot] = item;
  }

  /** The object in the hands of a worker. */
  takenItem(slot: number): T {
    return this.#takenItems[slot]!;
  }

  setTakenItem(slot: number, item: T): void {
    if (this.#hasKeys) this.#takenItems[slot] = item;
  }

  /** The object to add when its delay has passed. */
  waitingItem(slot: number): T {
    return this.#waitingItems[slot]!;
  }

  setWaitingItem(slot: number, item: T): void {
    if (this.#hasKeys) this.#waitingItems[slot] = item;
  }

  /** The slots of all items that are in any of `states`. */
  slotsIn(states: number): number[] {
    return [...this.#slotOf.values()].filter((slot) => this.#states[slot]! & states);
  }

  #open(key: unknown): number {
    const slot = this.#freeSlots.pop() ?? this.#end++;
    if (slot === this.#states.length) this.#grow();
    this.#keys[slot] = key;
    this.#slotOf.set(key, slot);
    return slot;
  }

  #grow(): void {
    const states = new Uint8Array(this.#states.length * 2);
    states.set(this.#states);
    this.#states = states;
  }

  #clearItems(slot: number, state: number): void {
    if (!(state & dirty)) this.#pendingItems[slot] = undefined as T;
    if (!(state & processing)) this.#takenItems[slot] = undefined as T;
    if (!(state & (waiting | releasing))) this.#waitingItems[slot] = undefined as T;
  }

  #shrink(): void {
    this.#end = 0;
    this.#freeSlots = [];
    this.#states = new Uint8Array(smallestCapacity);
    this.#clearColumns();
  }

  #clearColumns(): void {
    this.#keys = [];
    this.#pendingItems = this.#hasKeys ? [] : (this.#keys as T[]);
    this.#takenItems = this.#hasKeys ? [] : (this.#keys as T[]);
    this.#waitingItems = this.#hasKeys ? [] : (this.#keys as T[]);
  }
}
