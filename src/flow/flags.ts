import type { FlowGraph, Slot } from "./program.ts";

/** Whether a slot only ever holds constants, as the one which says that a call was deferred: a test of it asks where the path came from. */
export function isFlag({ blocks }: FlowGraph, slot: Slot | undefined): boolean {
  const values = blocks.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === "assign" && event.to === slot ? event.value.kind : [])),
  );
  return values.length > 0 && values.every((kind) => kind === "constant");
}
