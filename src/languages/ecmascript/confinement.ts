import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import { iteratesNow } from "../../protocol/known-calls.ts";
import { isPromiseChain, useOf } from "./call-facts.ts";
import type { FileSet } from "./file-set.ts";
import { bare, functionAround, isFunction, memberName, type FunctionNode, type Node } from "./syntax.ts";

/**
 * Which functions run only where a call of them stands: every use of them is one, and is waited for. What such a function writes does
 * not change behind the back of the function around it.
 */
export class Confinement {
  readonly #index: FileSet;
  readonly #known = new Map<FunctionNode, readonly FunctionNode[] | undefined>();

  constructor(index: FileSet) {
    this.#index = index;
  }

  /** Whether `fn`, which stands in `owner`, runs only when `owner` comes to call it, by whatever detour. */
  isConfined(fn: FunctionNode, owner: FunctionNode): boolean {
    const seen = new Set([fn]);
    for (const at of seen) {
      if (at === owner) continue;
      const users = this.#usersOf(at);
      if (!users) return false;
      for (const user of users) seen.add(user);
    }
    return true;
  }

  /** The functions that call `fn`; undefined when others may run it. */
  #usersOf(fn: FunctionNode): readonly FunctionNode[] | undefined {
    if (!this.#known.has(fn)) this.#known.set(fn, this.#findUsers(fn));
    return this.#known.get(fn);
  }

  #findUsers(fn: FunctionNode): readonly FunctionNode[] | undefined {
    if (!isFunction(fn) || fn.generator) return undefined;
    const uses = fn.type === AST_NODE_TYPES.FunctionDeclaration ? this.#mentions(fn.id) : this.#usesOf(fn);
    if (!uses?.every((use) => runsHere(use, fn.async))) return undefined;
    return uses.map(functionAround);
  }

  /** Where a function expression goes: to the variable that it is the value of, or where it stands. */
  #usesOf(fn: Node): readonly Node[] | undefined {
    const { parent } = fn;
    if (parent?.type !== AST_NODE_TYPES.VariableDeclarator) return [fn];
    return parent.id.type === AST_NODE_TYPES.Identifier ? this.#mentions(parent.id) : undefined;
  }

  /** Where a function's name is read; undefined when it may stand for another function, too. */
  #mentions(name: Node | null): readonly Node[] | undefined {
    const variable = name ? this.#index.variableOf(name) : undefined;
    const references = variable?.references.filter(({ init }) => init !== true);
    if (variable?.defs.length !== 1 || references?.some((reference) => reference.isWrite())) return undefined;
    return references?.map(({ identifier }) => identifier);
  }
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
