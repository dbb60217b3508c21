import { AST_NODE_TYPES } from "@typescript-eslint/types";
import { functionAround, keyName, memberName, type ClassNode, type Node } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/** The name of the field of `this` that an expression is, where nothing writes it but the constructor: `this.enabled`. */
export function fixedField(l: Lowering, node: Node): string | undefined {
  if (node.type !== AST_NODE_TYPES.MemberExpression || node.object.type !== AST_NODE_TYPES.ThisExpression)
    return undefined;
  const owner = l.file.index.thisClass(node.object);
  const name = memberName(node);
  if (!owner || name === undefined || !isOwn(owner, name)) return undefined;
  const isWritten = l.file.index.assignments.some(
    ({ left }) =>
      left.type === AST_NODE_TYPES.MemberExpression && memberName(left) === name && !isInConstructor(left),
  );
  return isWritten ? undefined : `${owner.id?.name ?? ""}.${name}`;
}

/** Whether a class declares a field that no other code can write. */
function isOwn({ body }: ClassNode, name: string): boolean {
  return body.body.some((member) => {
    if (member.type === AST_NODE_TYPES.PropertyDefinition) {
      const isClosed = member.readonly || member.accessibility === "private" || name.startsWith("#");
      return isClosed && keyName(member.key, member.computed) === name;
    }
    if (member.type !== AST_NODE_TYPES.MethodDefinition || member.kind !== "constructor") return false;
    return member.value.params.some((param) => {
      if (param.type !== AST_NODE_TYPES.TSParameterProperty) return false;
      const { parameter } = param;
      const named = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
      const isClosed = param.readonly || param.accessibility === "private";
      return isClosed && named.name === name;
    });
  });
}

function isInConstructor(node: Node): boolean {
  const { parent } = functionAround(node);
  return parent?.type === AST_NODE_TYPES.MethodDefinition && parent.kind === "constructor";
}
