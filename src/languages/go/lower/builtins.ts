import type { Slot } from "../../../flow/program.ts";
import type { CallExpr } from "../ast.ts";
import type { FunctionNode } from "../package/file-index.ts";
import { freshObject, lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { isErrorListType } from "./roles.ts";

/** A call of a predeclared function. */
export function lowerBuiltin(l: Lowering, name: string, node: CallExpr): Slot {
  if (name === "recover") return lowerRecover(l);
  const args = node.args.flatMap((arg) => (l.context.types.isType(arg) ? [] : [lowerExpression(l, arg)]));
  switch (name) {
    case "panic":
      l.builder.raise("panic", l.span(node));
      return l.unknown();
    case "new":
      return freshObject(l);
    case "make":
      if (isErrorListType(node.args[0])) return l.unknown(); // as good as nil while it has none
      return l.temporary({ kind: "object" });
    case "append":
      for (const slot of args.slice(1)) l.builder.emit({ kind: "escape", slot });
      return l.temporary({ kind: "object" });
    default:
      return l.temporary({ kind: "derived", from: args });
  }
}

/** In a deferred closure: whether the function around it is panicking. A function of its own is not followed for what panicked in another one. */
function lowerRecover(l: Lowering): Slot {
  const around = l.node.type === "FuncLit" ? l.context.package.ownerOf(l.node) : undefined;
  if (around && around.type !== "File") return l.panicSlot(around);
  return l.temporary({ kind: "constant", value: null });
}

/** Whether a function recovers from panics: in a deferred closure of its own. */
export function recovers(l: Lowering, node: FunctionNode): boolean {
  const { package: pkg } = l.context;
  return pkg.callsNamed("recover").some((call) => {
    const closure = pkg.ownerOf(call);
    return closure?.type === "FuncLit" && pkg.ownerOf(closure) === node;
  });
}
