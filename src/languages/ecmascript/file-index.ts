import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { NodeMaps } from "./types/typescript.ts";
import { isClass, isFunction, isUsing, type ClassNode, type FunctionNode, type Node } from "./syntax.ts";

export type Variable = TSESLint.Scope.Variable;

/** A file as a parser hands it to ESLint. */
export interface ParsedFile {
  /** Given for all but the linted file, whose places need no name. */
  readonly path?: string;
  readonly ast: TSESTree.Program;
  readonly text: string;
  /** From its tree to that of the type checker and back. */
  readonly nodes?: NodeMaps;
  readonly scopeManager: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** One walk over one file: what the later passes look things up in. It knows nothing of other files. */
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
  /** The variable that each name stands for, where it is declared and where it is used. */
  readonly variables = new Map<Node, Variable>();
  readonly parsed: ParsedFile;
  #imports: readonly Variable[] | undefined;

  /** What is in a class for which `isOpaque` holds is left out: its methods mean what a profile says. */
  constructor(parsed: ParsedFile, isOpaque: (owner: ClassNode) => boolean = () => false) {
    this.parsed = parsed;
    const isLeftOut = (node: Node): boolean => isClass(node) && isOpaque(node);
    this.walk(parsed.ast, (node) => isLeftOut(node) || this.#note(node), isLeftOut);
    for (const scope of this.scopes) this.#indexScope(scope);
  }

  get scopes(): readonly TSESLint.Scope.Scope[] {
    return this.parsed.scopeManager?.scopes ?? [];
  }

  /** The names that the file imports. */
  get imports(): readonly Variable[] {
    const modules = this.scopes.filter(({ block, upper }) => block.type === AST_NODE_TYPES.Program && upper);
    return (this.#imports ??= modules.flatMap(({ variables }) => variables.filter(isImport)));
  }

  #indexScope(scope: TSESLint.Scope.Scope): void {
    for (const reference of scope.references) {
      if (reference.resolved) this.variables.set(reference.identifier, reference.resolved);
    }
    for (const variable of scope.variables) {
      // the name of a class is declared in its own scope as well; the outer one is what others see
      for (const name of variable.identifiers)
        if (!this.variables.has(name)) this.variables.set(name, variable);
    }
  }

  /** Visits `root` and all below it but what is closed, in the order of the text. An explicit stack, so that a chain of ten thousand operators is no matter. */
  walk(root: Node, visit: (node: Node) => unknown, isClosed?: (node: Node) => boolean): void {
    const keys = this.parsed.visitorKeys;
    const pending: Node[] = [root];
    for (let node = pending.pop(); node; node = pending.pop()) {
      visit(node);
      if (isClosed?.(node)) continue;
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
        else if (isFunction(node) || node.type === AST_NODE_TYPES.Program) this.functions.push(node);
    }
  }
}

/** Whether a variable is the name that an import declares. */
export function isImport({ defs: [definition] }: Variable): boolean {
  const kind: string | undefined = definition?.type;
  return kind === "ImportBinding";
}
