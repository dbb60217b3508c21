import type { Ident, BlockStmt, CaseClause, CommClause, Expr, IfStmt, Stmt } from "../ast.ts";
import { SimpleStatementParser } from "./simple-statements.ts";

/** A for header's `key, value := range x`, before its body is known. */
interface RangeClause {
  readonly lhs: readonly Expr[];
  readonly tok: "=" | ":=" | null;
  readonly x: Expr;
}

/** `if`, `switch`, `select` and `for`. A chain of `else if` is a loop; what nests in braces recurses. */
export abstract class ControlFlowParser extends SimpleStatementParser {
  /** A block in braces; without its opening brace it is empty. */
  protected abstract parseBlock(): BlockStmt;
  /** Statements up to a `}`, a `case` or a `default`. */
  protected abstract parseStmtList(): Stmt[];

  /** A chain of `else if` nests to the right: its parts are read in a loop and put together from the last. */
  protected parseIf(): IfStmt {
    const parts: Omit<IfStmt, "end" | "else">[] = [this.#parseIfPart()];
    let otherwise: IfStmt["else"] = null;
    while (otherwise === null && this.accept("else")) {
      if (this.at("if")) parts.push(this.#parseIfPart());
      else otherwise = this.#parseElse();
    }
    const end = this.previousEnd;
    this.expectSemicolon();
    for (const part of parts.reverse()) {
      const { type, start, init, cond, body } = part;
      otherwise = { type, start, end, init, cond, body, else: otherwise };
    }
    return otherwise as IfStmt;
  }

  #parseIfPart(): Omit<IfStmt, "end" | "else"> {
    const start = this.start;
    this.next();
    const { init, cond } = this.#parseIfHeader();
    const body = this.parseBlock();
    return { type: "IfStmt", start, init, cond, body };
  }

  #parseElse(): IfStmt["else"] {
    if (this.at("{")) return this.parseBlock();
    const start = this.start;
    this.errorExpected("if statement or block");
    return { type: "BadStmt", start, end: start };
  }

  #parseIfHeader(): { init: Stmt | null; cond: Expr } {
    const start = this.start;
    if (this.at("{")) {
      this.error(start, "missing condition in if statement");
      return { init: null, cond: { type: "BadExpr", start, end: start } };
    }
    const outer = this.setHeader(true);
    if (this.at("var")) {
      this.error(start, "var declaration not allowed in if initializer");
      this.next();
    }
    const first = this.at(";") ? null : this.parseSimple();
    const header = this.at("{") ? { init: null, cond: this.#asExpr(first) } : this.#parseIfCondition(first);
    this.setHeader(outer);
    return header;
  }

  /** After the init statement of an if: the semicolon and the condition. */
  #parseIfCondition(init: Stmt | null): { init: Stmt | null; cond: Expr } {
    const start = this.start;
    const isNewline = this.atLineEnd;
    this.expect(";");
    if (!this.at("{") && !this.at("}") && !this.at("EOF"))
      return { init, cond: this.#asExpr(this.parseSimple()) };
    this.error(
      start,
      isNewline ? "unexpected newline, expecting { after if clause" : "missing condition in if statement",
    );
    return { init, cond: { type: "BadExpr", start, end: start } };
  }

