import type {
  BinaryExpr,
  BlockStmt,
  BinaryOperator,
  CallExpr,
  ChanType,
  CompositeLit,
  Expr,
  FuncLit,
  FuncType,
  SliceExpr,
  UnaryExpr,
} from "../ast.ts";
import { precedenceOf } from "../scanner/tokens.ts";
import { TypeParser } from "./types.ts";

/** Expressions. Operator chains and chains of selectors, calls and indices are loops; operands nest by recursion. */
export abstract class ExpressionParser extends TypeParser {
  /** In the header of an `if`, `for` or `switch`, outside all brackets, a `{` after a name begins the body. */
  #inHeader = false;

  /** The braces of a function literal. */
  protected abstract parseBody(): BlockStmt;

  protected parseExpr(): Expr {
    return this.#parseBinary(1);
  }

  protected parseExprList(): Expr[] {
    const list = [this.parseExpr()];
    while (this.accept(",")) list.push(this.parseExpr());
    return list;
  }

  protected parseBracketedExpr(): Expr {
    const outer = this.setHeader(false);
    const x = this.parseExpr();
    this.setHeader(outer);
    return x;
  }

  /** Says whether a statement's header is being read; returns what was said before, to be set again afterwards. */
  protected setHeader(inHeader: boolean): boolean {
    const outer = this.#inHeader;
    this.#inHeader = inHeader;
    return outer;
  }

  #parseBinary(lowest: number): Expr {
    return this.continueBinary(this.#parseUnary(), lowest);
  }

  /** Precedence climbing: takes operators of at least the precedence `lowest` after the operand `first`. */
  protected continueBinary(first: Expr, lowest: number): Expr {
    let x = first;
    for (;;) {
      const op = this.token();
      const precedence = precedenceOf(op);
      if (precedence < lowest) return x;
      this.next();
      const y = this.#parseBinary(precedence + 1);
      const binary: BinaryExpr = {
        type: "BinaryExpr",
        start: x.start,
        end: this.previousEnd,
        op: op as BinaryOperator,
        x,
        y,
      };
      x = binary;
    }
  }

