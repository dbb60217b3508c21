import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { FileSet } from "./file-set.ts";
import { bare, keyName, type Node } from "./syntax.ts";

/** What a queue is made with. */
export interface QueueOptions {
  /** The options that are in view, by name. */
  readonly named: ReadonlyMap<string, Node>;
  /** There may be others: they come from a parameter, a call, another file. */
  readonly open: boolean;
}

/**
 * The options in the arguments of a constructor or factory, looking through `const` variables and spreads. An argument of a constructor that is
 * not in view may be any option; one of a factory is taken for its limiter, which is how ports of client-go are called.
 */
export function queueOptions(
  index: FileSet,
  { type, arguments: given }: TSESTree.NewExpression | TSESTree.CallExpression,
): QueueOptions {
  const named = new Map<string, Node>();
  const seen = new Set<Node>();
  let open = false;
  const read = (argument: Node, mayHoldOptions: boolean): void => {
    const node = valueOf(index, argument);
    if (node.type !== AST_NODE_TYPES.ObjectExpression) {
      open ||= mayHoldOptions && node.type !== AST_NODE_TYPES.Literal;
      return;
    }
    if (seen.has(node)) return;
    seen.add(node);
    for (const property of node.properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        read(property.argument, true);
        continue;
      }
      const name = keyName(property.key, property.computed);
      if (name === undefined) open = true;
      else named.set(name, property.value);
    }
  };
  for (const argument of given) {
    const value = argument.type === AST_NODE_TYPES.SpreadElement ? argument.argument : argument;
    read(value, type === AST_NODE_TYPES.NewExpression);
  }
  return { named, open };
}

/** An expression, or what the `const` variable that it names was given. */
function valueOf(index: FileSet, expression: Node): Node {
  const node = bare(expression);
  if (node.type !== AST_NODE_TYPES.Identifier) return node;
  const definition = index.variableOf(node)?.defs[0]?.node;
  const isConstant =
    definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.parent.kind === "const";
  return isConstant && definition.id.type === AST_NODE_TYPES.Identifier && definition.init
    ? bare(definition.init)
    : node;
}
