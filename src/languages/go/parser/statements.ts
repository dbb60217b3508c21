import type { BlockStmt, GenDecl, Stmt } from "../ast.ts";
import type { Token } from "../scanner/tokens.ts";
import { ControlFlowParser } from "./control-flow.ts";

/** Besides names: tokens that may begin an expression, and with it a statement. */
const STATEMENT_OPERANDS: ReadonlySet<Token> = new Set<Token>([
  "INT", "FLOAT", "IMAG", "CHAR", "STRING", "func", "(", "[", "struct", "map", "chan", "interface",
  "+", "-", "*", "&", "^", "<-", "!",
]); // prettier-ignore

/** All statements: blocks, labels, and which kind begins with which token. */
export abstract class StatementParser extends ControlFlowParser {
  /** A declaration of constants, types or variables. */
  protected abstract parseGenDecl(): GenDecl;

  /** The body of a function; control clauses around a function literal have no say in it. */
  protected parseBody(): BlockStmt {
    return this.parseBlock();
  }

  protected parseBlock(): BlockStmt {
    const start = this.start;
    const isOpen = this.at("{");
    this.expect("{");
    const list = isOpen ? this.parseStmtList() : [];
    if (isOpen) this.expect("}");
    return { type: "BlockStmt", start, end: this.previousEnd, list };
  }

  protected parseStmtList(): Stmt[] {
    const list: Stmt[] = [];
    for (;;) {
      const token = this.token();
      if (token === "}" || token === "case" || token === "default" || token === "EOF") return list;
      if (token === "func" && this.atFunctionDeclaration()) return list;
      const start = this.start;
      list.push(this.parseStmt());
      if (this.start === start && !this.at("}")) this.next();
    }
  }

  protected parseStmt(): Stmt {
    this.enter();
    const stmt = this.#parseStmtAt(this.start);
    this.leave();
    return stmt;
  }

  #parseStmtAt(start: number): Stmt {
    const token = this.token();
    switch (token) {
      case "IDENT":
        return this.#parseSimpleOrLabeled();
      case "if":
        return this.parseIf();
      case "return":
        return this.parseReturn(start);
      case "for":
        return this.parseFor(start);
      case "switch":
        return this.parseSwitch(start);
      case "select":
        return this.parseSelect(start);
      case "go":
      case "defer":
        return this.parseGoOrDefer(start, token);
      case "break":
      case "continue":
      case "goto":
      case "fallthrough":
        return this.parseBranch(start, token);
      case "const":
      case "type":
      case "var": {
        const decl = this.parseGenDecl();
        return { type: "DeclStmt", start, end: decl.end, decl };
      }
      case "{": {
        const block = this.parseBlock();
        this.expectSemicolon();
        return block;
      }
      case ";":
        this.next();
        return { type: "EmptyStmt", start, end: this.previousEnd };
      case "}":
        return { type: "EmptyStmt", start: this.previousEnd, end: this.previousEnd };
      default:
        return this.#parseOtherStmt(start, token);
    }
  }

  #parseOtherStmt(start: number, token: Token): Stmt {
    if (STATEMENT_OPERANDS.has(token)) return this.#parseSimpleOrLabeled();
    this.errorExpected("statement");
    this.skipToStatement();
    return { type: "BadStmt", start, end: Math.max(start, this.previousEnd) };
  }

  #parseSimpleOrLabeled(): Stmt {
    const start = this.start;
    const lhs = this.parseExprList();
    const [first] = lhs;
    if (!this.at(":") || lhs.length > 1 || first === undefined) {
      const simple = this.continueSimple(start, lhs);
      this.expectSemicolon();
      return simple;
    }
    if (first.type !== "Ident") {
      this.error(this.start, "illegal label declaration");
      this.skipToStatement();
      return { type: "BadStmt", start, end: this.previousEnd };
    }
    this.next();
    const stmt = this.parseStmt();
    return { type: "LabeledStmt", start, end: stmt.end, label: first, stmt };
  }
}