  #parseUnary(): Expr {
    this.enter();
    const x = this.#parseUnaryAt(this.start);
    this.leave();
    return x;
  }

  #parseUnaryAt(start: number): Expr {
    const op = this.token();
    switch (op) {
      case "IDENT":
        return this.continuePrimary(this.parseIdent());
      case "&":
      case "!":
      case "-":
      case "+":
      case "^":
      case "~":
        return this.#parseOperator(start, op);
      case "<-":
        return this.#parseArrow(start);
      case "*": {
        this.next();
        const x = this.#parseUnary();
        return { type: "StarExpr", start, end: this.previousEnd, x };
      }
      default:
        return this.continuePrimary(this.#parseOperand());
    }
  }

  #parseOperator(start: number, op: UnaryExpr["op"]): Expr {
    this.next();
    const x = this.#parseUnary();
    return { type: "UnaryExpr", start, end: this.previousEnd, op, x };
  }

  /** `<-x` receives; `<-chan T` is a type, which shows only once what follows the arrow has been read. */
  #parseArrow(start: number): Expr {
    this.next();
    const x = this.#parseUnary();
    if (x.type === "ChanType") return this.#arrowBefore(start, x);
    return { type: "UnaryExpr", start, end: this.previousEnd, op: "<-", x };
  }

  /**
   * Moves an arrow into the channel type behind it: `<-` and `chan T` are a receive channel; `<-` and `chan<- T` are
   * `<-chan (<-T)`, where the second arrow wants a channel type in turn.
   */
  #arrowBefore(start: number, type: ChanType): ChanType {
    const { end, dir, value } = type;
    if (dir === "both") return { type: "ChanType", start, end, dir: "receive", value };
    if (dir === "receive") {
      this.error(type.start, "expected 'chan', found '<-'");
      return type;
    }
    if (value.type === "ChanType") {
      const inner = this.#arrowBefore(value.start, value);
      return { type: "ChanType", start, end, dir: "receive", value: inner };
    }
    this.error(value.start, "expected channel type");
    return { type: "ChanType", start, end, dir: "receive", value };
  }

  #parseOperand(): Expr {
    const token = this.token();
    switch (token) {
      case "STRING":
      case "INT":
      case "FLOAT":
      case "IMAG":
      case "CHAR":
        return this.parseLiteral(token);
      case "(":
        return this.#parseParen();
      case "func":
        return this.#parseFuncTypeOrLit();
      default:
        return this.tryType() ?? this.#missingOperand();
    }
  }

  #missingOperand(): Expr {
    const start = this.start;
    this.errorExpected("operand");
    return { type: "BadExpr", start, end: start };
  }

  #parseParen(): Expr {
    const start = this.start;
    this.next();
    const x = this.parseBracketedExpr();
    this.expect(")");
    return { type: "ParenExpr", start, end: this.previousEnd, x };
  }

  #parseFuncTypeOrLit(): FuncLit | FuncType {
    const signature = this.parseFuncType();
    if (!this.at("{")) return signature;
    const outer = this.setHeader(false);
    const body = this.parseBody();
    this.setHeader(outer);
    return { type: "FuncLit", start: signature.start, end: this.previousEnd, signature, body };
  }

  /** Takes selectors, assertions, indices, calls and literal values after the operand `operand`. */
  protected continuePrimary(operand: Expr): Expr {
    let x = operand;
    for (;;) {
      switch (this.token()) {
        case ".":
          x = this.#parseSelectorOrAssertion(x);
          break;
        case "(":
          x = this.#parseCall(x);
          break;
        case "[":
          x = this.#parseIndexOrSlice(x);
          break;
        case "{":
          if (!this.#isLiteralType(x)) return x;
          x = this.#parseLiteralValue(x);
          break;
        default:
          return x;
      }
    }
  }

  #parseSelectorOrAssertion(x: Expr): Expr {
    this.next();
    if (this.at("(")) {
      this.next();
      const typeExpr = this.accept("type") ? null : this.parseType();
      this.expect(")");
      return { type: "TypeAssertExpr", start: x.start, end: this.previousEnd, x, typeExpr };
    }
    if (!this.at("IDENT")) this.errorExpected("selector or type assertion");
    const sel = this.parseIdent();
    return { type: "SelectorExpr", start: x.start, end: this.previousEnd, x, sel };
  }

  #parseCall(fun: Expr): CallExpr {
    const outer = this.setHeader(false);
    this.next();
    const args: Expr[] = [];
    let hasEllipsis = false;
    while (!hasEllipsis && !this.at(")") && !this.at("EOF")) {
      args.push(this.parseExpr());
      hasEllipsis = this.accept("...");
      if (!this.acceptComma("argument list", ")")) break;
    }
    this.setHeader(outer);
    this.expect(")");
    return { type: "CallExpr", start: fun.start, end: this.previousEnd, fun, args, hasEllipsis };
  }

  #parseIndexOrSlice(x: Expr): Expr {
    this.next();
    const outer = this.setHeader(false);
    if (this.at("]")) this.errorExpected("operand");
    const first = this.at(":") || this.at("]") ? null : this.parseExpr();
    const slice = this.at(":") ? this.#parseSlice(x, first) : null;
    const indices = first === null ? [] : [first];
    while (slice === null && this.accept(",")) if (!this.at("]")) indices.push(this.parseType());
    this.setHeader(outer);
    this.expect("]");
    const end = this.previousEnd;
    return slice === null
      ? { type: "IndexExpr", start: x.start, end, x, indices }
      : { type: "SliceExpr", start: x.start, end, ...slice };
  }

  /** From the first colon of a slice expression up to its `]`. */
  #parseSlice(x: Expr, low: Expr | null): Omit<SliceExpr, "type" | "start" | "end"> {
    this.expect(":");
    const high = this.at(":") || this.at("]") ? null : this.parseExpr();
    const isFull = this.at(":");
    if (!isFull) return { x, low, high, max: null, isFull };
    if (high === null) this.error(this.start, "middle index required in 3-index slice");
    this.next();
    if (this.at("]")) this.error(this.start, "final index required in 3-index slice");
    const max = this.at("]") ? null : this.parseExpr();
    return { x, low, high, max, isFull };
  }

  /** Whether the `{` after `x` begins a composite literal, not a block. */
  #isLiteralType(x: Expr): boolean {
    const type = withoutParens(x);
    switch (type.type) {
      case "Ident":
      case "SelectorExpr":
      case "IndexExpr":
      case "BadExpr":
        if (this.#inHeader) return false;
        break;
      case "ArrayType":
      case "StructType":
      case "MapType":
        break;
      default:
        return false;
    }
    if (type !== x) this.error(type.start, "cannot parenthesize type in composite literal");
    return true;
  }

  #parseLiteralValue(typeExpr: Expr | null): CompositeLit {
    this.enter();
    const start = typeExpr?.start ?? this.start;
    const outer = this.setHeader(false);
    this.expect("{");
    const elts: Expr[] = [];
    while (!this.at("}") && !this.at("EOF")) {
      elts.push(this.#parseElement());
      if (!this.acceptComma("composite literal", "}")) break;
    }
    this.setHeader(outer);
    this.expect("}");
    this.leave();
    return { type: "CompositeLit", start, end: this.previousEnd, typeExpr, elts };
  }

  #parseElement(): Expr {
    const key = this.#parseElementPart();
    if (!this.accept(":")) return key;
    const value = this.#parseElementPart();
    return { type: "KeyValueExpr", start: key.start, end: this.previousEnd, key, value };
  }

  #parseElementPart(): Expr {
    return this.at("{") ? this.#parseLiteralValue(null) : this.parseExpr();
  }
}

/** `x` without the parentheses around it. */
export function withoutParens(x: Expr): Expr {
  let inner = x;
  while (inner.type === "ParenExpr") inner = inner.x;
  return inner;
}
