import type {
  ArrayType,
  BlockStmt,
  ChanType,
  Ellipsis,
  Expr,
  Field,
  FieldList,
  FuncType,
  Ident,
  InterfaceType,
  MapType,
  StarExpr,
  StructType,
} from "../ast.ts";
import { Cursor } from "./cursor.ts";
import { type Parameter, groupParameters } from "./parameters.ts";

/** Which parameter list is being read; they differ in where `...` and constraints may stand. */
type ListKind = "parameters" | "results" | "type parameters";

/** Types, signatures and everything between their brackets. */
export abstract class TypeParser extends Cursor {
  /** An expression, or a type where Go's grammar cannot tell which. */
  protected abstract parseExpr(): Expr;
  protected abstract parseBody(): BlockStmt;
  /** The end of a line of a declaration; what is left of the line is skipped if that is an error. */
  protected abstract expectSemicolon(): void;
  /** An expression inside brackets, where a composite literal needs no parentheses. */
  protected abstract parseBracketedExpr(): Expr;

  protected parseType(): Expr {
    const type = this.tryType();
    if (type !== null) return type;
    const start = this.start;
    this.errorExpected("type");
    return { type: "BadExpr", start, end: start };
  }

  /** A type, or null without moving if none begins here. */
  protected tryType(): Expr | null {
    this.enter();
    const type = this.#tryTypeAt(this.start);
    this.leave();
    return type;
  }

