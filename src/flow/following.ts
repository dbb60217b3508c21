import { successors } from "./liveness.ts";
import type { Node } from "./path.ts";
import type { Block, BlockId, Constant, FlowGraph, Slot } from "./program.ts";

/**
 * The blocks of `graph` that may run after `nodes` in the same turn: the next take begins another one. By the flow graph alone, hence
 * rather too many than too few; but the way out of a finalizer is taken only for what may have led into it.
 */
export function blocksAfter(graph: FlowGraph, nodes: readonly Node[]): ReadonlySet<BlockId> {
  return new Region(
    graph,
    nodes.flatMap((node) => nodeIn(graph, node) ?? []),
  ).blocks;
}

/** The node, or the call that led to it, as far as it lies in `graph`. */
function nodeIn(graph: FlowGraph, node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && at.activation.graph !== graph) at = at.parent;
  return at;
}

/** The blocks of one turn that may follow the nodes it starts from. */
class Region {
  readonly blocks = new Set<BlockId>();
  readonly #graph: FlowGraph;
  readonly #starts: readonly Node[];

  constructor(graph: FlowGraph, starts: readonly Node[]) {
    this.#graph = graph;
    this.#starts = starts;
    for (const { block } of starts) this.blocks.add(block);
    // A block further on may open another way out of a finalizer that was left already.
    for (let size = -1; size !== this.blocks.size;) {
      size = this.blocks.size;
      for (const id of this.blocks) for (const next of this.#after(id)) this.blocks.add(next);
    }
  }

  #after(id: BlockId): readonly BlockId[] {
    const end = this.#graph.blocks[id]?.end;
    if (!end || end.kind === "take") return [];
    if (end.kind !== "dispatch") return successors(end);
    return [...end.cases].flatMap(([way, to]) => (this.#mayHold(end.on, way) ? [to] : []));
  }

  /** Whether a completion may be `way` here: as it was at a start, or as a block of the region sets it. */
  #mayHold(completion: Slot, way: Constant): boolean {
    const atStart = this.#starts.some(({ env }) => {
      const known = env.get(completion)?.is;
      return known?.kind === "constant" && known.value === way;
    });
    return atStart || [...this.blocks].some((id) => sets(this.#graph.blocks[id], completion, way));
  }
}

function sets(block: Block | undefined, slot: Slot, constant: Constant): boolean {
  return (block?.events ?? []).some(
    (event) =>
      event.kind === "assign" &&
      event.to === slot &&
      event.value.kind === "constant" &&
      event.value.value === constant,
  );
}
