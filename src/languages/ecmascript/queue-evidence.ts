import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Handle, Limiter } from "../../flow/program.ts";
import type { KnownQueue, Vocabulary } from "../../protocol/vocabulary.ts";
import { elementType, typeReferences, type DeclaredTypes } from "./declared-types.ts";
import { extendedLimiter } from "./extended-limiter.ts";
import type { FileSet } from "./file-set.ts";
import { queueOptions } from "./queue-options.ts";
import { bare, isClass, memberName, type Node } from "./syntax.ts";

/** Says whether an expression, a type or an origin is evidence of a work queue. */
export class QueueEvidence {
  readonly #index: FileSet;
  readonly #types: DeclaredTypes;
  readonly #vocabulary: Vocabulary;

  constructor(index: FileSet, types: DeclaredTypes, vocabulary: Vocabulary) {
    this.#index = index;
    this.#types = types;
    this.#vocabulary = vocabulary;
  }

  /** The queue that an expression is by its type: by the annotations in view, or as the type checker knows. */
  byType(expression: Node): KnownQueue | undefined {
    return this.#byAnnotation(expression) ?? this.#index.queueAt(expression)?.queue;
  }

  /** The queue type that annotations give an expression (or the elements of its collection). */
  #byAnnotation(expression: Node): KnownQueue | undefined {
    const owner =
      expression.type === AST_NODE_TYPES.ThisExpression ? this.#index.thisClass(expression) : undefined;
    if (owner) return this.#extended(owner.superClass);
    const type = this.#types.of(expression) ?? this.#typeOfElement(expression);
    return type && this.#named(type);
  }

  #named(type: TSESTree.TypeNode): KnownQueue | undefined {
    for (const name of typeReferences(type)) {
      const found =
        this.#vocabulary.queueNamed(name.name, "types", this.#importedFrom(name)) ?? this.#aliased(name);
      if (found) return found;
    }
    return undefined;
  }

  /** `type Queue = RateLimitingQueue<string>`, `interface Queue extends ...` and classes of this file. */
  #aliased(name: TSESTree.Identifier): KnownQueue | undefined {
    const definition = this.#index.variableOf(name)?.defs[0]?.node;
    if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration) {
      const references = typeReferences(definition.typeAnnotation);
      return references.some((reference) => reference.name === name.name)
        ? undefined
        : this.#named(definition.typeAnnotation);
    }
    if (definition && isClass(definition)) return this.#extended(definition.superClass);
    if (definition?.type !== AST_NODE_TYPES.TSInterfaceDeclaration) return undefined;
    return definition.extends.map(({ expression }) => this.#extended(expression)).find((found) => found);
  }

  #extended(base: Node | null): KnownQueue | undefined {
    if (base?.type !== AST_NODE_TYPES.Identifier) return undefined;
    return this.#vocabulary.queueNamed(base.name, "types", this.#importedFrom(base));
  }

  /** `queues.get(k)`, `queues[k]`: the element type of the collection. */
  #typeOfElement(expression: Node): TSESTree.TypeNode | undefined {
    const node = bare(expression);
    const collection =
      node.type === AST_NODE_TYPES.CallExpression && node.callee.type === AST_NODE_TYPES.MemberExpression
        ? node.callee.object
        : node.type === AST_NODE_TYPES.MemberExpression && memberName(node) === undefined
          ? node.object
          : this.#collectionOf(node);
    const type = collection && this.#types.of(collection);
    return type ? elementType(type) : collection && this.#typeArgument(collection);
  }

  /** The `V` of `const queues = new Map<K, V>()`, `#queues = new Map<K, V>()`. */
  #typeArgument(collection: Node): TSESTree.TypeNode | undefined {
    const made = this.#types.initialiserOf(collection);
    return made?.type === AST_NODE_TYPES.NewExpression ? made.typeArguments?.params.at(-1) : undefined;
  }

  /** The collection that a variable's only value is an element of. */
  #collectionOf(node: Node): Node | undefined {
    if (node.type !== AST_NODE_TYPES.Identifier) return undefined;
    const definition = this.#index.variableOf(node)?.defs[0]?.node;
    if (definition?.type !== AST_NODE_TYPES.VariableDeclarator) return undefined;
    const loop = definition.parent.parent;
    const source = definition.init ?? (loop.type === AST_NODE_TYPES.ForOfStatement ? loop.right : undefined);
    const init = source && bare(source);
    if (init?.type === AST_NODE_TYPES.CallExpression && init.callee.type === AST_NODE_TYPES.MemberExpression)
      return init.callee.object;
    if (init?.type === AST_NODE_TYPES.MemberExpression && memberName(init) === undefined) return init.object;
    return definition.init ? undefined : source;
  }

  /** The queue that evaluating an expression makes. */
  byOrigin(expression: Node): KnownQueue | undefined {
    const node = bare(expression);
    switch (node.type) {
      case AST_NODE_TYPES.NewExpression:
        return this.#made(node.callee, "types");
      case AST_NODE_TYPES.CallExpression:
        return this.#made(node.callee, "factories") ?? this.#returned(node.callee);
      case AST_NODE_TYPES.LogicalExpression:
        return this.byOrigin(node.left) ?? this.byOrigin(node.right);
      case AST_NODE_TYPES.ConditionalExpression:
        return this.byOrigin(node.consequent) ?? this.byOrigin(node.alternate);
      default:
        return undefined;
    }
  }

  #made(callee: Node, kind: "types" | "factories"): KnownQueue | undefined {
    const node = bare(callee);
    if (node.type === AST_NODE_TYPES.MemberExpression) {
      const name = memberName(node);
      const source =
        node.object.type === AST_NODE_TYPES.Identifier ? this.#importedFrom(node.object) : undefined;
      return name === undefined ? undefined : this.#vocabulary.queueNamed(name, kind, source);
    }
    if (node.type !== AST_NODE_TYPES.Identifier) return undefined;
    return (
      this.#vocabulary.queueNamed(this.#importedName(node), kind, this.#importedFrom(node)) ??
      (kind === "types" ? this.#aliased(node) : undefined)
    );
  }

  /** A factory of this file, by its return type or by what it returns at once. */
  #returned(callee: Node): KnownQueue | undefined {
    if (callee.type !== AST_NODE_TYPES.Identifier) return undefined;
    const definition = this.#index.variableOf(callee)?.defs[0]?.node;
    const fn = definition?.type === AST_NODE_TYPES.VariableDeclarator ? definition.init : definition;
    if (
      fn?.type !== AST_NODE_TYPES.FunctionDeclaration &&
      fn?.type !== AST_NODE_TYPES.ArrowFunctionExpression
    )
      return undefined;
    const type = fn.returnType?.typeAnnotation;
    const declared = type && this.#named(type);
    if (declared) return declared;
    if (fn.body.type !== AST_NODE_TYPES.BlockStatement)
      return fn.body === callee ? undefined : this.byOrigin(fn.body);
    const last = fn.body.body.at(-1);
    const value = last?.type === AST_NODE_TYPES.ReturnStatement ? last.argument : undefined;
    return value ? this.byOrigin(value) : undefined;
  }

  /** The module a name is imported from. */
  #importedFrom(name: TSESTree.Identifier): string | undefined {
    const declaration = this.#index.bindingOf(name)?.defs[0]?.parent;
    return declaration?.type === AST_NODE_TYPES.ImportDeclaration ? declaration.source.value : undefined;
  }

  /** The name under which the module exports it. */
  #importedName(name: TSESTree.Identifier): string {
    const definition = this.#index.bindingOf(name)?.defs[0]?.node;
    if (definition?.type !== AST_NODE_TYPES.ImportSpecifier) return name.name;
    return definition.imported.type === AST_NODE_TYPES.Identifier
      ? definition.imported.name
      : definition.imported.value;
  }

  /** Whether a queue made here is told which items are the same. */
  isKeyed(expression: Node): boolean {
    const node = bare(expression);
    if (node.type === AST_NODE_TYPES.LogicalExpression)
      return this.isKeyed(node.left) || this.isKeyed(node.right);
    if (node.type !== AST_NODE_TYPES.NewExpression && node.type !== AST_NODE_TYPES.CallExpression)
      return false;
    const { named, open } = queueOptions(this.#index, node);
    return open || [...named.keys()].some((name) => this.#vocabulary.isKeyOption(name));
  }

  /** What the type argument of a queue, or of what makes it, says of its items. */
  itemsOf(expression: Node): Handle["items"] {
    const written = this.#itemsAsWritten(expression);
    return written === "unknown" ? (this.#index.queueAt(expression)?.items ?? "unknown") : written;
  }

  #itemsAsWritten(expression: Node): Handle["items"] {
    const node = bare(expression);
    const made = node.type === AST_NODE_TYPES.NewExpression || node.type === AST_NODE_TYPES.CallExpression;
    const type = made ? undefined : this.#types.of(node);
    const reference = type?.type === AST_NODE_TYPES.TSTypeReference ? type : undefined;
    const item = (made ? node.typeArguments : reference?.typeArguments)?.params[0];
    return item ? this.#kindOfItem(item) : "unknown";
  }

  #kindOfItem(type: TSESTree.TypeNode): Handle["items"] {
    switch (type.type) {
      case AST_NODE_TYPES.TSStringKeyword:
      case AST_NODE_TYPES.TSNumberKeyword:
      case AST_NODE_TYPES.TSTemplateLiteralType:
      case AST_NODE_TYPES.TSLiteralType:
        return "primitive";
      case AST_NODE_TYPES.TSTypeLiteral:
      case AST_NODE_TYPES.TSTupleType:
      case AST_NODE_TYPES.TSArrayType:
        return "reference";
      case AST_NODE_TYPES.TSTypeReference: {
        const definition =
          type.typeName.type === AST_NODE_TYPES.Identifier
            ? this.#index.variableOf(type.typeName)?.defs[0]?.node
            : undefined;
        if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
          return this.#kindOfItem(definition.typeAnnotation);
        const isObject =
          definition && (isClass(definition) || definition.type === AST_NODE_TYPES.TSInterfaceDeclaration);
        return isObject ? "reference" : "unknown";
      }
      default:
        return "unknown";
    }
  }

  /** What the limiter of a queue made here keeps for an item. */
  limiterOf(expression: Node): Limiter {
    const node = bare(expression);
    if (node.type === AST_NODE_TYPES.LogicalExpression) {
      const right = this.limiterOf(node.right);
      return right === "unknown" ? this.limiterOf(node.left) : right;
    }
    if (node.type !== AST_NODE_TYPES.NewExpression && node.type !== AST_NODE_TYPES.CallExpression)
      return "unknown";
    const { named, open } = queueOptions(this.#index, node);
    const limiter = named.get("rateLimiter") ?? limiterArgument(node);
    if (limiter) return this.#kindOfLimiter(limiter);
    return open ? "given" : "tracking";
  }

  #kindOfLimiter(expression: Node): Limiter {
    const node = bare(expression);
    if (node.type === AST_NODE_TYPES.Identifier) {
      const found = this.#index.variableOf(node)?.defs[0];
      const kind: string | undefined = found?.type;
      const definition = found?.node;
      if (kind === "Parameter") return "given";
      return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? this.#kindOfLimiter(definition.init)
        : "unknown";
    }
    if (node.type === AST_NODE_TYPES.ObjectExpression) return "custom";
    if (node.type !== AST_NODE_TYPES.NewExpression && node.type !== AST_NODE_TYPES.CallExpression)
      return "unknown";
    return this.#kindNamed(bare(node.callee));
  }

  /** What the limiter keeps that a class, or a function of this name, makes. */
  #kindNamed(callee: Node): Limiter {
    const name =
      callee.type === AST_NODE_TYPES.MemberExpression
        ? memberName(callee)
        : callee.type === AST_NODE_TYPES.Identifier
          ? this.#importedName(callee)
          : undefined;
    if (name === undefined) return "unknown";
    if (this.#vocabulary.isStatelessLimiter(name)) return "stateless";
    if (this.#vocabulary.isTrackingLimiter(name)) return "tracking";
    const base = extendedLimiter(this.#index, callee);
    if (base) return this.#kindNamed(base);
    const isImported = callee.type === AST_NODE_TYPES.Identifier && this.#importedFrom(callee) !== undefined;
    return isImported ? "foreign" : "custom";
  }
}

/** The limiter given to one of client-go's factories. */
function limiterArgument(node: TSESTree.NewExpression | TSESTree.CallExpression): Node | undefined {
  const [first] = node.arguments;
  const isLimiter =
    node.type === AST_NODE_TYPES.CallExpression && first?.type !== AST_NODE_TYPES.ObjectExpression;
  return isLimiter ? first : undefined;
}
