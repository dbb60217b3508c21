import type { Slot, Take } from "../../../flow/program.ts";
import type { UnaryExpr } from "../ast.ts";
import { shortened } from "../syntax.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";

/** `item, ok := <-items`: what was sent, which may be an item that somebody took, and whether there was something. */
export function lowerReceive(l: Lowering, node: UnaryExpr): Slot[] {
  const take = l.context.takes.get(node);
  lowerExpression(l, node.x);
  if (!take) return [l.unknown(), l.unknown()];
  const item = receiveItem(l, take);
  const closed = l.temporary({ kind: "field", of: take.result, name: take.shape.flagFields[0] ?? "" });
  const text = shortened(l.text(node.x));
  const words = { yes: `\`${text}\` is closed`, no: `\`${text}\` is open` };
  const ok = l.condition({ test: "truthy", on: closed, at: l.span(node), words }, true);
  return [item, ok];
}

/** The slot of an item that was taken elsewhere. */
export function receiveItem(l: Lowering, take: Take): Slot {
  l.builder.take(take);
  return l.temporary({ kind: "field", of: take.result, name: take.shape.itemFields[0] ?? "" });
}
