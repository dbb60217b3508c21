import type { AssignOperator, AssignStmt, BranchStmt, CallExpr, Expr, Stmt } from "../ast.ts";
import type { Token } from "../scanner/tokens.ts";
import { ExpressionParser, withoutParens } from "./expressions.ts";

const ASSIGN_OPERATORS: ReadonlySet<Token> = new Set<Token>([
  ":=", "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^=",
]); // prettier-ignore

/** Statements that hold no other statements. */
export abstract class SimpleStatementParser extends ExpressionParser {
  protected expectSemicolon(): void {
    if (this.accept(";") || this.at(")") || this.at("}")) return;
    this.errorExpected("';'");
    this.skipToStatement();
  }

  protected parseSimple(): Stmt {
    const start = this.start;
    return this.continueSimple(start, this.parseExprList());
  }

  /** A simple statement whose leading expressions have been read. */
  protected continueSimple(start: number, lhs: Expr[]): Stmt {
    if (ASSIGN_OPERATORS.has(this.token())) return this.#parseAssignment(start, lhs);
    if (lhs.length > 1) this.error(start, "expected 1 expression");
    const x = lhs[0] as Expr;
    const token = this.token();
    if (token === "++" || token === "--") {
      this.next();
      return { type: "IncDecStmt", start, end: this.previousEnd, x, tok: token };
    }
    if (token === "<-") {
      this.next();
      const value = this.parseExpr();
      return { type: "SendStmt", start, end: this.previousEnd, chan: x, value };
    }
    return { type: "ExprStmt", start, end: this.previousEnd, x };
  }

  #parseAssignment(start: number, lhs: Expr[]): AssignStmt {
    const tok = this.token() as AssignOperator;
    this.next();
    return this.finishAssignment(start, lhs, tok);
  }

  protected finishAssignment(start: number, lhs: Expr[], tok: AssignOperator): AssignStmt {
    const rhs = this.parseExprList();
    return { type: "AssignStmt", start, end: this.previousEnd, lhs, tok, rhs };
  }

  protected parseGoOrDefer(start: number, token: "go" | "defer"): Stmt {
    this.next();
    const call = this.#parseCallAfter(token);
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: token === "go" ? "GoStmt" : "DeferStmt", start, end, call };
  }

  #parseCallAfter(keyword: "go" | "defer"): CallExpr | { type: "BadExpr"; start: number; end: number } {
    const x = this.parseExpr();
    const call = withoutParens(x);
    if (call !== x) this.error(x.start, `expression in ${keyword} must not be parenthesized`);
    if (call.type === "CallExpr") return call;
    if (call.type !== "BadExpr") this.error(call.end, `expression in ${keyword} must be function call`);
    return { type: "BadExpr", start: x.start, end: x.end };
  }

  protected parseReturn(start: number): Stmt {
    this.next();
    const results = this.at(";") || this.at("}") ? [] : this.parseExprList();
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: "ReturnStmt", start, end, results };
  }

  protected parseBranch(start: number, tok: BranchStmt["tok"]): Stmt {
    this.next();
    const mayHaveLabel = tok === "break" || tok === "continue";
    const label = tok === "goto" || (mayHaveLabel && this.at("IDENT")) ? this.parseIdent() : null;
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: "BranchStmt", start, end, tok, label };
  }
}
