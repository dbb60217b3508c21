import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { FileSet } from "./file-set.ts";
import { bare, isClass, isFunction, keyName, memberName, type Node } from "./syntax.ts";

type TypeMembers = readonly (TSESTree.TypeElement | TSESTree.ClassElement)[];

/** The type annotation that this file gives an expression, looking through its own interfaces, aliases and classes. No type checker. */
export class DeclaredTypes {
  readonly #index: FileSet;

  constructor(index: FileSet) {
    this.#index = index;
  }

  of(expression: Node): TSESTree.TypeNode | undefined {
    const node = bare(expression);
    if (node.type === AST_NODE_TYPES.Identifier) return this.#ofIdentifier(node);
    if (node.type === AST_NODE_TYPES.MemberExpression) {
      const name = memberName(node);
      return name === undefined ? undefined : this.#ofMember(node.object, name);
    }
    return undefined;
  }

  /** What a constant or a field is initialised with. */
  initialiserOf(expression: Node): Node | undefined {
    const node = bare(expression);
    if (node.type === AST_NODE_TYPES.Identifier) {
      const definition = this.#index.variableOf(node)?.defs[0]?.node;
      return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
        ? bare(definition.init)
        : undefined;
    }
    if (node.type !== AST_NODE_TYPES.MemberExpression || node.object.type !== AST_NODE_TYPES.ThisExpression)
      return undefined;
    const field = this.#index
      .thisClass(node)
      ?.body.body.find(
        (member) =>
          member.type === AST_NODE_TYPES.PropertyDefinition &&
          keyName(member.key, member.computed) === memberName(node),
      );
    return field?.type === AST_NODE_TYPES.PropertyDefinition && field.value ? bare(field.value) : undefined;
  }

  #ofIdentifier(node: TSESTree.Identifier): TSESTree.TypeNode | undefined {
    for (const name of this.#index.variableOf(node)?.identifiers ?? []) {
      if (name.typeAnnotation) return name.typeAnnotation.typeAnnotation;
      const taken = this.#ofPattern(name);
      if (taken) return taken;
    }
    return undefined;
  }

  /** `{ queue }: Deps` gives `queue` the type of that member. */
  #ofPattern(name: Node): TSESTree.TypeNode | undefined {
    const property =
      name.parent?.type === AST_NODE_TYPES.AssignmentPattern ? name.parent.parent : name.parent;
    if (property?.type !== AST_NODE_TYPES.Property || property.parent.type !== AST_NODE_TYPES.ObjectPattern)
      return undefined;
    const key = keyName(property.key, property.computed);
    const pattern = property.parent;
    const annotation = pattern.typeAnnotation?.typeAnnotation;
    if (key === undefined) return undefined;
    if (annotation) return this.#memberOf(annotation, key);
    const { parent } = pattern;
    return parent.type === AST_NODE_TYPES.VariableDeclarator && parent.init
      ? this.#ofMember(parent.init, key)
      : undefined;
  }

  #ofMember(object: Node, name: string): TSESTree.TypeNode | undefined {
    const node = bare(object);
    if (node.type === AST_NODE_TYPES.ThisExpression) {
      for (
        let owner = this.#index.thisClass(node), left = 20;
        owner && left > 0;
        owner = this.#index.superClass(owner), left--
      ) {
        const found = memberType(owner.body.body, name);
        if (found) return found;
      }
      return undefined;
    }
    const type = this.of(node);
    return type && this.#memberOf(type, name);
  }

  #memberOf(type: TSESTree.TypeNode, name: string): TSESTree.TypeNode | undefined {
    const members = this.#membersOf(type);
    return members && memberType(members, name);
  }

  #membersOf(type: TSESTree.TypeNode): TypeMembers | undefined {
    if (type.type === AST_NODE_TYPES.TSTypeLiteral) return type.members;
    if (type.type !== AST_NODE_TYPES.TSTypeReference || type.typeName.type !== AST_NODE_TYPES.Identifier)
      return undefined;
    const { typeName } = type;
    if (typeName.name === "Readonly" || typeName.name === "Partial" || typeName.name === "Required") {
      const inner = type.typeArguments?.params[0];
      return inner && this.#membersOf(inner);
    }
    const definition = this.#index.variableOf(typeName)?.defs[0]?.node;
    if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration) return definition.body.body;
    if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
      return this.#membersOf(definition.typeAnnotation);
    return definition && isClass(definition) ? definition.body.body : undefined;
  }
}

/** The names of a type and of its type arguments, outermost first: `Map<string, RateLimitingQueue<T>>` gives both. */
export function typeReferences(type: TSESTree.TypeNode): TSESTree.Identifier[] {
  switch (type.type) {
    case AST_NODE_TYPES.TSTypeReference: {
      const name =
        type.typeName.type === AST_NODE_TYPES.TSQualifiedName ? type.typeName.right : type.typeName;
      return name.type === AST_NODE_TYPES.Identifier ? [name] : [];
    }
    case AST_NODE_TYPES.TSUnionType:
    case AST_NODE_TYPES.TSIntersectionType:
      return type.types.flatMap(typeReferences);
    default:
      return [];
  }
}

/** The types of a collection's elements: `Map<K, V>` gives V, `T[]` and `Set<T>` give T. */
export function elementType(type: TSESTree.TypeNode): TSESTree.TypeNode | undefined {
  if (type.type === AST_NODE_TYPES.TSArrayType) return type.elementType;
  return type.type === AST_NODE_TYPES.TSTypeReference ? type.typeArguments?.params.at(-1) : undefined;
}

function memberType(members: TypeMembers, name: string): TSESTree.TypeNode | undefined {
  for (const member of members) {
    if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === "constructor") {
      const found = parameterProperty(member, name);
      if (found) return found;
    }
    const typed =
      member.type === AST_NODE_TYPES.PropertyDefinition || member.type === AST_NODE_TYPES.TSPropertySignature;
    if (typed && keyName(member.key, member.computed) === name) return member.typeAnnotation?.typeAnnotation;
  }
  return undefined;
}

function parameterProperty(
  constructor: TSESTree.MethodDefinition,
  name: string,
): TSESTree.TypeNode | undefined {
  if (!isFunction(constructor.value)) return undefined;
  for (const param of constructor.value.params) {
    if (param.type !== AST_NODE_TYPES.TSParameterProperty) continue;
    const { parameter } = param;
    const target = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
    if (target.name === name) return target.typeAnnotation?.typeAnnotation;
  }
  return undefined;
}
