import type { Expr, Ident } from "../ast.ts";
import type { Parameter } from "./parameters.ts";
import { Cursor } from "./cursor.ts";

/** Names of types, with their packages and type arguments, and the unions that constraints are made of. */
export abstract class NamedTypeParser extends Cursor {
  /** A type; what stands there instead of one is reported. */
  protected abstract parseType(): Expr;
  /** A type, or null without moving if none begins here. */
  protected abstract tryType(): Expr | null;
  /** An expression inside brackets, where a composite literal needs no parentheses. */
  protected abstract parseBracketedExpr(): Expr;

  /** `Name`, `pkg.Name` or either with type arguments. */
  protected parseNamedType(): Expr {
    return this.parseTypeArguments(this.qualify(this.parseIdent()));
  }

  protected qualify(name: Ident): Expr {
    if (!this.accept(".")) return name;
    const sel = this.parseIdent();
    return { type: "SelectorExpr", start: name.start, end: sel.end, x: name, sel };
  }

  protected parseTypeArguments(type: Expr): Expr {
    return this.at("[") ? this.#parseTypeInstance(type) : type;
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

  /**
   * After a name, at a `[`: `name []E` and `name [N]E` are a name with an array type, `name[A]` and `name[A, B]` are a
   * generic type without a name. Which it is shows after the `]`: an element type follows or not.
   */
  protected parseArrayFieldOrInstance(name: Ident): Parameter {
    const start = this.start;
    this.expect("[");
    const indices: Expr[] = [];
    let trailingComma = -1;
    while (!this.at("]") && !this.at("EOF")) {
      indices.push(this.parseBracketedExpr());
      const comma = this.start;
      if (!this.acceptComma("type argument list", "]")) break;
      if (this.at("]")) trailingComma = comma;
    }
    this.expect("]");
    const [len] = indices;
    const elt = indices.length > 1 ? null : len === undefined ? this.parseType() : this.tryType();
    if (elt === null) {
      const end = this.previousEnd;
      return { name: null, typeExpr: { type: "IndexExpr", start: name.start, end, x: name, indices } };
    }
    if (trailingComma >= 0) this.error(trailingComma, "unexpected comma; expecting ]");
    return { name, typeExpr: { type: "ArrayType", start, end: this.previousEnd, len: len ?? null, elt } };
  }

  /** `A | ~B | ...`, left associative; `first` is its first element if it has been read. */
  protected parseUnion(first: Expr | null): Expr {
    let x = first ?? this.parseConstraintElement();
    while (this.accept("|")) {
      const y = this.parseConstraintElement();
      x = { type: "BinaryExpr", start: x.start, end: this.previousEnd, op: "|", x, y };
    }
    return x;
  }

  protected parseConstraintElement(): Expr {
    const start = this.start;
    if (!this.accept("~")) return this.parseType();
    const x = this.parseType();
    return { type: "UnaryExpr", start, end: this.previousEnd, op: "~", x };
  }
}
