import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { FunctionId } from "../../flow/program.ts";
import type { FileSet } from "./file-set.ts";
import { parameterProperties } from "./parameters.ts";
import { GivenApart } from "./given-apart.ts";
import { PassedArguments } from "./passed-arguments.ts";
import type { Places } from "./places.ts";
import {
  bare,
  functionAround,
  isClass,
  isFunction,
  keyName,
  memberName,
  methodCall,
  type ClassNode,
  type FunctionNode,
  type Node,
} from "./syntax.ts";

/** Which functions of this file an expression can be, looking through names, methods, fields, `bind` and factories. */
export class Callees {
  readonly #index: FileSet;
  readonly #passed: PassedArguments;
  readonly #apart: GivenApart;
  readonly #busy = new Set<Node>();
  readonly #known = new Map<Node, readonly FunctionId[]>();
  readonly #variables = new Map<TSESLint.Scope.Variable, readonly FunctionNode[]>();
  readonly #members = new Map<ClassNode, Map<string, readonly FunctionNode[]>>();

  constructor(index: FileSet, places: Places) {
    this.#index = index;
    this.#passed = new PassedArguments(index);
    this.#apart = new GivenApart(index, places, this);
  }

  of(expression: Node): readonly FunctionId[] {
    const node = bare(expression);
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#busy.has(node)) return [];
    this.#busy.add(node);
    const found = [...new Set(this.#find(node).map((fn) => this.#index.idOf(fn)))];
    this.#busy.delete(node);
    if (this.#busy.size === 0) this.#known.set(node, found); // else a cycle may have cut it short
    return found;
  }

  /** What is found for `key`, once; within another search only if that cannot have cut it short. */
  #remembered<Key>(
    known: Map<Key, readonly FunctionNode[]>,
    key: Key,
    find: () => readonly FunctionNode[],
  ): readonly FunctionNode[] {
    const before = known.get(key);
    if (before) return before;
    const found = find();
    if (this.#busy.size === 1) known.set(key, found);
    return found;
  }

  #nodesOf(expression: Node): FunctionNode[] {
    return this.of(expression).flatMap((id) => this.#index.functions[id] ?? []);
  }

  #find(node: Node): readonly FunctionNode[] {
    if (isFunction(node)) return [node];
    switch (node.type) {
      case AST_NODE_TYPES.Identifier:
        return orElse(this.#ofVariable(this.#index.variableOf(node)), () => this.#declared(node));
      case AST_NODE_TYPES.MemberExpression:
        return this.#ofMember(node);
      case AST_NODE_TYPES.CallExpression:
        return this.#ofCall(node);
      case AST_NODE_TYPES.ConditionalExpression:
        return [...this.#nodesOf(node.consequent), ...this.#nodesOf(node.alternate)];
      case AST_NODE_TYPES.LogicalExpression:
        return [...this.#nodesOf(node.left), ...this.#nodesOf(node.right)];
      default:
        return [];
    }
  }

  #ofVariable(variable: TSESLint.Scope.Variable | undefined): readonly FunctionNode[] {
    return variable ? this.#remembered(this.#variables, variable, () => this.#givenTo(variable)) : [];
  }

  /** The functions that a variable is declared as, or written with. */
  #givenTo(variable: TSESLint.Scope.Variable): FunctionNode[] {
    const declared = variable.defs.flatMap(({ node }) =>
      isFunction(node) && node.id === variable.identifiers[0] ? [node] : [],
    );
    const passed = this.#passed.for(variable);
    const isTold = passed.length <= 1 || this.#apart.areApart(passed); // which of several it is, nothing tells
    const written = variable.references.flatMap((reference) =>
      reference.isWrite() && reference.writeExpr ? this.#nodesOf(reference.writeExpr) : [],
    );
    return [
      ...declared.filter((fn) => fn.type !== AST_NODE_TYPES.FunctionExpression || fn.id),
      ...written,
      ...(isTold ? passed.flatMap(({ argument }) => this.#nodesOf(argument)) : []),
    ];
  }

  #ofMember(node: TSESTree.MemberExpression): readonly FunctionNode[] {
    const name = memberName(node);
    if (name === undefined) return [];
    const owner = this.#classOf(node.object);
    if (owner) return this.#membersOf(owner, name);
    return orElse(this.#ofObjectField(node.object, name), () => this.#byType(node, name));
  }

  /** A member of a value whose class or interface the type checker knows, or of an object that is made in view. */
  #byType({ object, property }: TSESTree.MemberExpression, name: string): readonly FunctionNode[] {
    const queue = this.#index.queueAt(object);
    if (queue && !queue.isDerived) return []; // what its methods do, a profile says
    const methods = this.#index.classesAt(object).flatMap((owner) => this.#membersOf(owner, name));
    return queue ? methods : orElse(methods, () => this.#declared(property));
  }

  /** The functions in view that a name is declared as, by types: exports without a name, members of namespaces and objects. */
  #declared(name: Node): FunctionNode[] {
    return this.#index.declarationsOf(name).flatMap((declared) => {
      const value = isFunction(declared) ? declared : declared.parent && valueOf(declared.parent, declared);
      return value ? this.#nodesOf(value).filter((fn) => this.#index.has(fn)) : [];
    });
  }

  /** The class of this file that `object` is an instance of (or is). */
  #classOf(object: Node): ClassNode | undefined {
    const node = bare(object);
    if (node.type === AST_NODE_TYPES.ThisExpression || node.type === AST_NODE_TYPES.Super)
      return this.#index.thisClass(node);
    if (node.type === AST_NODE_TYPES.NewExpression) return this.#index.classNamed(node.callee);
    if (node.type !== AST_NODE_TYPES.Identifier) return undefined;
    const variable = this.#index.variableOf(node);
    const definition = variable?.defs[0]?.node;
    if (!definition) return undefined;
    if (isClass(definition)) return definition;
    if (definition.type !== AST_NODE_TYPES.VariableDeclarator || !definition.init) return undefined;
    const init = bare(definition.init);
    if (init.type === AST_NODE_TYPES.ThisExpression) return this.#index.thisClass(init);
    return init.type === AST_NODE_TYPES.NewExpression ? this.#index.classNamed(init.callee) : undefined;
  }

  #membersOf(owner: ClassNode, name: string): readonly FunctionNode[] {
    let members = this.#members.get(owner);
    if (!members) this.#members.set(owner, (members = new Map<string, readonly FunctionNode[]>()));
    return this.#remembered(members, name, () => this.#membersNamed(owner, name));
  }