  /** The expression of an expression statement; any other statement is an error here. */
  #asExpr(stmt: Stmt | null): Expr {
    if (stmt?.type === "ExprStmt") return stmt.x;
    const { start, end } = stmt ?? { start: this.start, end: this.start };
    const found = stmt?.type === "AssignStmt" ? "assignment" : "simple statement";
    this.error(start, `expected expression, found ${found} (missing parentheses around composite literal?)`);
    return { type: "BadExpr", start, end };
  }

  protected parseSwitch(start: number): Stmt {
    this.next();
    const { init, subject } = this.#parseSwitchHeader();
    const guard = subject === null ? null : this.#typeSwitchGuard(subject);
    const tag = subject === null || guard !== null ? null : this.#asExpr(subject);
    const clauses = this.#parseClauses(() => this.#parseCaseClause());
    const end = this.previousEnd;
    this.expectSemicolon();
    if (guard === null) return { type: "SwitchStmt", start, end, init, tag, clauses };
    return { type: "TypeSwitchStmt", start, end, init, binding: guard.binding, x: guard.x, clauses };
  }

  #parseSwitchHeader(): { init: Stmt | null; subject: Stmt | null } {
    const outer = this.setHeader(true);
    let init: Stmt | null = null;
    let subject = this.at("{") || this.at(";") ? null : this.parseSimple();
    if (this.accept(";")) {
      init = subject;
      subject = this.at("{") ? null : this.parseSimple();
    }
    this.setHeader(outer);
    return { init, subject };
  }

  /** The parts of `x.(type)` or `binding := x.(type)`; null if `stmt` is neither. */
  #typeSwitchGuard(stmt: Stmt): { binding: Ident | null; x: Expr } | null {
    if (stmt.type === "ExprStmt") {
      const x = subjectOfTypeSwitch(stmt.x);
      return x === null ? null : { binding: null, x };
    }
    if (stmt.type !== "AssignStmt" || stmt.lhs.length !== 1 || stmt.rhs.length !== 1) return null;
    const x = subjectOfTypeSwitch(stmt.rhs[0] as Expr);
    if (x === null || (stmt.tok !== ":=" && stmt.tok !== "=")) return null;
    if (stmt.tok === "=") this.error(stmt.start, "expected ':=', found '=' in type switch");
    const [binding] = stmt.lhs;
    if (binding?.type === "Ident") return { binding, x };
    this.error(stmt.start, "expected a name before ':=' in type switch");
    return { binding: null, x };
  }

  /** The clauses of a switch or select, in braces; statements outside all clauses are an error. */
  #parseClauses<Clause>(parseClause: () => Clause): Clause[] {
    const clauses: Clause[] = [];
    if (!this.accept("{")) {
      this.errorExpected("'{'");
      return clauses;
    }
    while (!this.at("}") && !this.at("EOF") && !this.atFunctionDeclaration()) {
      if (this.at("case") || this.at("default")) clauses.push(parseClause());
      else {
        this.errorExpected("case, default or '}'");
        this.parseStmtList();
      }
    }
    this.expect("}");
    return clauses;
  }

  #parseCaseClause(): CaseClause {
    const start = this.start;
    let list: Expr[] | null = null;
    if (this.accept("case")) list = this.parseExprList();
    else this.expect("default");
    this.expect(":");
    const end = this.previousEnd;
    const body = this.parseStmtList();
    return { type: "CaseClause", start, end: body.at(-1)?.end ?? end, list, body };
  }

  protected parseSelect(start: number): Stmt {
    this.next();
    const clauses = this.#parseClauses(() => this.#parseCommClause());
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: "SelectStmt", start, end, clauses };
  }

  #parseCommClause(): CommClause {
    const start = this.start;
    let comm: CommClause["comm"] = null;
    if (this.accept("case")) comm = this.#parseCommunication();
    else this.expect("default");
    this.expect(":");
    const end = this.previousEnd;
    const body = this.parseStmtList();
    return { type: "CommClause", start, end: body.at(-1)?.end ?? end, comm, body };
  }

  #parseCommunication(): CommClause["comm"] {
    const start = this.start;
    const lhs = this.parseExprList();
    const isAssignment = this.at("=") || this.at(":=");
    if (lhs.length > (isAssignment ? 2 : 1)) {
      this.error(start, isAssignment ? "expected 1 or 2 expressions" : "expected 1 expression");
    }
    if (isAssignment) {
      const tok = this.at("=") ? "=" : ":=";
      this.next();
      const rhs = [this.parseExpr()];
      return { type: "AssignStmt", start, end: this.previousEnd, lhs, tok, rhs };
    }
    const x = lhs[0] as Expr;
    if (!this.accept("<-")) return { type: "ExprStmt", start, end: this.previousEnd, x };
    const value = this.parseExpr();
    return { type: "SendStmt", start, end: this.previousEnd, chan: x, value };
  }

  protected parseFor(start: number): Stmt {
    this.next();
    const outer = this.setHeader(true);
    const header = this.#parseForHeader();
    this.setHeader(outer);
    const body = this.parseBlock();
    const end = this.previousEnd;
    this.expectSemicolon();
    if (!("lhs" in header)) return { type: "ForStmt", start, end, ...header, body };
    const [key = null, value = null] = header.lhs;
    return { type: "RangeStmt", start, end, key, value, tok: header.tok, x: header.x, body };
  }

  #parseForHeader(): RangeClause | { init: Stmt | null; cond: Expr | null; post: Stmt | null } {
    if (this.at("{")) return { init: null, cond: null, post: null };
    if (this.accept("range")) return { lhs: [], tok: null, x: this.parseExpr() };
    const first = this.at(";") ? null : this.#parseForStart();
    if (first !== null && "lhs" in first && !("type" in first)) return first;
    if (this.at(";")) return this.#parseForClauses(first);
    return { init: null, cond: this.#asExpr(first), post: null };
  }

  /** The first thing in a for header: a statement, or all of a range clause. */
  #parseForStart(): Stmt | RangeClause {
    const start = this.start;
    const lhs = this.parseExprList();
    const tok = this.token();
    if (tok !== ":=" && tok !== "=") return this.continueSimple(start, lhs);
    this.next();
    if (!this.accept("range")) return this.finishAssignment(start, lhs, tok);
    if (lhs.length > 2) this.error(start, "expected at most 2 expressions");
    return { lhs, tok, x: this.parseExpr() };
  }

  /** From the first semicolon of a for header up to its body. */
  #parseForClauses(init: Stmt | null): { init: Stmt | null; cond: Expr | null; post: Stmt | null } {
    this.next();
    if (this.at("{")) {
      this.errorExpected("for loop condition");
      return { init, cond: null, post: null };
    }
    const cond = this.at(";") ? null : this.#asExpr(this.parseSimple());
    this.expect(";");
    const post = this.at("{") ? null : this.parseSimple();
    return { init, cond, post };
  }
}

/** `x` of `x.(type)`, null for any other expression. */
function subjectOfTypeSwitch(x: Expr): Expr | null {
  return x.type === "TypeAssertExpr" && x.typeExpr === null ? x.x : null;
}
