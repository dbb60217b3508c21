import type { Ellipsis, Expr, Field, FieldList, FuncType } from "../ast.ts";
import { NamedTypeParser } from "./named-types.ts";
import { type ListKind, type Parameter, groupParameters, unnamedField } from "./parameters.ts";

/** Parameters, results and type parameters. */
export abstract class SignatureParser extends NamedTypeParser {
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
        return { name: null, typeExpr: this.parseTypeArguments(this.qualify(name)) };
      case "[":
        return this.parseArrayFieldOrInstance(name);
      case "...":
        return { name, typeExpr: this.#parseVariadicType() };
      case "~":
        return ofTypes ? { name, typeExpr: this.parseConstraintElement() } : { name, typeExpr: null };
      case "|":
        return ofTypes ? { name: null, typeExpr: name } : { name, typeExpr: null };
      default:
        return { name, typeExpr: this.tryType() };
    }
  }

  #parseUnnamedParameter(ofTypes: boolean): Expr {
    if (this.at("...")) return this.#parseVariadicType();
    if (ofTypes && this.at("~")) return this.parseUnion(null);
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
    return { name, typeExpr: this.parseUnion(typeExpr) };
  }
}