  /** Methods and function fields of a class, of what it extends, and what overrides them in this file. */
  #membersNamed(owner: ClassNode, name: string): FunctionNode[] {
    const found: FunctionNode[] = [];
    for (
      let at: ClassNode | undefined = owner, left = 20;
      at && left > 0;
      at = this.#index.superClass(at), left--
    ) {
      found.push(...this.#ownMembers(at, name));
      if (found.length > 0) break;
    }
    for (const candidate of this.#index.classes) {
      if (candidate !== owner && this.#extends(candidate, owner))
        found.push(...this.#ownMembers(candidate, name));
    }
    return found;
  }

  #extends(candidate: ClassNode, owner: ClassNode): boolean {
    let at = this.#index.superClass(candidate);
    for (let left = 20; at && at !== owner && left > 0; left--) at = this.#index.superClass(at);
    return at === owner;
  }

  #ownMembers(owner: ClassNode, name: string): FunctionNode[] {
    const found = owner.body.body.flatMap((member) => {
      if (
        member.type === AST_NODE_TYPES.MethodDefinition &&
        member.kind === "method" &&
        keyName(member.key, member.computed) === name
      ) {
        return member.value.type === AST_NODE_TYPES.FunctionExpression ? [member.value] : [];
      }
      if (
        member.type === AST_NODE_TYPES.PropertyDefinition &&
        keyName(member.key, member.computed) === name
      ) {
        return member.value ? this.#nodesOf(member.value) : [];
      }
      return [];
    });
    for (const property of parameterProperties(owner))
      if (property.name.name === name) found.push(...this.#nodesOf(property.name));
    return [...found, ...this.#assignedTo(owner, name, found)];
  }

  /** `this.name = ...` in the class, unless it only binds the method of that name. */
  #assignedTo(owner: ClassNode, name: string, known: readonly FunctionNode[]): FunctionNode[] {
    return this.#index.assignments.flatMap(({ left, right }) => {
      if (left.type !== AST_NODE_TYPES.MemberExpression || left.object.type !== AST_NODE_TYPES.ThisExpression)
        return [];
      if (memberName(left) !== name || this.#index.thisClass(left) !== owner) return [];
      return this.#nodesOf(right).filter((fn) => !known.includes(fn));
    });
  }

  #ofObjectField(object: Node, name: string): FunctionNode[] {
    const node = bare(object);
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const definition = this.#index.variableOf(node)?.defs[0]?.node;
    const init =
      definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? bare(definition.init)
        : undefined;
    if (init?.type !== AST_NODE_TYPES.ObjectExpression) return [];
    return init.properties.flatMap((property) =>
      property.type === AST_NODE_TYPES.Property && keyName(property.key, property.computed) === name
        ? this.#nodesOf(property.value)
        : [],
    );
  }

  #ofCall(node: TSESTree.CallExpression): FunctionNode[] {
    const method = methodCall(node);
    if (method?.name === "bind") return this.#nodesOf(method.receiver);
    return this.#nodesOf(node.callee).flatMap((fn) => this.#returnedBy(fn));
  }

  /** The functions that a factory returns. */
  #returnedBy(fn: FunctionNode): FunctionNode[] {
    if (fn.type === AST_NODE_TYPES.Program) return [];
    if (fn.body.type !== AST_NODE_TYPES.BlockStatement) return this.#nodesOf(fn.body);
    return this.#index.functions.filter(
      (inner) =>
        isFunction(inner) &&
        functionAround(inner) === fn &&
        (inner.parent.type === AST_NODE_TYPES.ReturnStatement || this.#isReturnedByName(inner, fn)),
    );
  }

  #isReturnedByName(inner: FunctionNode, fn: FunctionNode): boolean {
    if (inner.type !== AST_NODE_TYPES.FunctionDeclaration || !inner.id) return false;
    const variable = this.#index.variableOf(inner.id);
    return (variable?.references ?? []).some(
      ({ identifier }) =>
        identifier.parent.type === AST_NODE_TYPES.ReturnStatement && functionAround(identifier) === fn,
    );
  }
}

/** What is found, or what is found otherwise when that is nothing. */
function orElse<T>(found: readonly T[], otherwise: () => readonly T[]): readonly T[] {
  return found.length > 0 ? found : otherwise();
}

/** What a declaration gives the thing that it declares under `name`. */
function valueOf(declaration: Node, name: Node): Node | null | undefined {
  switch (declaration.type) {
    case AST_NODE_TYPES.FunctionDeclaration:
      return declaration.id === name ? declaration : undefined;
    case AST_NODE_TYPES.VariableDeclarator:
      return declaration.id === name ? declaration.init : undefined;
    case AST_NODE_TYPES.MethodDefinition:
      return declaration.key === name && declaration.kind === "method" ? declaration.value : undefined;
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.Property:
      return declaration.key === name ? declaration.value : undefined;
    default:
      return undefined;
  }
}
