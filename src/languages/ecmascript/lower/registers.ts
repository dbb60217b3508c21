import { AST_NODE_TYPES } from "@typescript-eslint/types";
import { bare, methodCall, type Node } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/**
 * Whether an expression looks for a key in a map or set that the same function puts keys into (`this.known.has(key)`), or is a variable that
 * such a look gave.
 */
export function looksUp(l: Lowering, expression: Node): boolean {
  const node = bare(expression);
  if (node.type === AST_NODE_TYPES.Identifier) {
    const definition = l.file.index.variableOf(node)?.defs[0]?.node;
    const init = definition?.type === AST_NODE_TYPES.VariableDeclarator ? definition.init : undefined;
    return (
      init !== undefined &&
      init !== null &&
      bare(init).type === AST_NODE_TYPES.CallExpression &&
      looksUp(l, init)
    );
  }
  const method = methodCall(node);
  if (method?.name !== "has" && method?.name !== "get") return false;
  const map = l.text(method.receiver);
  return ["set", "add"].some((put) => l.text(l.node).includes(`${map}.${put}(`));
}
