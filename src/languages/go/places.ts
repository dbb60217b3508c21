import type { CallExpr, Expr, SelectorExpr, StructType } from "./ast.ts";
import type { Callees } from "./callees.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { QueueEvidence } from "./queue-evidence.ts";
import type { GoObject } from "./scope/scope.ts";
import { bare, embeddedName } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/**
 * Names where values live, so that two expressions with one name denote the same thing: a variable, a field of a struct (one name for
 * all its values: `struct3.queue`), a field of a type from elsewhere, an element of a collection (`struct3.queues[]`). Names
 * are flow-insensitive; a variable that is never written again and only renames another place shares its name.
 * Undefined where nothing can be said.
 */
export class Places {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #callees: Callees;
  readonly #evidence: QueueEvidence;
  readonly #variables = new Map<GoObject, string | null>();
  readonly #numbers = new Map<unknown, number>();

  constructor(pkg: GoPackage, types: GoTypes, callees: Callees, evidence: QueueEvidence) {
    this.#package = pkg;
    this.#types = types;
    this.#callees = callees;
    this.#evidence = evidence;
  }

  of(expr: Expr): string | undefined {
    const node = bare(expr);
    switch (node.type) {
      case "Ident": {
        const object = this.#package.objectOf(node);
        return object && isVariable(object) ? this.ofObject(object) : undefined;
      }
      case "SelectorExpr":
        return this.#ofMember(node);
      case "IndexExpr": {
        const base = this.of(node.x);
        return base && `${base}[]`;
      }
      case "CallExpr":
        return this.#ofCall(node);
      default:
        return undefined;
    }
  }

  /** The place of the queue on which `x.name()` is called: `x` itself, or the queue embedded in it. */
  ofReceiver({ x, sel }: SelectorExpr): string | undefined {
    if (x.type === "Ident" && this.#package.importOf(x) !== undefined) return undefined;
    const found = this.#types.select(x, sel.name);
    if (found?.kind !== "promoted") return this.of(x);
    const field = found.fields.find((each) => this.#evidence.named(each.typeExpr)) ?? found.fields[0];
    return field && this.ofField(found.struct, embeddedName(field));
  }

  ofField(struct: StructType, name: string): string {
    return `${this.ofStruct(struct)}.${name}`;
  }

  ofStruct(struct: StructType): string {
    return `struct${this.#number(struct)}`;
  }

  /** The fields of a type, those of its fields and so on, as far as they are in view. */
  fieldsOf(type: Expr, hops = 3): string[] {
    const under = this.#types.underlying(type);
    if (under.type !== "StructType" || hops === 0) return [];
    return under.fields.fields.flatMap((field) => {
      const names = field.names.length > 0 ? field.names.map((ident) => ident.name) : [embeddedName(field)];
      const own = names.map((name) => this.ofField(under, name));
      return [...own, ...this.fieldsOf(field.typeExpr, hops - 1)];
    });
  }

  #number(of: unknown): string {
    let number = this.#numbers.get(of);
    if (number === undefined) this.#numbers.set(of, (number = this.#numbers.size));
    return String(number);
  }

  #ofMember({ x, sel }: SelectorExpr): string | undefined {
    const path = x.type === "Ident" ? this.#package.importOf(x) : undefined;
    if (path !== undefined) return `${path}.${sel.name}`;
    const found = this.#types.select(x, sel.name);
    if (found?.kind === "field") return this.ofField(found.struct, sel.name);
    const base = this.#ofForeignType(x) ?? this.of(x);
    return base && `${base}.${sel.name}`;
  }

  /** Values of a type from another package share the names of their fields, as those of a struct in view do. */
  #ofForeignType(x: Expr): string | undefined {
    const type = this.#types.of(x);
    const under = type && this.#types.underlying(type);
    if (under?.type !== "SelectorExpr" || under.x.type !== "Ident") return undefined;
    const path = this.#package.importOf(under.x);
    return path && `${path}.${under.sel.name}`;
  }

  /** A getter in view is what it returns; any other call without arguments has a name of its own. */
  #ofCall(node: CallExpr): string | undefined {
    if (node.args.length > 0) return undefined;
    const [only, ...others] = this.#callees.of(node.fun);
    const fn = only === undefined ? undefined : this.#package.functions[only];
    if (fn && others.length === 0) {
      const [returned, ...more] = this.#package.returnsOf(fn);
      const value = more.length === 0 ? returned?.results[0] : undefined;
      return value && bare(value).type !== "CallExpr" ? this.of(value) : undefined;
    }
    const fun = bare(node.fun);
    if (fun.type !== "SelectorExpr") return undefined;
    const base = this.#ofForeignType(fun.x) ?? this.of(fun.x);
    return base && `${base}.${fun.sel.name}()`;
  }

  ofObject(object: GoObject): string {
    const known = this.#variables.get(object);
    if (known !== undefined) return known ?? this.#own(object);
    this.#variables.set(object, null); // a variable that names itself in its own initialiser
    const place = this.#renamed(object) ?? this.#own(object);
    this.#variables.set(object, place);
    return place;
  }

  #own(object: GoObject): string {
    return `v${this.#number(object)}`;
  }

  /** The place that a variable which is written once only renames. */
  #renamed(object: GoObject): string | undefined {
    const writes = this.#package.writesOf(object);
    const only = writes.length === 1 ? writes[0] : undefined;
    if (object.kind !== "var" || !only) return undefined;
    const base = this.of(only.value);
    if (only.part === undefined || base === undefined) return base;
    if (only.part === "element") return `${base}[]`;
    return only.part === 0 && bare(only.value).type === "IndexExpr" ? base : undefined;
  }
}

export function isVariable({ kind }: GoObject): boolean {
  return kind === "var" || kind === "parameter" || kind === "receiver" || kind === "result";
}

/** The variable that an expression is, looking through pointers and assertions. */
export function variableIn(pkg: GoPackage, expr: Expr): GoObject | undefined {
  const node = bare(expr);
  const object = node.type === "Ident" ? pkg.objectOf(node) : undefined;
  return object && isVariable(object) ? object : undefined;
}
