import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { FunctionId } from "../../flow/program.ts";
import {
  classOfThis,
  functionAround,
  isClass,
  isFunction,
  isUsing,
  keyName,
  type ClassNode,
  type FunctionNode,
  type Node,
} from "./syntax.ts";

type Variable = TSESLint.Scope.Variable;

/** One walk over a file: what the later passes look things up in. */
export class FileIndex {
  readonly functions: FunctionNode[] = [];
  readonly calls: TSESTree.CallExpression[] = [];
  readonly news: TSESTree.NewExpression[] = [];
  readonly assignments: TSESTree.AssignmentExpression[] = [];
  readonly properties: (TSESTree.PropertyDefinition | TSESTree.Property)[] = [];
  readonly members: TSESTree.MemberExpression[] = [];
  readonly classes: ClassNode[] = [];
  readonly loops: TSESTree.ForOfStatement[] = [];
  /** What tells how a function ends and what it does: calls, awaits, throws, returns, decisions, `using` variables. */
  readonly noticed: Node[] = [];
  readonly #ids = new Map<FunctionNode, FunctionId>();
  readonly #variables = new Map<TSESTree.Node, Variable>();
  readonly sourceCode: Readonly<TSESLint.SourceCode>;

  constructor(sourceCode: Readonly<TSESLint.SourceCode>) {
    this.sourceCode = sourceCode;
    this.#walk(sourceCode.ast);
    for (const scope of sourceCode.scopeManager?.scopes ?? []) this.#indexScope(scope);
  }

  #indexScope(scope: TSESLint.Scope.Scope): void {
    for (const reference of scope.references) {
      if (reference.resolved) this.#variables.set(reference.identifier, reference.resolved);
    }
    for (const variable of scope.variables) {
      for (const name of variable.identifiers) this.#variables.set(name, variable);
    }
  }

  /** An explicit stack, so that a chain of ten thousand operators is no matter. */
  #walk(root: TSESTree.Program): void {
    const keys = this.sourceCode.visitorKeys;
    const pending: Node[] = [root];
    for (let node = pending.pop(); node; node = pending.pop()) {
      this.#note(node);
      const names = keys[node.type] ?? [];
      for (let i = names.length - 1; i >= 0; i--) {
        const child = (node as unknown as Record<string, unknown>)[names[i] as string];
        if (Array.isArray(child)) {
          for (let j = child.length - 1; j >= 0; j--) if (child[j]) pending.push(child[j] as Node);
        } else if (child) pending.push(child as Node);
      }
    }
  }

  #note(node: Node): void {
    switch (node.type) {
      case AST_NODE_TYPES.CallExpression:
        this.calls.push(node);
        this.noticed.push(node);
        return;
      case AST_NODE_TYPES.NewExpression:
        this.news.push(node);
        this.noticed.push(node);
        return;
      case AST_NODE_TYPES.MemberExpression:
        this.members.push(node);
        return;
      case AST_NODE_TYPES.AssignmentExpression:
        this.assignments.push(node);
        return;
      case AST_NODE_TYPES.PropertyDefinition:
      case AST_NODE_TYPES.Property:
        this.properties.push(node);
        return;
      case AST_NODE_TYPES.ForOfStatement:
        this.loops.push(node);
        this.noticed.push(node);
        return;
      case AST_NODE_TYPES.VariableDeclaration:
        if (isUsing(node)) this.noticed.push(node);
        return;
      case AST_NODE_TYPES.AwaitExpression:
      case AST_NODE_TYPES.ThrowStatement:
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.TaggedTemplateExpression:
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.ConditionalExpression:
      case AST_NODE_TYPES.LogicalExpression:
      case AST_NODE_TYPES.SwitchStatement:
      case AST_NODE_TYPES.ForStatement:
      case AST_NODE_TYPES.ForInStatement:
      case AST_NODE_TYPES.WhileStatement:
      case AST_NODE_TYPES.DoWhileStatement:
        this.noticed.push(node);
        return;
      default:
        if (isClass(node)) this.classes.push(node);
        else if (isFunction(node) || node.type === AST_NODE_TYPES.Program) {
          this.#ids.set(node, this.functions.length);
          this.functions.push(node);
        }
    }
  }

  idOf(node: FunctionNode): FunctionId {
    return this.#ids.get(node) ?? 0;
  }

  /** Whether a call of the function comes back before it has run to its end. */
  isAsync(id: FunctionId): boolean {
    const node = this.functions[id];
    return node !== undefined && isFunction(node) && (node.async || node.generator);
  }

  /** The assignments to variables of another function. */
  *foreignWrites(): Generator<{ identifier: Node; variable: Node }> {
    for (const scope of this.sourceCode.scopeManager?.scopes ?? []) {
      for (const reference of scope.references) {
        const variable = reference.resolved;
        const isForeign = reference.isWrite() && variable?.scope.variableScope !== scope.variableScope;
        const [name] = variable?.identifiers ?? [];
        if (isForeign && name) yield { identifier: reference.identifier, variable: name };
      }
    }
  }

  /** The function whose control flow runs `node`. */
  ownerOf(node: Node): FunctionId {
    return this.idOf(functionAround(node));
  }

  variableOf(identifier: Node): Variable | undefined {
    return this.#variables.get(identifier);
  }

  text(node: Node): string {
    return this.sourceCode.getText(node);
  }

  nameOf(node: FunctionNode): string {
    if (node.type === AST_NODE_TYPES.Program) return "the module";
    if (node.id) return node.id.name;
    const { parent } = node;
    if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.id.type === AST_NODE_TYPES.Identifier) {
      return parent.id.name;
    }
    const named =
      parent.type === AST_NODE_TYPES.MethodDefinition ||
      parent.type === AST_NODE_TYPES.PropertyDefinition ||
      parent.type === AST_NODE_TYPES.Property;
    return (named ? keyName(parent.key, parent.computed) : undefined) ?? "an anonymous function";
  }

  /** The class of this file that a name stands for. */
  classNamed(name: Node): ClassNode | undefined {
    const found = name.type === AST_NODE_TYPES.Identifier ? this.variableOf(name)?.defs[0]?.node : undefined;
    if (!found) return undefined;
    if (isClass(found)) return found;
    const init = found.type === AST_NODE_TYPES.VariableDeclarator ? found.init : undefined;
    return init && isClass(init) ? init : undefined;
  }

  /** The class in this file that `node` extends. */
  superClass(node: ClassNode): ClassNode | undefined {
    return node.superClass ? this.classNamed(node.superClass) : undefined;
  }

  /** The topmost class in this file that `node` inherits from, itself at the least: fields are named after it. */
  rootClass(node: ClassNode): ClassNode {
    const seen = new Set<ClassNode>();
    let at = node;
    for (let up = this.superClass(at); up && !seen.has(up); up = this.superClass(at)) {
      seen.add(up);
      at = up;
    }
    return at;
  }

  thisClass(node: Node): ClassNode | undefined {
    return classOfThis(node);
  }
}
