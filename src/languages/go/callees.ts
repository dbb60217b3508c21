import type { FunctionId } from "../../flow/program.ts";
import { AssignedValues } from "./assigned-values.ts";
import type { CallExpr, Expr, SelectorExpr } from "./ast.ts";
import { GivenApart, type Given } from "./given-apart.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { GoObject } from "./scope/scope.ts";
import { calleeOf, flattened, withoutParens } from "./syntax.ts";
import type { GoTypes, Selection } from "./types.ts";

const none: readonly FunctionId[] = [];

/** Which functions of the package an expression can be: through names, methods, fields, interfaces, conversions and factories. */
export class Callees {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #values: AssignedValues;
  readonly #apart: GivenApart;
  #known = new Map<Expr, readonly FunctionId[]>();

  constructor(pkg: GoPackage, types: GoTypes) {
    this.#package = pkg;
    this.#types = types;
    this.#values = new AssignedValues(pkg, types);
    this.#apart = new GivenApart(pkg, types, this, this.#values);
  }

  of(expr: Expr): readonly FunctionId[] {
    const node = withoutParens(expr);
    const known = this.#known.get(node);
    if (known) return known;
    this.#known.set(node, none); // a function value that is made from itself
    const functions = this.#find(node).filter(hasBody);
    const found = functions.length > 0 ? [...new Set(functions.map((fn) => this.#package.idOf(fn)))] : none;
    this.#known.set(node, found);
    return found;
  }

  #nodesOf(expr: Expr): FunctionNode[] {
    return this.of(expr).flatMap((id) => this.#package.functions[id] ?? []);
  }

  #find(node: Expr): FunctionNode[] {
    switch (node.type) {
      case "FuncLit":
        return [node];
      case "Ident": {
        const object = this.#package.objectOf(node);
        return object ? this.#ofObject(object) : [];
      }
      case "SelectorExpr":
        return this.#ofMember(node);
      case "IndexExpr":
        return this.#nodesOf(node.x);
      case "CallExpr":
        return this.#ofCall(node);
      default:
        return [];
    }
  }

  #ofObject(object: GoObject): FunctionNode[] {
    if (object.decl?.type === "FuncDecl") return [object.decl];
    if (object.kind === "parameter") return this.#givenFor(object);
    if (object.kind !== "var") return [];
    return this.#package
      .writesOf(object)
      .flatMap(({ value, part }) => (part === undefined ? this.#nodesOf(value) : []));
  }

  /** What is passed for a parameter, if one call alone passes something for it, or each of several something of its own: else nothing tells which it is. */
  #givenFor(parameter: GoObject): FunctionNode[] {
    const owner = parameter.scope.func;
    if (owner?.type !== "FuncDecl") return [];
    const index = flattened(owner.signature.params).findIndex(({ name }) => name === parameter.ident);
    const id = this.#package.idOf(owner);
    const calls = this.#package.callsNamed(owner.name.name).filter(({ fun }) => this.of(fun).includes(id));
    const [only, another] = calls.flatMap(({ args }) => args[index] ?? []);
    if (!another) return only ? this.#nodesOf(only) : [];
    const apart = isFunctionType(this.#types, parameter) ? this.#apart.givenTo(calls, index) : [];
    return apart.length > 0 && this.#areApart(apart)
      ? apart.flatMap(({ argument }) => this.#nodesOf(argument))
      : [];
  }

  /** What is found of other functions on the way may be cut short by what is being found, and is not kept. */
  #areApart(given: readonly Given[]): boolean {
    const known = this.#known;
    this.#known = new Map(known);
    const areApart = this.#apart.areApart(given);
    this.#known = known;
    return areApart;
  }

  #ofMember(node: SelectorExpr): FunctionNode[] {
    if (node.x.type === "Ident" && this.#package.importOf(node.x) !== undefined) return [];
    const type = this.#types.isType(node.x) ? node.x : this.#types.of(node.x);
    const found = type && this.#types.selectIn(type, node.sel.name);
    return found ? this.#selected(found, node.sel.name) : [];
  }

  #selected(found: Selection, name: string): FunctionNode[] {
    switch (found.kind) {
      case "method":
        return [...found.functions];
      case "interface":
        return this.#package
          .typesWith(found.methods)
          .flatMap((type) => [...this.#package.methodsOf(type, name)]);
      case "field":
        return this.#values.toField({ struct: found.struct, name }).flatMap((value) => this.#nodesOf(value));
      case "promoted":
        return [];
    }
  }

  #ofCall(node: CallExpr): FunctionNode[] {
    const fun = calleeOf(node);
    const only = node.args.length === 1 ? node.args[0] : undefined;
    if (only && this.#types.isType(fun)) return this.#nodesOf(only);
    const called = this.#nodesOf(fun);
    // `http.HandlerFunc(f)`: a conversion to a function type of another package
    if (called.length === 0 && only && /Func$/.test(calledName(fun))) return this.#nodesOf(only);
    return called.flatMap((fn) =>
      this.#package.returnsOf(fn).flatMap(({ results }) => (results[0] ? this.#nodesOf(results[0]) : [])),
    );
  }
}

/** Whether a parameter takes a function, as far as its type tells. */
function isFunctionType(types: GoTypes, parameter: GoObject): boolean {
  const type = types.ofObject(parameter);
  const under = type && type.type !== "StarExpr" ? types.underlying(type) : undefined;
  return (
    under?.type === "FuncType" || (under?.type === "SelectorExpr" && /func|fn|handler$/i.test(under.sel.name))
  );
}

function calledName(fun: Expr): string {
  if (fun.type === "SelectorExpr") return fun.sel.name;
  return fun.type === "Ident" ? fun.name : "";
}

function hasBody(fn: FunctionNode): boolean {
  return fn.type === "File" || fn.body !== null;
}
