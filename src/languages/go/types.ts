import type {
  CallExpr,
  CompositeLit,
  Expr,
  Field,
  FuncDecl,
  FuncType,
  Ident,
  StructType,
  TypeSpec,
} from "./ast.ts";
import type { Assignment } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { GoObject } from "./scope/scope.ts";
import { baseType, calleeOf, embeddedName, flattened, withoutParens } from "./syntax.ts";

/** Embedded fields and named types are followed this deep; it also stops at cycles. */
const maxHops = 12;

/** What a name after a dot stands for. */
export type Selection =
  | { readonly kind: "field"; readonly struct: StructType; readonly field: Field }
  | { readonly kind: "method"; readonly functions: readonly FuncDecl[] }
  /** A method of an interface of this package. */
  | { readonly kind: "interface"; readonly methods: readonly string[] }
  /** It can only come from one of these embedded fields, whose types are declared elsewhere. */
  | { readonly kind: "promoted"; readonly struct: StructType; readonly fields: readonly Field[] };

/**
 * Static types, as far as the package's own declarations tell: a type is the expression that spells it. There is no
 * inference of type arguments, and what another package declares is known by its name only. Undefined means unknown.
 */
export class GoTypes {
  readonly #package: GoPackage;
  readonly #known = new Map<Expr, Expr | undefined>();
  readonly #objects = new Map<GoObject, Expr | undefined>();
  readonly #elided = new Map<CompositeLit, Expr>();

  constructor(pkg: GoPackage) {
    this.#package = pkg;
    for (const literal of pkg.literals) this.#noteElided(literal);
  }

