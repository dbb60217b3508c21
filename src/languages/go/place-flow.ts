import { Groups } from "../../flow/groups.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { Expr } from "./ast.ts";
import type { Callees } from "./callees.ts";
import { literalFields } from "./literal-fields.ts";
import type { GoPackage } from "./package/go-package.ts";
import { variableIn, type Places } from "./places.ts";
import { flattened } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/**
 * How values go from place to place in a package. Places joined by assignment or by a struct literal are one; a parameter joins the one
 * place that is passed for it, and stays apart, with an edge from each, when several are. Flow-insensitive.
 */
export class PlaceFlow {
  /** Places that are one, and what is passed for a parameter. */
  readonly groups = new Groups();
  readonly #package: GoPackage;
  readonly #places: Places;
  readonly #callees: Callees;
  readonly #origins = new Map<string, Expr[]>();

  constructor(pkg: GoPackage, types: GoTypes, places: Places, callees: Callees) {
    this.#package = pkg;
    this.#places = places;
    this.#callees = callees;
    for (const { target, value, part } of pkg.assignments)
      if (part === undefined) this.#flowsInto(places.of(target), value);
    for (const { object, value } of pkg.clauseSubjects) this.#flowsInto(places.ofObject(object), value);
    for (const literal of pkg.literals)
      for (const { struct, name, value } of literalFields(types, literal))
        this.#flowsInto(places.ofField(struct, name), value);
  }

  /** Every expression whose value goes to a place. */
  originsOf(place: string): readonly Expr[] {
    return this.#origins.get(place) ?? [];
  }

  /** The places that something is assigned to, with what. */
  get origins(): Iterable<readonly [string, readonly Expr[]]> {
    return this.#origins;
  }

  /** Notes what is passed for the parameters that a place holds, which is shown so. Gives what is passed for them; undefined where it holds none. */
  follow(place: string, shown: readonly Expr[]): { place: string; argument: Expr }[] | undefined {
    const parameters = this.#parametersAmong([...shown, ...this.originsOf(place)]);
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

  #flowsInto(place: string | undefined, value: Expr): void {
    if (place === undefined) return;
    const source = this.#places.of(value);
    if (source !== undefined) this.groups.unite(place, source);
    const known = this.#origins.get(place);
    if (known) known.push(value);
    else this.#origins.set(place, [value]);
  }

  #parametersAmong(exprs: readonly Expr[]): { function: FunctionId; index: number }[] {
    const objects = new Set(exprs.flatMap((expr) => variableIn(this.#package, expr) ?? []));
    return [...objects].flatMap((object) => {
      const owner = object.scope.func;
      if (object.kind !== "parameter" || !owner) return [];
      const index = flattened(owner.signature.params).findIndex(({ name }) => name === object.ident);
      return index < 0 ? [] : [{ function: this.#package.idOf(owner), index }];
    });
  }

  #argumentsFor(id: FunctionId, index: number): Expr[] {
    const node = this.#package.functions[id];
    const calls = node?.type === "FuncDecl" ? this.#package.callsNamed(node.name.name) : this.#package.calls;
    return calls.flatMap((call) => {
      const argument = call.args[index];
      return argument && this.#callees.of(call.fun).includes(id) ? [argument] : [];
    });
  }
}
