import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TakeResult } from "../../flow/program.ts";
import type { TakeShape } from "../../protocol/profile.ts";
import type { FileSet } from "./file-set.ts";
import { bare, keyName, memberName, type Node } from "./syntax.ts";

/** How a port names the flag that says "shut down". */
const flagName = /shut|quit|stop|done|closed|closing/i;

/** How the code at `node`, a taking call, uses the result that `shape` describes. */
export function takeResult(index: FileSet, node: Node, shape: TakeShape): TakeResult {
  const common = {
    itemFields: shape.itemFields,
    flagFields: shape.flagFields,
    mayBeEmpty: shape.mayBeEmpty ?? false,
    mayShutDown: node.type !== AST_NODE_TYPES.ForOfStatement, // which ends by itself
  };
  switch (shape.form) {
    case "object":
      return { ...common, form: "record" };
    case "tuple":
      return { ...common, form: "record", itemFields: ["0"], flagFields: ["1"] };
    case "lease":
      return { ...common, form: "lease" };
    case "nullable":
    case "loop":
      return { ...common, form: "value" };
    case "parameter":
      return { ...common, form: "value", mayShutDown: false };
    case "asUsed":
      return asUsed(index, node, shape, common);
  }
}

type Common = Omit<TakeResult, "form">;

/**
 * The parts of a result that is an object in one library and a tuple in the next, under the names that this code uses. The result as a whole
 * stands for the item as well, for a library that hands it out bare.
 */
function asUsed(index: FileSet, node: Node, shape: TakeShape, common: Common): TakeResult {
  const user = userOf(node);
  const names = user ? namesUsed(index, user, node) : [];
  const flags = names.filter(
    (name) => shape.flagFields.includes(name) || name === "1" || flagName.test(name),
  );
  const isResult = flags.length > 0 || names.some((name) => shape.itemFields.includes(name) || name === "0");
  const items = isResult ? names.filter((name) => !flags.includes(name)) : []; // else fields of the item itself
  return {
    ...common,
    form: "record",
    itemFields: [...new Set([...shape.itemFields, "0", ...items])],
    flagFields: [...new Set([...shape.flagFields, "1", ...flags])],
    mayShutDown: common.mayShutDown && isResult,
  };
}

/** What the call's value is given to, past `await` and assertions. */
function userOf(node: Node): Node | undefined {
  let at: Node = node;
  while (at.parent && bare(at.parent) === bare(at)) at = at.parent;
  return at.parent;
}

/** The names under which the parts of the result are used. */
function namesUsed(index: FileSet, user: Node, call: Node): string[] {
  if (user.type === AST_NODE_TYPES.MemberExpression && bare(user.object) === call)
    return [memberName(user) ?? ""];
  const target = targetOf(user);
  if (!target) return [];
  if (target.type !== AST_NODE_TYPES.Identifier) return patternNames(target);
  const references = index.variableOf(target)?.references ?? [];
  return references.flatMap(({ identifier }) => {
    const { parent } = outermost(identifier);
    if (parent?.type === AST_NODE_TYPES.MemberExpression && bare(parent.object) === identifier)
      return memberName(parent) ?? [];
    const taken = parent && targetOf(parent);
    return taken && taken !== target ? patternNames(taken) : [];
  });
}

function outermost(node: Node): Node {
  let at = node;
  while (at.parent && bare(at.parent) === node) at = at.parent;
  return at;
}

function targetOf(user: Node): Node | undefined {
  if (user.type === AST_NODE_TYPES.VariableDeclarator) return user.id;
  return user.type === AST_NODE_TYPES.AssignmentExpression ? user.left : undefined;
}

function patternNames(pattern: Node): string[] {
  if (pattern.type === AST_NODE_TYPES.ArrayPattern) return pattern.elements.map((_, index) => String(index));
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) return [];
  return pattern.properties.flatMap((property: TSESTree.Property | TSESTree.RestElement) =>
    property.type === AST_NODE_TYPES.Property ? (keyName(property.key, property.computed) ?? []) : [],
  );
}
