import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { FileSet } from "./file-set.ts";
import { bare, isFunction, keyName, memberName, methodCall, type ClassNode, type Node } from "./syntax.ts";

type Variable = TSESLint.Scope.Variable;

/** Methods that hand out an element of a collection. */
const elementGetters = new Set(["get", "at", "getOrInsert", "getOrInsertComputed"]);
const elementLists = new Set(["values", "entries"]);

/**
 * Names the place an expression denotes, so that two expressions with one name denote the same thing: a variable, a field of
 * the class's instances (`class3.queue`), a field of a place, an element of a collection (`class3.queues[]`). Names are
 * flow-insensitive: constants that only rename another place share its name, a class shares its fields with its subclasses.
 * Undefined where nothing can be said.
 */
export class Places {
  readonly #index: FileSet;
  readonly #variables = new Map<Variable, string | null>();
  readonly #numbers = new Map<unknown, number>();

  constructor(index: FileSet) {
    this.#index = index;
  }

  of(expression: Node): string | undefined {
    const node = bare(expression);
    switch (node.type) {
      case AST_NODE_TYPES.Identifier: {
        const variable = this.#index.variableOf(node);
        return variable ? this.ofVariable(variable) : `global.${node.name}`;
      }
      case AST_NODE_TYPES.ThisExpression:
        return this.#ofThis(node);
      case AST_NODE_TYPES.MemberExpression:
        return this.#ofMember(node);
      case AST_NODE_TYPES.CallExpression:
        return this.#ofCall(node);
      default:
        return undefined;
    }
  }

  #number(of: unknown): string {
    let number = this.#numbers.get(of);
    if (number === undefined) this.#numbers.set(of, (number = this.#numbers.size));
    return String(number);
  }

  #ofThis(node: Node): string | undefined {
    const owner = this.#index.thisClass(node);
    return owner && this.ofClass(owner);
  }

  /** The instances of a class. */
  ofClass(owner: ClassNode): string {
    return `class${this.#number(this.#index.rootClass(owner))}`;
  }

  #ofMember(node: TSESTree.MemberExpression): string | undefined {
    const exported = this.#index.exportedVariable(node);
    if (exported) return this.ofVariable(exported);
    const base = this.of(node.object);
    if (base === undefined) return undefined;
    const name = memberName(node);
    return name === undefined ? `${base}[]` : `${base}.${name}`;
  }

  #ofCall(node: TSESTree.CallExpression): string | undefined {
    const method = methodCall(node);
    if (method) {
      const base = this.of(method.receiver);
      if (base !== undefined && elementGetters.has(method.name) && node.arguments.length > 0)
        return `${base}[]`;
      if (base !== undefined && node.arguments.length === 0) return `${base}.${method.name}()`;
      return undefined;
    }
    const callee = bare(node.callee);
    if (callee.type !== AST_NODE_TYPES.Identifier || node.arguments.length > 0) return undefined;
    const returned = this.#returnedBy(callee);
    return (returned && this.of(returned)) ?? `${this.of(callee) ?? callee.name}()`;
  }

  /** The one expression that a function of this file returns. */
  #returnedBy(callee: TSESTree.Identifier): Node | undefined {
    const definition = this.#index.variableOf(callee)?.defs[0]?.node;
    const fn =
      definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? bare(definition.init)
        : definition;
    if (!fn || !isFunction(fn)) return undefined;
    if (fn.body.type !== AST_NODE_TYPES.BlockStatement) return fn.body;
    const only = fn.body.body.length === 1 ? fn.body.body[0] : undefined;
    return only?.type === AST_NODE_TYPES.ReturnStatement ? (only.argument ?? undefined) : undefined;
  }

  ofVariable(variable: Variable): string {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known ?? this.#own(variable);
    this.#variables.set(variable, null); // a variable that names itself in its own initialiser
    const place = this.#renamed(variable) ?? this.#own(variable);
    this.#variables.set(variable, place);
    return place;
  }

  #own(variable: Variable): string {
    return `v${this.#number(variable)}`;
  }

  /** The place that a variable which is never written again only renames. */
  #renamed(variable: Variable): string | undefined {
    const definition = variable.defs[0];
    if (variable.defs.length !== 1 || !definition) return undefined;
    if (variable.references.some((reference) => reference.isWrite() && !reference.init)) return undefined;
    const name = definition.name;
    if (definition.node.type === AST_NODE_TYPES.VariableDeclarator) {
      const { id, init, parent } = definition.node;
      if (init) return this.#along(id, name, this.of(init));
      const loop = parent.parent;
      return loop.type === AST_NODE_TYPES.ForOfStatement && !loop.await
        ? this.#along(id, name, this.#elementsOf(loop.right))
        : undefined;
    }
    if (!isFunction(definition.node)) return undefined;
    const pattern = definition.node.params.find((param) => contains(param, name));
    return pattern && pattern.type === AST_NODE_TYPES.ObjectPattern
      ? this.#along(pattern, name, `${this.#number(pattern)}param`)
      : undefined;
  }

  #elementsOf(right: Node): string | undefined {
    const list = methodCall(bare(right));
    const base = list && elementLists.has(list.name) ? this.of(list.receiver) : this.of(right);
    return base && `${base}[]`;
  }

  /** The place of `name` inside a pattern that takes `base` apart. */
  #along(pattern: Node, name: Node, base: string | undefined): string | undefined {
    if (base === undefined) return undefined;
    if (pattern === name) return base;
    if (pattern.type === AST_NODE_TYPES.AssignmentPattern) return this.#along(pattern.left, name, base);
    if (pattern.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
    for (const property of pattern.properties) {
      if (property.type !== AST_NODE_TYPES.Property || !contains(property.value, name)) continue;
      const key = keyName(property.key, property.computed);
      return key === undefined ? undefined : this.#along(property.value, name, `${base}.${key}`);
    }
    return undefined;
  }
}

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
