import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { FileSet } from "./file-set.ts";
import { nameOfParameter } from "./parameters.ts";
import { bare, isFunction, type FunctionNode, type Node } from "./syntax.ts";

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What one call passes for a parameter. */
export interface Passed {
  readonly call: Call;
  readonly argument: Node;
}

/** What is passed for the parameters of functions that are called by their names, and of constructors. */
export class PassedArguments {
  readonly #index: FileSet;
  #calls: Map<FunctionNode, Call[]> | undefined;

  constructor(index: FileSet) {
    this.#index = index;
  }

  /** What is passed for a parameter; nothing where a spread hides it. */
  for({ defs }: TSESLint.Scope.Variable): Passed[] {
    const [definition] = defs;
    if (!definition || !isFunction(definition.node)) return [];
    const index = definition.node.params.findIndex((param) => nameOfParameter(param) === definition.name);
    if (index < 0) return [];
    this.#calls ??= this.#collect();
    const passed = (this.#calls.get(definition.node) ?? []).flatMap((call) => {
      const argument = call.arguments[index];
      return argument ? [{ call, argument }] : [];
    });
    return passed.some(({ argument }) => argument.type === AST_NODE_TYPES.SpreadElement) ? [] : passed;
  }

  #collect(): Map<FunctionNode, Call[]> {
    const calls = new Map<FunctionNode, Call[]>();
    const note = (fn: FunctionNode | undefined, call: Call): void => {
      if (fn) calls.set(fn, [...(calls.get(fn) ?? []), call]);
    };
    for (const call of this.#index.calls) note(this.#declared(call), call);
    for (const call of this.#index.news) note(this.#constructorOf(call), call);
    return calls;
  }

  #declared({ callee }: TSESTree.CallExpression): FunctionNode | undefined {
    const node = bare(callee);
    if (node.type !== AST_NODE_TYPES.Identifier) return undefined;
    const found = this.#index.variableOf(node)?.defs[0]?.node;
    return found?.type === AST_NODE_TYPES.FunctionDeclaration ? found : undefined;
  }

  #constructorOf({ callee }: TSESTree.NewExpression): FunctionNode | undefined {
    for (const member of this.#index.classNamed(callee)?.body.body ?? [])
      if (
        member.type === AST_NODE_TYPES.MethodDefinition &&
        member.kind === "constructor" &&
        isFunction(member.value)
      )
        return member.value;
    return undefined;
  }
}
