import type { FunctionId, Take } from "../../flow/program.ts";
import type { FileSet } from "./file-set.ts";
import type { Handles } from "./handles.ts";
import type { Node } from "./syntax.ts";

/** The noticed nodes of a file (see FileIndex.noticed), and the fields read of leases, by the function whose control flow runs them. */
export class FunctionParts {
  readonly #index: FileSet;
  readonly #handles: Handles;
  readonly #taking: ReadonlySet<FunctionId>;
  #nodes: Node[][] | undefined;
  #writes: Map<FunctionId, Set<FunctionId>> | undefined;

  constructor(index: FileSet, handles: Handles, takes: Iterable<Take>) {
    this.#index = index;
    this.#handles = handles;
    this.#taking = new Set([...takes].map((take) => take.function));
  }

  of(id: FunctionId): readonly Node[] {
    this.#nodes ??= this.#sort();
    return this.#nodes[id] ?? [];
  }

  #sort(): Node[][] {
    const nodes = this.#index.functions.map((): Node[] => []);
    for (const node of this.#index.noticed) nodes[this.#index.ownerOf(node)]?.push(node);
    for (const node of this.#handles.leaseFields()) nodes[this.#index.ownerOf(node)]?.push(node);
    return nodes;
  }

  takes(id: FunctionId): boolean {
    return this.#taking.has(id);
  }

  /** The other functions whose variables it writes. */
  writes(id: FunctionId): ReadonlySet<FunctionId> {
    this.#writes ??= this.#findWrites();
    return this.#writes.get(id) ?? new Set();
  }

  #findWrites(): Map<FunctionId, Set<FunctionId>> {
    const writes = new Map<FunctionId, Set<FunctionId>>();
    for (const { identifier, variable } of this.#index.foreignWrites()) {
      const [by, of] = [this.#index.ownerOf(identifier), this.#index.ownerOf(variable)];
      writes.set(by, (writes.get(by) ?? new Set()).add(of));
    }
    return writes;
  }
}
