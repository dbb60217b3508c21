/** Disjoint sets of names (union-find with path halving). */
export class Groups {
  readonly #parents = new Map<string, string>();

  find(name: string): string {
    let at = name;
    for (let up = this.#parents.get(at); up !== undefined && up !== at; up = this.#parents.get(at)) {
      const above = this.#parents.get(up) ?? up;
      this.#parents.set(at, above);
      at = above;
    }
    return at;
  }

  unite(a: string, b: string): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA !== rootB) this.#parents.set(rootB, rootA);
  }
}
