import type { Expr, Field, Ident, InterfaceType, StructType } from "../ast.ts";
import { unnamedField } from "./parameters.ts";
import { SignatureParser } from "./signatures.ts";

/** Struct fields and interface elements. */
export abstract class MemberParser extends SignatureParser {
  /** The end of a line of a declaration; what is left of the line is skipped if that is an error. */
  protected abstract expectSemicolon(): void;

  protected parseStructType(start: number): StructType {
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
    if (this.at(".")) return { names: [], typeExpr: this.parseTypeArguments(this.qualify(first)) };
    if (this.at("STRING") || this.at(";") || this.at("}")) return { names: [], typeExpr: first };
    if (this.at("[")) {
      const { name, typeExpr } = this.parseArrayFieldOrInstance(first);
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
    const x = this.at("(") ? this.parseType() : this.parseNamedType();
    return { names: [], typeExpr: { type: "StarExpr", start, end: this.previousEnd, x } };
  }

  protected parseInterfaceType(start: number): InterfaceType {
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
    if (this.at("~")) return unnamedField(this.parseUnion(null));
    const first = this.tryType();
    return first === null ? null : unnamedField(this.parseUnion(first));
  }

  /** An interface element that begins with a name: a method, or an embedded type, alone or in a union. */
  #parseMethodOrNamedElement(): Field {
    const name = this.parseIdent();
    if (this.at("(")) return this.#parseMethod(name);
    if (this.at(".")) {
      return unnamedField(this.parseUnion(this.parseTypeArguments(this.qualify(name))));
    }
    if (!this.at("[")) return unnamedField(this.parseUnion(name));
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
    return unnamedField(this.parseUnion(instance));
  }
}
