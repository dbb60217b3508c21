import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import { isFunction, type ClassNode, type Node } from "./syntax.ts";

/** The name that a parameter declares, whatever stands around it. */
export function nameOfParameter(param: TSESTree.Parameter): Node {
  const inner = param.type === AST_NODE_TYPES.TSParameterProperty ? param.parameter : param;
  return inner.type === AST_NODE_TYPES.AssignmentPattern ? inner.left : inner;
}

/** The fields that a class declares in the parameters of its constructor. */
export function parameterProperties(
  owner: ClassNode,
): { name: TSESTree.Identifier; accessibility: TSESTree.Accessibility | undefined }[] {
  return owner.body.body.flatMap((member) => {
    const isConstructor = member.type === AST_NODE_TYPES.MethodDefinition && member.kind === "constructor";
    if (!isConstructor || !isFunction(member.value)) return [];
    return member.value.params.flatMap((param) => {
      if (param.type !== AST_NODE_TYPES.TSParameterProperty) return [];
      const name = nameOfParameter(param);
      return name.type === AST_NODE_TYPES.Identifier ? [{ name, accessibility: param.accessibility }] : [];
    });
  });
}
