import type { Handle, Slot } from "../../../flow/program.ts";
import type { Expr } from "../ast.ts";
import type { Lowering } from "./lowering.ts";

/** The slot of a name that may hold the caller's queue: of a parameter, or of a local name for one. */
export function queueSlot(l: Lowering, expr: Expr, handle: Handle): Slot | undefined {
  const object = expr.type === "Ident" ? l.objectOf(expr) : undefined;
  if (object?.kind === "parameter") return l.slotOf(object);
  const isLocal = object?.kind === "var" && !l.context.package.isGlobal(object);
  return isLocal && handle.isParameter ? l.slotOf(object) : undefined;
}
