import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";

export type Node = TSESTree.Node;

/** Everything with its own control flow: functions, the program, and the initialisers and static blocks of classes run inside their class. */
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.Program;

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function isFunction(node: Node): node is Exclude<FunctionNode, TSESTree.Program> {
  return (
    node.type === AST_NODE_TYPES.FunctionDeclaration ||
    node.type === AST_NODE_TYPES.FunctionExpression ||
    node.type === AST_NODE_TYPES.ArrowFunctionExpression
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === AST_NODE_TYPES.ClassDeclaration || node.type === AST_NODE_TYPES.ClassExpression;
}

export function isUsing(node: TSESTree.VariableDeclaration): boolean {
  return node.kind === "using" || node.kind === "await using";
}

/** The expression without what leaves its value as it is: assertions, `!`, chains, `await`, the last of a sequence. */
export function bare(node: Node): Node {
  switch (node.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSInstantiationExpression:
    case AST_NODE_TYPES.ChainExpression:
      return bare(node.expression);
    case AST_NODE_TYPES.AwaitExpression:
      return bare(node.argument);
    case AST_NODE_TYPES.SequenceExpression:
      return bare(node.expressions.at(-1) ?? node);
    default:
      return node;
  }
}

/** The name of a member access or key that is known without running: `a.b`, `a["b"]`, `a.#b`, `a[0]`. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  return keyName(node.property, node.computed);
}

export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === AST_NODE_TYPES.PrivateIdentifier) return `#${key.name}`;
  if (key.type === AST_NODE_TYPES.Identifier && !computed) return key.name;
  if (key.type === AST_NODE_TYPES.Literal) return String(key.value);
  return undefined;
}

/** The method a call calls, with its receiver. */
export function methodCall(
  node: Node,
): { receiver: TSESTree.Expression; name: string; key: Node } | undefined {
  if (node.type !== AST_NODE_TYPES.CallExpression) return undefined;
  const callee = bare(node.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const name = memberName(callee);
  return name === undefined ? undefined : { receiver: callee.object, name, key: callee.property };
}

/** The function a node stands in, itself excluded; the program at the top. */
export function functionAround(node: Node): FunctionNode {
  let at = node.parent;
  while (at && !isFunction(at) && at.type !== AST_NODE_TYPES.Program) at = at.parent;
  return at as FunctionNode;
}

/** The class whose instance `this` is, if `this` at `node` is one. */
export function classOfThis(node: Node): ClassNode | undefined {
  let at: Node | undefined = node.parent;
  for (; at; at = at.parent) {
    if (isClass(at)) return at;
    if (!isFunction(at) || at.type === AST_NODE_TYPES.ArrowFunctionExpression) continue;
    const holder: Node | undefined = at.parent;
    return holder.type === AST_NODE_TYPES.MethodDefinition ? holder.parent.parent : undefined;
  }
  return undefined;
}

export function literalText(node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.Literal && typeof node.value === "string") return node.value;
  if (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The statements that stand in a node one after the other. */
export function listOf(node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.StaticBlock:
    case AST_NODE_TYPES.Program:
    case AST_NODE_TYPES.TSModuleBlock:
      return node.body;
    case AST_NODE_TYPES.SwitchCase:
      return node.consequent;
    default:
      return undefined;
  }
}
