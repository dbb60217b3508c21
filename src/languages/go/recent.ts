/** Keeps the values last asked for, as long as they are not too many or together too heavy: what is gone is made again. */
export class Recent<K, V> {
  readonly #most: number;
  readonly #weigh: ((value: V) => number) | undefined;
  readonly #values = new Map<K, V>();

  /** `most` is a number of values, or the weight of all if there is a way to `weigh` them. The last one is kept whatever it weighs. */
  constructor(most: number, weigh?: (value: V) => number) {
    this.#most = most;
    this.#weigh = weigh;
  }

  get(key: K): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Makes this the value asked for last. */
  set(key: K, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const [oldest] of this.#values) {
      if (oldest === key || !this.#isTooMuch()) return;
      this.#values.delete(oldest);
    }
  }

  #isTooMuch(): boolean {
    if (!this.#weigh) return this.#values.size > this.#most;
    let weight = 0;
    for (const value of this.#values.values()) weight += this.#weigh(value);
    return weight > this.#most;
  }
}
