import type { FunctionId } from "../../flow/program.ts";
import type { CallExpr, CompositeLit, Expr, SelectorExpr, StructType } from "./ast.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { GoObject } from "./scope/scope.ts";
import { calleeOf, embeddedName, flattened, withoutParens } from "./syntax.ts";
import type { GoTypes, Selection } from "./types.ts";

/** Which functions of the package an expression can be: through names, methods, fields, interfaces, conversions and factories. */
export class Callees {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #known = new Map<Expr, readonly FunctionId[]>();
  #fields: Map<StructType, Map<string, Expr[]>> | undefined;

  constructor(pkg: GoPackage, types: GoTypes) {
    this.#package = pkg;
    this.#types = types;
  }

  of(expr: Expr): readonly FunctionId[] {
    const node = withoutParens(expr);
    const known = this.#known.get(node);
    if (known) return known;
    this.#known.set(node, []); // a function value that is made from itself
    const found = [
      ...new Set(
        this.#find(node)
          .filter(hasBody)
          .map((fn) => this.#package.idOf(fn)),
      ),
    ];
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

  /** What is passed for a parameter, if one call alone passes something for it: which of several it is, nothing tells. */
  #givenFor(parameter: GoObject): FunctionNode[] {
    const owner = parameter.scope.func;
    if (owner?.type !== "FuncDecl") return [];
    const index = flattened(owner.signature.params).findIndex(({ name }) => name === parameter.ident);
    const id = this.#package.idOf(owner);
    const calls = this.#package.callsNamed(owner.name.name).filter(({ fun }) => this.of(fun).includes(id));
    const [only, another] = calls.flatMap(({ args }) => args[index] ?? []);
    return only && !another ? this.#nodesOf(only) : [];
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
        return this.#assignedTo(found.struct, name).flatMap((value) => this.#nodesOf(value));
      case "promoted":
        return [];
    }
  }

  /** What is assigned to a field of a struct anywhere in the package. */
  #assignedTo(struct: StructType, name: string): readonly Expr[] {
    this.#fields ??= this.#collectFields();
    return this.#fields.get(struct)?.get(name) ?? [];
  }

  #collectFields(): Map<StructType, Map<string, Expr[]>> {
    const fields = new Map<StructType, Map<string, Expr[]>>();
    const note = (struct: StructType, name: string, value: Expr): void => {
      const known = fields.get(struct) ?? new Map<string, Expr[]>();
      fields.set(struct, known);
      known.set(name, [...(known.get(name) ?? []), value]);
    };
    for (const literal of this.#package.literals)
      for (const { struct, name, value } of literalFields(this.#types, literal)) note(struct, name, value);
    for (const { target, value, part } of this.#package.assignments) {
      if (target.type !== "SelectorExpr" || part !== undefined) continue;
      const found = this.#types.select(target.x, target.sel.name);
      if (found?.kind === "field") note(found.struct, target.sel.name, value);
    }
    return fields;
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

/** The fields that a struct literal sets, by name or by position. */
export function literalFields(
  types: GoTypes,
  literal: CompositeLit,
): { struct: StructType; name: string; value: Expr }[] {
  const type = types.of(literal);
  const struct = type && types.underlying(type);
  if (struct?.type !== "StructType") return [];
  const names = struct.fields.fields.flatMap((field) =>
    field.names.length > 0 ? field.names.map((ident) => ident.name) : [embeddedName(field)],
  );
  return literal.elts.flatMap((entry, index) => {
    if (entry.type === "KeyValueExpr")
      return entry.key.type === "Ident" ? [{ struct, name: entry.key.name, value: entry.value }] : [];
    const name = names[index];
    return name === undefined ? [] : [{ struct, name, value: entry }];
  });
}

function calledName(fun: Expr): string {
  if (fun.type === "SelectorExpr") return fun.sel.name;
  return fun.type === "Ident" ? fun.name : "";
}

function hasBody(fn: FunctionNode): boolean {
  return fn.type === "File" || fn.body !== null;
}
