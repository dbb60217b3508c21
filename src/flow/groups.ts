/**
 * Which places of a program hold the same value, by name. Places that are united are one group (union-find with path halving); a value that is
 * passed from one to another leaves them apart, since it may be one of several, until it is known to be the only one.
 */
export class Groups {
  readonly #parents = new Map<string, string>();
  readonly #passes: [from: string, to: string][] = [];

  /** The name of all places that are one with `place`. */
  of(place: string): string {
    let at = place;
    for (let up = this.#parents.get(at); up !== undefined && up !== at; up = this.#parents.get(at)) {
      const above = this.#parents.get(up) ?? up;
      this.#parents.set(at, above);
      at = above;
    }
    return at;
  }

  unite(a: string, b: string): void {
    const [rootA, rootB] = [this.of(a), this.of(b)];
    if (rootA !== rootB) this.#parents.set(rootB, rootA);
  }

  pass(from: string, to: string): void {
    this.#passes.push([from, to]);
  }

  /** Unites every place to which one group alone is passed with that group. */
  uniteSinglePasses(): void {
    const sources = new Map<string, Set<string>>();
    for (const [from, to] of this.#passes) sources.set(to, (sources.get(to) ?? new Set()).add(this.of(from)));
    for (const [to, from] of sources) {
      const [only] = from;
      if (from.size === 1 && only !== undefined) this.unite(only, to);
    }
  }

  /** The groups that are passed to a group, and left apart from it. */
  sourcesOf(group: string): string[] {
    const sources = this.#passes.flatMap(([from, to]) => (this.of(to) === group ? [this.of(from)] : []));
    return [...new Set(sources)].filter((source) => source !== group);
  }

  /** Spreads what is known of some groups to the groups that they are passed to or come from. */
  spread<T>(known: Map<string, T>): Map<string, T> {
    for (let size = -1; size !== known.size;) {
      size = known.size;
      this.#carry(known, "up");
      this.#carry(known, "down");
    }
    return known;
  }

  /** Spreads what is done to some groups to those that are passed to them, and from there to whatever those are passed to. */
  spreadDone<T>(known: Map<string, T>): Map<string, T> {
    for (const direction of ["up", "down"] as const)
      for (let size = -1; size !== known.size;) {
        size = known.size;
        this.#carry(known, direction);
      }
    return known;
  }

  #carry<T>(known: Map<string, T>, direction: "up" | "down"): void {
    for (const [from, to] of this.#passes) {
      const [source, target] = direction === "down" ? [from, to] : [to, from];
      const found = known.get(this.of(source));
      if (found !== undefined && !known.has(this.of(target))) known.set(this.of(target), found);
    }
  }
}
