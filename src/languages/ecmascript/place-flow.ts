import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import { Groups } from "../../flow/groups.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { Callees } from "./callees.ts";
import type { FileSet } from "./file-set.ts";
import { nameOfParameter, parameterProperties } from "./parameters.ts";
import type { Places } from "./places.ts";
import { bare, isClass, isFunction, keyName, type ClassNode, type Node } from "./syntax.ts";

/**
 * How values go from place to place in a file. Places joined by assignment are one; a parameter joins the one place that is passed for it,
 * and stays apart, with an edge from each, when several are. Flow-insensitive.
 */
export class PlaceFlow {
  /** Places that are one, and what is passed for a parameter. */
  readonly groups = new Groups();
  readonly #index: FileSet;
  readonly #places: Places;
  readonly #callees: Callees;
  readonly #origins = new Map<string, Node[]>();

  constructor(index: FileSet, places: Places, callees: Callees) {
    this.#index = index;
    this.#places = places;
    this.#callees = callees;
    for (const { left, right } of index.assignments) this.#flowsInto(places.of(left), right);
    for (const property of index.properties) {
      if (property.value) this.#flowsInto(this.#placeOfProperty(property), property.value);
    }
    for (const owner of index.classes) this.#joinParameterProperties(owner);
  }

  /** The expressions assigned to a place, and those that initialise the variable `shown`. */
  originsOf(place: string, shown: Node | undefined): Node[] {
    const variable = shown?.type === AST_NODE_TYPES.Identifier ? this.#index.variableOf(shown) : undefined;
    const written = (variable?.references ?? []).flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : []));
    return [...(this.#origins.get(place) ?? []), ...written];
  }

  /** Notes what is passed for the parameters that a place holds, which is shown so. Gives what is passed for them; undefined where it holds none. */
  follow(place: string, shown: readonly Node[]): { place: string; argument: Node }[] | undefined {
    const parameters = this.#parametersAmong([...shown, ...this.originsOf(place, shown[0])]);
    if (parameters.length === 0) return undefined;
    const passed = parameters.flatMap((parameter) =>
      this.#argumentsFor(parameter.function, parameter.index).flatMap((argument) => {
        const from = this.#places.of(argument);
        return from === undefined || from === place ? [] : [{ place: from, argument }];
      }),
    );
    for (const { place: from } of passed) this.groups.pass(from, place);
    return passed;
  }

  #flowsInto(place: string | undefined, value: Node): void {
    if (place === undefined) return;
    const node = bare(value);
    const source = this.#places.of(node.type === AST_NODE_TYPES.LogicalExpression ? node.left : node);
    if (source !== undefined) this.groups.unite(place, source);
    this.#origins.set(place, [...(this.#origins.get(place) ?? []), value]);
  }

  #placeOfProperty(property: TSESTree.PropertyDefinition | TSESTree.Property): string | undefined {
    const name = keyName(property.key, property.computed);
    if (name === undefined) return undefined;
    const holder = property.parent.parent;
    if (property.type === AST_NODE_TYPES.PropertyDefinition) {
      return isClass(holder) ? this.#fieldPlace(holder, name) : undefined;
    }
    const isInitialiser =
      property.parent.type === AST_NODE_TYPES.ObjectExpression &&
      holder.type === AST_NODE_TYPES.VariableDeclarator &&
      holder.id.type === AST_NODE_TYPES.Identifier;
    const base = isInitialiser ? this.#places.of(holder.id) : undefined;
    return base === undefined ? undefined : `${base}.${name}`;
  }

  #fieldPlace(owner: ClassNode, name: string): string {
    return `${this.#places.ofClass(owner)}.${name}`;
  }

  #joinParameterProperties(owner: ClassNode): void {
    for (const { name } of parameterProperties(owner)) {
      const place = this.#places.of(name);
      const field = this.#fieldPlace(owner, name.name);
      if (place !== undefined) this.groups.unite(field, place);
      this.#origins.set(field, [...(this.#origins.get(field) ?? []), name]);
    }
  }

  #parametersAmong(nodes: readonly Node[]): { function: FunctionId; index: number }[] {
    const variables = new Set(nodes.flatMap((node) => this.#variableIn(node) ?? []));
    return [...variables].flatMap(({ defs }) => {
      const [definition] = defs;
      if (!definition || !isFunction(definition.node)) return [];
      const index = definition.node.params.findIndex((param) => nameOfParameter(param) === definition.name);
      return index < 0 ? [] : [{ function: this.#index.idOf(definition.node), index }];
    });
  }

  isParameter(node: Node): boolean {
    return this.#parametersAmong([node]).length > 0;
  }

  #variableIn(node: Node): TSESLint.Scope.Variable | undefined {
    const named = bare(node);
    return named.type === AST_NODE_TYPES.Identifier ? this.#index.variableOf(named) : undefined;
  }

  #argumentsFor(id: FunctionId, index: number): Node[] {
    const calls = this.#index.calls.filter(
      (call) => call.arguments[index] && this.#callees.of(call.callee).includes(id),
    );
    const owner = this.#index.functions[id]?.parent;
    const constructed =
      owner?.type === AST_NODE_TYPES.MethodDefinition && owner.kind === "constructor"
        ? this.#index.news.filter(({ callee }) => this.#index.classNamed(callee) === owner.parent.parent)
        : [];
    return [...calls, ...constructed].flatMap((call) => call.arguments[index] ?? []);
  }
}
