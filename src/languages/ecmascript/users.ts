import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { UsersOf } from "../../flow/confinement.ts";
import { iteratesNow } from "../../protocol/known-calls.ts";
import { isPromiseChain, useOf } from "./call-facts.ts";
import type { FileSet } from "./file-set.ts";
import { bare, functionAround, isFunction, memberName, type FunctionNode, type Node } from "./syntax.ts";

/** The functions that call a function and wait for it; undefined when others may run it. */
export function usersIn(index: FileSet): UsersOf<FunctionNode> {
  return (fn) => {
    if (!isFunction(fn) || fn.generator) return undefined;
    const uses = fn.type === AST_NODE_TYPES.FunctionDeclaration ? mentions(index, fn.id) : usesOf(index, fn);
    if (!uses?.every((use) => runsHere(use, fn.async))) return undefined;
    return uses.map(functionAround);
  };
}

/** Where a function expression goes: to the variable that it is the value of, or where it stands. */
function usesOf(index: FileSet, fn: Node): readonly Node[] | undefined {
  const { parent } = fn;
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator) return [fn];
  return parent.id.type === AST_NODE_TYPES.Identifier ? mentions(index, parent.id) : undefined;
}

/** Where a function's name is read; undefined when it may stand for another function, too. */
function mentions(index: FileSet, name: Node | null): readonly Node[] | undefined {
  const variable = name ? index.variableOf(name) : undefined;
  const references = variable?.references.filter(({ init }) => init !== true);
  if (variable?.defs.length !== 1 || references?.some((reference) => reference.isWrite())) return undefined;
  return references?.map(({ identifier }) => identifier);
}

/** Whether a function is run where its value stands, and has run when what is around it goes on. */
function runsHere(value: Node, isAsync: boolean): boolean {
  const { parent } = value;
  if (parent?.type !== AST_NODE_TYPES.CallExpression) return false;
  if (parent.callee === value) return !isAsync || isWaitedFor(parent);
  if (isPromiseChain(parent)) return isWaitedFor(parent);
  const { callee } = parent;
  return (
    !isAsync &&
    callee.type === AST_NODE_TYPES.MemberExpression &&
    iteratesNow.has(memberName(callee) ?? "") &&
    parent.arguments[0] === value
  );
}

/** Whether a promise, or the last of its chain, is awaited. */
function isWaitedFor(promise: TSESTree.CallExpression): boolean {
  let at = promise;
  for (;;) {
    const link = at.parent.parent;
    const continues =
      at.parent.type === AST_NODE_TYPES.MemberExpression &&
      at.parent.object === at &&
      link?.type === AST_NODE_TYPES.CallExpression &&
      link.callee === at.parent &&
      isPromiseChain(link);
    if (!continues) return bare(at) === at && useOf(at) === "awaited";
    at = link;
  }
}