  #tryTypeAt(start: number): Expr | null {
    switch (this.token()) {
      case "IDENT":
        return this.#parseNamedType();
      case "*":
        return this.#parsePointerType(start);
      case "[":
        this.next();
        return this.parseArrayType(start, null);
      case "map":
        return this.#parseMapType(start);
      case "func":
        return this.parseFuncType();
      case "chan":
      case "<-":
        return this.#parseChanType(start);
      case "struct":
        return this.#parseStructType(start);
      case "interface":
        return this.#parseInterfaceType(start);
      case "(":
        return this.#parseParenType(start);
      default:
        return null;
    }
  }

  #parseNamedType(): Expr {
    const name = this.#parseTypeName();
    return this.at("[") ? this.#parseTypeInstance(name) : name;
  }

  /** `Name` or `pkg.Name`. */
  #parseTypeName(): Expr {
    const name = this.parseIdent();
    return this.#qualify(name);
  }

  #qualify(name: Ident): Expr {
    if (!this.accept(".")) return name;
    const sel = this.parseIdent();
    return { type: "SelectorExpr", start: name.start, end: sel.end, x: name, sel };
  }

  /** The type arguments after a type's name. */
  #parseTypeInstance(x: Expr): Expr {
    this.expect("[");
    if (this.at("]")) this.errorExpected("type argument list");
    const indices: Expr[] = [];
    while (!this.at("]") && !this.at("EOF")) {
      indices.push(this.parseType());
      if (!this.acceptComma("type argument list", "]")) break;
    }
    this.expect("]");
    return { type: "IndexExpr", start: x.start, end: this.previousEnd, x, indices };
  }

  #parsePointerType(start: number): StarExpr {
    this.next();
    const x = this.parseType();
    return { type: "StarExpr", start, end: this.previousEnd, x };
  }

  #parseParenType(start: number): Expr {
    this.next();
    const x = this.parseType();
    this.expect(")");
    return { type: "ParenExpr", start, end: this.previousEnd, x };
  }

  #parseMapType(start: number): MapType {
    this.next();
    this.expect("[");
    const key = this.parseType();
    this.expect("]");
    const value = this.parseType();
    return { type: "MapType", start, end: this.previousEnd, key, value };
  }

  #parseChanType(start: number): ChanType {
    let dir: ChanType["dir"] = "both";
    if (this.accept("<-")) {
      this.expect("chan");
      dir = "receive";
    } else {
      this.expect("chan");
      if (this.accept("<-")) dir = "send";
    }
    const value = this.parseType();
    return { type: "ChanType", start, end: this.previousEnd, dir, value };
  }

  /** What follows the `[` of an array or slice type at `start`; `len` is the length if it has already been read. */
  protected parseArrayType(start: number, len: Expr | null): ArrayType {
    const length = len ?? this.#parseArrayLength();
    if (this.at(",")) {
      this.error(this.start, "unexpected comma; expecting ]");
      this.next();
    }
    this.expect("]");
    const elt = this.parseType();
    return { type: "ArrayType", start, end: this.previousEnd, len: length, elt };
  }

  #parseArrayLength(): Expr | null {
    if (this.at("]")) return null;
    if (!this.at("...")) return this.parseBracketedExpr();
    const start = this.start;
    this.next();
    return { type: "Ellipsis", start, end: this.previousEnd, elt: null };
  }

  /** `func` and a signature, without a body. */
  protected parseFuncType(): FuncType {
    const start = this.start;
    this.expect("func");
    if (this.at("[")) {
      this.error(this.start, "function type must have no type parameters");
      this.parseTypeParameters();
    }
    return this.parseSignature(start, null);
  }

  /** Parameters and results. */
  protected parseSignature(start: number, typeParams: FieldList | null): FuncType {
    const params = this.parseParameters("parameters");
    const results = this.#parseResults();
    return { type: "FuncType", start, end: this.previousEnd, typeParams, params, results };
  }

  #parseResults(): FieldList | null {
    if (this.at("(")) return this.parseParameters("results");
    const typeExpr = this.tryType();
    if (typeExpr === null) return null;
    const { start, end } = typeExpr;
    return { type: "FieldList", start, end, fields: [unnamedField(typeExpr)] };
  }

  /** Parameters or results in parentheses. */
  protected parseParameters(kind: "parameters" | "results"): FieldList {
    const start = this.start;
    this.expect("(");
    const fields = this.parseParameterList(kind, null);
    this.expect(")");
    return { type: "FieldList", start, end: this.previousEnd, fields };
  }

  /** Type parameters in brackets. */
  protected parseTypeParameters(): FieldList {
    const start = this.start;
    this.expect("[");
    if (this.at("]")) this.error(this.start, "empty type parameter list");
    const fields = this.parseParameterList("type parameters", null);
    this.expect("]");
    return { type: "FieldList", start, end: this.previousEnd, fields };
  }

  /** The inside of a parameter list; `first` is what of its first parameter has already been read. */
  protected parseParameterList(kind: ListKind, first: Parameter | null): Field[] {
    const ofTypes = kind === "type parameters";
    const closing = ofTypes ? "]" : ")";
    const list: Parameter[] = [];
    for (let pending = first; pending !== null || !(this.at(closing) || this.at("EOF")); pending = null) {
      const parameter =
        pending === null || pending.typeExpr === null ? this.#parseParameter(pending, ofTypes) : pending;
      list.push(ofTypes ? this.#continueUnion(parameter) : parameter);
      if (!this.acceptComma(ofTypes ? "type parameter list" : "parameter list", closing)) break;
    }
    const { fields, mistake } = groupParameters(list, kind, this.start);
    if (mistake !== null) this.error(mistake.offset, mistake.message);
    return fields;
  }

  /** One parameter; a lone name may turn out to be a name or a type once the whole list is known. */
  #parseParameter(begun: Parameter | null, ofTypes: boolean): Parameter {
    if (begun === null && !this.at("IDENT")) {
      return { name: null, typeExpr: this.#parseUnnamedParameter(ofTypes) };
    }
    const name = begun?.name ?? this.parseIdent();
    switch (this.token()) {
      case ".":
        return { name: null, typeExpr: this.#parseTypeArguments(this.#qualify(name)) };
      case "[":
        return this.#parseArrayFieldOrInstance(name);
      case "...":
        return { name, typeExpr: this.#parseVariadicType() };
      case "~":
        return ofTypes ? { name, typeExpr: this.#parseConstraintElement() } : { name, typeExpr: null };
      case "|":
        return ofTypes ? { name: null, typeExpr: name } : { name, typeExpr: null };
      default:
        return { name, typeExpr: this.tryType() };
    }
  }

  #parseTypeArguments(type: Expr): Expr {
    return this.at("[") ? this.#parseTypeInstance(type) : type;
  }

  #parseUnnamedParameter(ofTypes: boolean): Expr {
    if (this.at("...")) return this.#parseVariadicType();
    if (ofTypes && this.at("~")) return this.#parseUnion(null);
    return this.parseType();
  }

  #parseVariadicType(): Ellipsis {
    const start = this.start;
    this.expect("...");
    const elt = this.parseType();
    return { type: "Ellipsis", start, end: this.previousEnd, elt };
  }

  /** After the first element of a constraint: the rest of the union. */
  #continueUnion(parameter: Parameter): Parameter {
    const { name, typeExpr } = parameter;
    if (!this.at("|") || typeExpr === null || typeExpr.type === "Ellipsis") return parameter;
    return { name, typeExpr: this.#parseUnion(typeExpr) };
  }

  /** `A | ~B | ...`, left associative; `first` is its first element if it has been read. */
  #parseUnion(first: Expr | null): Expr {
    let x = first ?? this.#parseConstraintElement();
    while (this.accept("|")) {
      const y = this.#parseConstraintElement();
      x = { type: "BinaryExpr", start: x.start, end: this.previousEnd, op: "|", x, y };
    }
    return x;
  }

  #parseConstraintElement(): Expr {
    const start = this.start;
    if (!this.accept("~")) return this.parseType();
    const x = this.parseType();
    return { type: "UnaryExpr", start, end: this.previousEnd, op: "~", x };
  }

  /**
   * After a name, at a `[`: `name []E` and `name [N]E` are a name with an array type, `name[A]` and `name[A, B]` are a
   * generic type without a name. Which it is shows after the `]`: an element type follows or not.
   */
  #parseArrayFieldOrInstance(name: Ident): Parameter {
    const start = this.start;
    this.expect("[");
    const indices: Expr[] = [];
    let trailingComma = -1;
    while (!this.at("]") && !this.at("EOF")) {
      indices.push(this.parseBracketedExpr());
      trailingComma = this.start;
      if (!this.acceptComma("type argument list", "]")) break;
      if (!this.at("]")) trailingComma = -1;
    }
    const hasTrailingComma = trailingComma >= 0 && this.text[trailingComma] === ",";
    this.expect("]");
    const [len] = indices;
    const elt = indices.length > 1 ? null : len === undefined ? this.parseType() : this.tryType();
    if (elt === null) {
      return {
        name: null,
        typeExpr: { type: "IndexExpr", start: name.start, end: this.previousEnd, x: name, indices },
      };
    }
    if (hasTrailingComma) this.error(trailingComma, "unexpected comma; expecting ]");
    return { name, typeExpr: { type: "ArrayType", start, end: this.previousEnd, len: len ?? null, elt } };
  }

  #parseStructType(start: number): StructType {
    this.expect("struct");
    const open = this.start;
    this.expect("{");
    const fields: Field[] = [];
    while (this.at("IDENT") || this.at("*") || this.at("(")) fields.push(this.#parseStructField());
    this.expect("}");
    const end = this.previousEnd;
    return { type: "StructType", start, end, fields: { type: "FieldList", start: open, end, fields } };
  }

  #parseStructField(): Field {
    const start = this.start;
    const { names, typeExpr } = this.at("IDENT") ? this.#parseNamedField() : this.#parseEmbeddedPointer();
    const tag = this.at("STRING") ? this.parseLiteral("STRING") : null;
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: "Field", start, end, names, typeExpr, tag };
  }

  /** A field that begins with a name: `a, b T`, or an embedded `T`, `pkg.T` or `T[A]`. */
  #parseNamedField(): { names: Ident[]; typeExpr: Expr } {
    const first = this.parseIdent();
    if (this.at(".")) return { names: [], typeExpr: this.#parseTypeArguments(this.#qualify(first)) };
    if (this.at("STRING") || this.at(";") || this.at("}")) return { names: [], typeExpr: first };
    if (this.at("[")) {
      const { name, typeExpr } = this.#parseArrayFieldOrInstance(first);
      return { names: name === null ? [] : [name], typeExpr: typeExpr ?? first };
    }
    const names = [first];
    while (this.accept(",")) names.push(this.parseIdent());
    return { names, typeExpr: this.parseType() };
  }

  /** `*T`. Parentheses are taken but are an error. */
  #parseEmbeddedPointer(): { names: Ident[]; typeExpr: Expr } {
    const start = this.start;
    if (this.at("(")) {
      this.error(start, "cannot parenthesize embedded type");
      return { names: [], typeExpr: this.parseType() };
    }
    this.expect("*");
    if (this.at("(")) this.error(this.start, "cannot parenthesize embedded type");
    const x = this.at("(") ? this.parseType() : this.#parseNamedType();
    return { names: [], typeExpr: { type: "StarExpr", start, end: this.previousEnd, x } };
  }

  #parseInterfaceType(start: number): InterfaceType {
    this.expect("interface");
    const open = this.start;
    this.expect("{");
    const fields: Field[] = [];
    for (let field = this.#tryInterfaceElement(); field !== null; field = this.#tryInterfaceElement()) {
      fields.push(field);
      this.expectSemicolon();
    }
    this.expect("}");
    const end = this.previousEnd;
    return { type: "InterfaceType", start, end, methods: { type: "FieldList", start: open, end, fields } };
  }

  #tryInterfaceElement(): Field | null {
    if (this.at("IDENT")) return this.#parseMethodOrNamedElement();
    if (this.at("~")) return unnamedField(this.#parseUnion(null));
    const first = this.tryType();
    return first === null ? null : unnamedField(this.#parseUnion(first));
  }

  /** An interface element that begins with a name: a method, or an embedded type, alone or in a union. */
  #parseMethodOrNamedElement(): Field {
    const name = this.parseIdent();
    if (this.at("(")) return this.#parseMethod(name);
    if (this.at(".")) {
      return unnamedField(this.#parseUnion(this.#parseTypeArguments(this.#qualify(name))));
    }
    if (!this.at("[")) return unnamedField(this.#parseUnion(name));
    return this.#parseGenericMethodOrInstance(name);
  }

  #parseMethod(name: Ident): Field {
    const typeExpr = this.parseSignature(this.start, null);
    return { type: "Field", start: name.start, end: typeExpr.end, names: [name], typeExpr, tag: null };
  }

  /** `T[A, B]` is an embedded type; `m[P any]()` is a generic method, which is read but is an error. */
  #parseGenericMethodOrInstance(name: Ident): Field {
    const open = this.start;
    this.expect("[");
    const first = this.parseBracketedExpr();
    if (first.type === "Ident" && !this.at(",") && !this.at("]")) {
      this.error(open, "interface method must have no type parameters");
      this.parseParameterList("type parameters", { name: first, typeExpr: null });
      this.expect("]");
      return this.#parseMethod(name);
    }
    const indices = [first];
    while (this.acceptComma("type argument list", "]") && !this.at("]")) indices.push(this.parseType());
    this.expect("]");
    const instance: Expr = { type: "IndexExpr", start: name.start, end: this.previousEnd, x: name, indices };
    return unnamedField(this.#parseUnion(instance));
  }
}

function unnamedField(typeExpr: Expr): Field {
  const { start, end } = typeExpr;
  return { type: "Field", start, end, names: [], typeExpr, tag: null };
}