  /** `[]T{{...}}`, `map[K]T{k: {...}}`: the inner literals are `T`s. */
  #noteElided(literal: CompositeLit): void {
    const type = literal.typeExpr ?? this.#elided.get(literal);
    const under = type && this.underlying(type);
    const element =
      under?.type === "ArrayType" ? under.elt : under?.type === "MapType" ? under.value : undefined;
    for (const entry of element ? literal.elts : []) {
      const value = entry.type === "KeyValueExpr" ? entry.value : entry;
      if (value.type === "CompositeLit" && !value.typeExpr && element) this.#elided.set(value, element);
    }
  }

  /** The type of an expression. */
  of(expr: Expr): Expr | undefined {
    const node = withoutParens(expr);
    if (!this.#known.has(node)) {
      this.#known.set(node, undefined); // a value that is made from itself has no type of its own
      this.#known.set(node, this.#find(node));
    }
    return this.#known.get(node);
  }

  #find(node: Expr): Expr | undefined {
    switch (node.type) {
      case "Ident": {
        const object = this.#package.objectOf(node);
        return object && this.ofObject(object);
      }
      case "SelectorExpr": {
        const found = this.select(node.x, node.sel.name);
        return found?.kind === "field" ? found.field.typeExpr : undefined;
      }
      case "CallExpr":
        return this.results(node)[0];
      case "CompositeLit":
        return node.typeExpr ?? this.#elided.get(node);
      case "UnaryExpr":
        return node.op === "<-" ? this.#element(this.of(node.x)) : this.of(node.x);
      case "StarExpr":
        return this.of(node.x);
      case "IndexExpr":
        return this.#element(this.of(node.x));
      case "SliceExpr":
        return this.of(node.x);
      case "TypeAssertExpr":
        return node.typeExpr ?? undefined;
      case "FuncLit":
        return node.signature;
      default:
        return undefined;
    }
  }

  /** The type of a variable, parameter, result or package-level name. */
  ofObject(object: GoObject): Expr | undefined {
    if (!this.#objects.has(object)) {
      this.#objects.set(object, undefined);
      this.#objects.set(object, this.#declared(object));
    }
    return this.#objects.get(object);
  }

  #declared({ decl, ident }: GoObject): Expr | undefined {
    switch (decl?.type) {
      case "Field":
        return decl.typeExpr.type === "Ellipsis" ? undefined : decl.typeExpr;
      case "ValueSpec":
        return decl.typeExpr ?? this.#ofPart(ident, decl.names, decl.values);
      case "AssignStmt":
        return this.#ofPart(ident, decl.lhs, decl.rhs);
      case "RangeStmt":
        return decl.value === ident ? this.#element(this.of(decl.x)) : this.#keyType(this.of(decl.x));
      case "CaseClause":
        return decl.list?.length === 1 ? decl.list[0] : undefined;
      default:
        return undefined;
    }
  }

  #ofPart(ident: Ident | null, targets: readonly Expr[], values: readonly Expr[]): Expr | undefined {
    const index = targets.findIndex((target) => target === ident);
    const value = values.length === 1 && targets.length > 1 ? values[0] : values[index];
    if (!value) return undefined;
    const part = values.length === 1 && targets.length > 1 ? index : undefined;
    return this.ofAssigned({ target: value, value, part });
  }

  /** The type of what an assignment assigns. */
  ofAssigned({ value, part }: Assignment): Expr | undefined {
    if (part === undefined || part === 0) return this.of(value);
    if (part === "element") return this.#element(this.of(value));
    const node = withoutParens(value);
    return typeof part === "number" && node.type === "CallExpr" ? this.results(node)[part] : undefined;
  }

  #element(type: Expr | undefined): Expr | undefined {
    const under = type && this.underlying(type);
    if (under?.type === "ArrayType") return under.elt;
    return under?.type === "MapType" || under?.type === "ChanType" ? under.value : undefined;
  }

  #keyType(type: Expr | undefined): Expr | undefined {
    const under = type && this.underlying(type);
    if (under?.type === "ChanType") return under.value;
    return under?.type === "MapType" ? under.key : undefined;
  }

  /** The types of a call's results. */
  results(call: CallExpr): (Expr | undefined)[] {
    const fun = calleeOf(call);
    if (this.isType(fun)) return [fun];
    const isBuiltin = fun.type === "Ident" && this.#package.objectOf(fun)?.kind === "builtin";
    if (isBuiltin && (fun.name === "new" || fun.name === "make")) return [call.args[0]];
    if (isBuiltin && fun.name === "append") return [call.args[0] && this.of(call.args[0])];
    return flattened(this.signatureOf(fun)?.results ?? null).map((result) => result.type);
  }

  /** Whether an expression in the place of a function is a type, and the call a conversion. */
  isType(fun: Expr): boolean {
    const node = baseType(fun);
    switch (node.type) {
      case "Ident": {
        const object = this.#package.objectOf(node);
        return (
          object?.kind === "type" ||
          object?.kind === "typeParameter" ||
          (object?.kind === "builtin" && basicTypes.has(node.name))
        );
      }
      case "ArrayType":
      case "MapType":
      case "ChanType":
      case "FuncType":
      case "InterfaceType":
      case "StructType":
        return true;
      default:
        return false;
    }
  }

  /** The signature of what is called. */
  signatureOf(fun: Expr): FuncType | undefined {
    const node = withoutParens(fun);
    const declared = node.type === "Ident" ? this.#package.objectOf(node)?.decl : undefined;
    if (declared?.type === "FuncDecl") return declared.signature;
    if (node.type === "SelectorExpr") {
      const found = this.select(node.x, node.sel.name);
      if (found?.kind === "method") return found.functions[0]?.signature;
    }
    const type = this.of(node);
    const under = type && this.underlying(type);
    return under?.type === "FuncType" ? under : undefined;
  }

  /** The declaration of a type that is declared in the package. */
  specOf(type: Expr): TypeSpec | undefined {
    const node = baseType(type);
    const decl = node.type === "Ident" ? this.#package.objectOf(node)?.decl : undefined;
    return decl?.type === "TypeSpec" ? decl : undefined;
  }

  /** The type literal, or the name from another package, that a type comes down to. */
  underlying(type: Expr): Expr {
    let at = baseType(type);
    for (let hops = 0; hops < maxHops; hops++) {
      const spec = this.specOf(at);
      if (!spec) break;
      at = baseType(spec.typeExpr);
    }
    return at;
  }

  /** What `x.name` selects. */
  select(x: Expr, name: string): Selection | undefined {
    const type = this.of(x);
    return type && this.selectIn(type, name);
  }

  /** What `name` selects in a value of a type, looking through embedded fields. */
  selectIn(type: Expr, name: string, hops = 0): Selection | undefined {
    if (hops > maxHops) return undefined;
    const spec = this.specOf(type);
    const functions = spec ? this.#package.methodsOf(spec.name.name, name) : [];
    if (functions.length > 0) return { kind: "method", functions };
    const under = spec?.isAlias ? baseType(spec.typeExpr) : this.underlying(type);
    if (spec?.isAlias && this.specOf(under)) return this.selectIn(under, name, hops + 1);
    if (under.type === "InterfaceType") return this.#selectInInterface(type, name);
    return under.type === "StructType" ? this.#selectInStruct(under, name, hops) : undefined;
  }

  #selectInStruct(struct: StructType, name: string, hops: number): Selection | undefined {
    const { fields } = struct.fields;
    const own = fields.find((field) =>
      field.names.length === 0
        ? embeddedName(field) === name
        : field.names.some((ident) => ident.name === name),
    );
    if (own) return { kind: "field", struct, field: own };
    const embedded = fields.filter((field) => field.names.length === 0);
    let foreign: Selection | undefined;
    for (const field of embedded) {
      const found = this.selectIn(field.typeExpr, name, hops + 1);
      if (found && found.kind !== "promoted") return found;
      foreign ??= found;
    }
    const unknown = embedded.filter((field) => this.underlying(field.typeExpr).type === "SelectorExpr");
    if (foreign || unknown.length === 0) return foreign;
    return { kind: "promoted", struct, fields: unknown };
  }

  #selectInInterface(type: Expr, name: string): Selection | undefined {
    const methods = this.interfaceMethods(type);
    return methods.includes(name) ? { kind: "interface", methods } : undefined;
  }

  /** The methods that an interface of this package names itself or through others of the package. */
  interfaceMethods(type: Expr, hops = 0): string[] {
    const under = this.underlying(type);
    if (under.type !== "InterfaceType" || hops > maxHops) return [];
    return under.methods.fields.flatMap((field) =>
      field.names.length > 0
        ? field.names.map((ident) => ident.name)
        : this.interfaceMethods(field.typeExpr, hops + 1),
    );
  }
}

const basicTypes: ReadonlySet<string> = new Set([
  ...["any", "bool", "byte", "error", "rune", "string", "uintptr"],
  ...["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"],
  ...["float32", "float64", "complex64", "complex128"],
]);
