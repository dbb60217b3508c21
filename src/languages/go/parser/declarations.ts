import type {
  BasicLit,
  BlockStmt,
  Decl,
  Expr,
  FieldList,
  FuncDecl,
  GenDecl,
  Ident,
  ImportSpec,
  SourceFile,
  Spec,
  TypeSpec,
  ValueSpec,
} from "../ast.ts";
import type { Token } from "../scanner/tokens.ts";

import { StatementParser } from "./statements.ts";
import { splitTypeParameter } from "./type-parameter.ts";

const LITERALS: ReadonlySet<Token> = new Set<Token>(["INT", "FLOAT", "IMAG", "CHAR"]);

/** Declarations and the file itself. */
export class FileParser extends StatementParser {
  parseFile(): SourceFile {
    const name = this.#parsePackageClause();
    const decls: Decl[] = [];
    let afterImports = false;
    while (!this.at("EOF")) {
      const start = this.start;
      if (this.at("import") && afterImports)
        this.error(start, "imports must appear before other declarations");
      if (!this.at("import")) afterImports = true;
      decls.push(this.#parseDecl());
      if (this.start === start) this.next();
    }
    return { type: "File", start: 0, end: this.text.length, name, decls };
  }

  /** A file without a package clause is still read: what follows may be a snippet, or be about to get one. */
  #parsePackageClause(): Ident {
    if (!this.accept("package")) {
      this.errorExpected("'package'");
      return { type: "Ident", start: this.start, end: this.start, name: "_" };
    }
    const name = this.parseIdent();
    if (name.name === "_" && name.end > name.start) this.error(name.start, "invalid package name _");
    if (!this.accept(";") && !this.at("EOF")) {
      this.errorExpected("';'");
      this.skipToDeclaration();
    }
    return name;
  }

  #parseDecl(): Decl {
    switch (this.token()) {
      case "import":
      case "const":
      case "type":
      case "var":
        return this.parseGenDecl();
      case "func":
        return this.#parseFuncDecl();
      default: {
        const start = this.start;
        this.errorExpected("declaration");
        this.skipToDeclaration();
        return { type: "BadDecl", start, end: Math.max(start, this.previousEnd) };
      }
    }
  }

  /** `import`, `const`, `type` or `var`, at the top of a file or in a function. */
  protected parseGenDecl(): GenDecl {
    const start = this.start;
    const tok = this.token() as GenDecl["tok"];
    this.next();
    if (!this.at("(")) {
      const spec = this.#parseSpec(tok, 0);
      this.expectSemicolon();
      return { type: "GenDecl", start, end: spec.end, tok, specs: [spec] };
    }
    const specs = this.#parseSpecGroup(tok);
    const end = this.previousEnd;
    this.expectSemicolon();
    return { type: "GenDecl", start, end, tok, specs };
  }

  #parseSpecGroup(tok: GenDecl["tok"]): Spec[] {
    this.expect("(");
    const specs: Spec[] = [];
    while (!this.at(")") && !this.at("EOF") && !this.at("}") && !this.atFunctionDeclaration()) {
      const start = this.start;
      specs.push(this.#parseSpec(tok, specs.length));
      this.expectSemicolon();
      if (this.start === start) this.next();
    }
    this.expect(")");
    return specs;
  }

  #parseSpec(tok: GenDecl["tok"], iota: number): Spec {
    switch (tok) {
      case "import":
        return this.#parseImportSpec();
      case "type":
        return this.#parseTypeSpec();
      default:
        return this.#parseValueSpec(tok, iota);
    }
  }

  #parseImportSpec(): ImportSpec {
    const start = this.start;
    const name = this.at("IDENT") || this.at(".") ? this.#parseImportName() : null;
    const path = this.#parseImportPath();
    return { type: "ImportSpec", start, end: this.previousEnd, name, path };
  }

  #parseImportName(): Ident {
    if (!this.at(".")) return this.parseIdent();
    const start = this.start;
    this.next();
    return { type: "Ident", start, end: this.previousEnd, name: "." };
  }

  #parseImportPath(): BasicLit {
    if (this.at("STRING")) return this.parseLiteral("STRING");
    const start = this.start;
    if (!LITERALS.has(this.token())) this.errorExpected("import path");
    else {
      this.error(start, "import path must be a string");
      this.next();
    }
    return { type: "BasicLit", start, end: start, kind: "STRING", value: '""' };
  }

  #parseValueSpec(tok: "const" | "var", iota: number): ValueSpec {
    const start = this.start;
    const names = [this.parseIdent()];
    while (this.accept(",")) names.push(this.parseIdent());
    const typeExpr = this.at("=") ? null : tok === "var" ? this.parseType() : this.tryType();
    const values = this.accept("=") ? this.parseExprList() : [];
    return { type: "ValueSpec", start, end: this.previousEnd, names, typeExpr, values, iota };
  }

  #parseTypeSpec(): TypeSpec {
    const name = this.parseIdent();
    const open = this.start;
    if (!this.accept("[")) return this.#finishTypeSpec(name, null);
    if (!this.at("IDENT")) return this.#arrayTypeSpec(name, open, null);
    const x = this.#parseAmbiguousBracket();
    const parameter = splitTypeParameter(x, this.at(","));
    if (parameter === null || (parameter.typeExpr === null && this.at("]"))) {
      return this.#arrayTypeSpec(name, open, x);
    }
    const fields = this.parseParameterList("type parameters", parameter);
    this.expect("]");
    return this.#finishTypeSpec(name, { type: "FieldList", start: open, end: this.previousEnd, fields });
  }

  /**
   * What follows `type Name[`: an array's length or the first type parameter. Both can look like `P *C` or `P (C)`, so
   * it is read as an expression; after a name, what can only be a constraint (`P any`, `P []int`) is left unread.
   */
  #parseAmbiguousBracket(): Expr {
    const outer = this.setHeader(false);
    const first = this.parseIdent();
    const x = this.at("[") ? first : this.continueBinary(this.continuePrimary(first), 1);
    this.setHeader(outer);
    return x;
  }

  #arrayTypeSpec(name: Ident, open: number, len: Expr | null): TypeSpec {
    const typeExpr = this.parseArrayType(open, len);
    const { start } = name;
    return {
      type: "TypeSpec",
      start,
      end: this.previousEnd,
      name,
      typeParams: null,
      isAlias: false,
      typeExpr,
    };
  }

  #finishTypeSpec(name: Ident, typeParams: FieldList | null): TypeSpec {
    const isAlias = this.accept("=");
    const typeExpr = this.parseType();
    const { start } = name;
    return { type: "TypeSpec", start, end: this.previousEnd, name, typeParams, isAlias, typeExpr };
  }

  #parseFuncDecl(): FuncDecl {
    const start = this.start;
    this.expect("func");
    const recv = this.at("(") ? this.parseParameters("parameters") : null;
    const name = this.parseIdent();
    const open = this.start;
    const typeParams = this.at("[") ? this.parseTypeParameters() : null;
    if (recv !== null && typeParams !== null) this.error(open, "method must have no type parameters");
    const signature = this.parseSignature(open, typeParams);
    const body = this.#parseFuncBody();
    return { type: "FuncDecl", start, end: body?.end ?? signature.end, recv, name, signature, body };
  }

  #parseFuncBody(): BlockStmt | null {
    if (!this.at("{")) {
      this.expectSemicolon();
      if (!this.at("{")) return null;
      this.error(this.start, "unexpected semicolon or newline before {");
    }
    const body = this.parseBody();
    this.expectSemicolon();
    return body;
  }
}
