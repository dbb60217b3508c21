import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import { areApart, mostObjects } from "../../flow/apart.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { FileSet } from "./file-set.ts";
import type { Passed } from "./passed-arguments.ts";
import type { Places } from "./places.ts";
import { bare, functionAround, isClass, isFunction, keyName, memberName, type Node } from "./syntax.ts";

interface CalleesOf {
  of(expression: Node): readonly FunctionId[];
}

/** A variable or field that holds an object, and nothing else, and from which it goes nowhere. */
interface Holder {
  /** Where it is mentioned. */
  readonly mentions: readonly Node[];
}

/**
 * Functions that are given to objects of one class, each to one of its own: `this.pods = new Tasks(syncPod)`, `this.nodes = new Tasks(syncNode)`. Which object
 * runs which function is not told apart.
 */
export class GivenApart {
  readonly #index: FileSet;
  readonly #places: Places;
  readonly #callees: CalleesOf;
  #parts: Map<FunctionId, Node[]> | undefined;

  constructor(index: FileSet, places: Places, callees: CalleesOf) {
    this.#index = index;
    this.#places = places;
    this.#callees = callees;
  }

  /** Whether calls each make an object and give it one function, which does not come near another of the objects. */
  areApart(passed: readonly Passed[]): boolean {
    if (passed.length > mostObjects) return false;
    const holders = passed.flatMap(({ call }) => this.#holderOf(call) ?? []);
    if (holders.length < passed.length) return false;
    const objects = holders.map(({ mentions }, index) => ({
      functions: this.#callees.of((passed[index] as Passed).argument),
      namedIn: mentions.map((mention) => this.#index.ownerOf(mention)),
    }));
    return areApart(objects, (id) => this.#partsOf(id).flatMap((part) => this.#callees.of(part)));
  }

  #holderOf(call: Node): Holder | undefined {
    const target = targetOf(call);
    const mentions = target && this.#mentionsOf(target);
    if (!mentions) return undefined;
    const isFree = mentions.every(
      (mention) => mention === target || !(isWritten(mention) || goesOn(mention)),
    );
    return isFree ? { mentions } : undefined;
  }

  /** Where the variable or field is mentioned that `target` is; undefined where that cannot be told. */
  #mentionsOf(target: Node): readonly Node[] | undefined {
    if (target.type === AST_NODE_TYPES.Identifier) {
      const variable = this.#index.variableOf(target);
      return variable && this.#index.referencesTo(variable).map(({ identifier }) => identifier);
    }
    const name = fieldName(target);
    const place = name === undefined ? undefined : this.#placeOf(target, name);
    return place === undefined
      ? undefined
      : this.#index.members.filter((each) => memberName(each) === name && this.#places.of(each) === place);
  }

  #placeOf(target: Node, name: string): string | undefined {
    if (target.type === AST_NODE_TYPES.MemberExpression) return this.#places.of(target);
    const owner = target.parent?.parent;
    return owner && isClass(owner) ? `${this.#places.ofClass(owner)}.${name}` : undefined;
  }

  /** What may run when a function does: what it calls, gives to calls, or holds. */
  #partsOf(id: FunctionId): readonly Node[] {
    if (!this.#parts) {
      this.#parts = new Map();
      for (const call of [...this.#index.calls, ...this.#index.news])
        this.#note(this.#index.ownerOf(call), [call.callee, ...call.arguments]);
      for (const fn of this.#index.functions)
        if (isFunction(fn)) this.#note(this.#index.idOf(functionAround(fn)), [fn]);
    }
    return this.#parts.get(id) ?? [];
  }

  #note(id: FunctionId, parts: readonly Node[]): void {
    this.#parts?.set(id, [...(this.#parts.get(id) ?? []), ...parts]);
  }
}

/** What a call's value is given to: a name, a member, or a field where it is declared. */
function targetOf(call: Node): Node | undefined {
  const at = outermost(call);
  switch (at.parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return at.parent.id;
    case AST_NODE_TYPES.AssignmentExpression:
      return at.parent.right === at && at.parent.operator === "=" ? at.parent.left : undefined;
    case AST_NODE_TYPES.PropertyDefinition:
      return at.parent.value === at ? at.parent : undefined;
    default:
      return undefined;
  }
}

function outermost(node: Node): Node {
  let at = node;
  while (at.parent && bare(at.parent) === node) at = at.parent;
  return at;
}

function fieldName(target: Node): string | undefined {
  if (target.type === AST_NODE_TYPES.MemberExpression) return memberName(target);
  return target.type === AST_NODE_TYPES.PropertyDefinition ? keyName(target.key, target.computed) : undefined;
}

function isWritten(mention: Node): boolean {
  const { parent } = mention;
  return parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === mention;
}

/** Whether a value is given to something else. */
function goesOn(mention: Node): boolean {
  const at = outermost(mention);
  const parent: TSESTree.Node | undefined = at.parent;
  return (
    (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === at) ||
    (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.right === at) ||
    (parent?.type === AST_NODE_TYPES.PropertyDefinition && parent.value === at) ||
    (parent?.type === AST_NODE_TYPES.Property && parent.value === at)
  );
}
