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

  /** Spreads what is known of some groups to the groups that they are passed to or come from. */
  spread<T>(known: Map<string, T>): Map<string, T> {
    for (let size = -1; size !== known.size;) {
      size = known.size;
      for (const [from, to] of this.#passes) {
        const [source, target] = [this.of(from), this.of(to)];
        const [atSource, atTarget] = [known.get(source), known.get(target)];
        if (atSource !== undefined && atTarget === undefined) known.set(target, atSource);
        if (atTarget !== undefined && atSource === undefined) known.set(source, atTarget);
      }
    }
    return known;
  }
}
