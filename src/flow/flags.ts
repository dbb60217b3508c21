import type { FlowGraph, Slot } from "./program.ts";
import { writesOf } from "./writes.ts";

/** Whether a slot only ever holds constants, as the one which says that a call was deferred: a test of it asks where the path came from. */
export function isFlag(graph: FlowGraph, slot: Slot | undefined): boolean {
  const values = slot === undefined ? [] : writesOf(graph, slot);
  return values.length > 0 && values.every(({ kind }) => kind === "constant");
}
