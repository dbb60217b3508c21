import type { ArrayType, ChanType, Expr, MapType, StarExpr } from "../ast.ts";
import { MemberParser } from "./members.ts";

/** Types of every form. */
export abstract class TypeParser extends MemberParser {
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
        return this.parseNamedType();
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
        return this.parseStructType(start);
      case "interface":
        return this.parseInterfaceType(start);
      case "(":
        return this.#parseParenType(start);
      default:
        return null;
    }
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
}
