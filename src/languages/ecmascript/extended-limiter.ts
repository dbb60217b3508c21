import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type { FileSet } from "./file-set.ts";
import { keyName, memberName, type Node } from "./syntax.ts";

/**
 * The limiter that a limiter in view extends, if that one does the counting: nothing but it forgets, and how long to wait is asked of it,
 * whatever is made of its answer.
 */
export function extendedLimiter(index: FileSet, name: Node): Node | undefined {
  const own = index.classNamed(name);
  const base = own?.superClass;
  if (!own || !base) return undefined;
  const declared = own.body.body.map((member) =>
    "key" in member ? keyName(member.key, member.computed) : undefined,
  );
  if (declared.includes("forget")) return undefined;
  const asks = index.calls.some(
    ({ callee }) =>
      callee.type === AST_NODE_TYPES.MemberExpression &&
      callee.object.type === AST_NODE_TYPES.Super &&
      memberName(callee) === "when" &&
      index.thisClass(callee) === own,
  );
  return asks || !declared.includes("when") ? base : undefined;
}
