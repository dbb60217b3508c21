import type {
  CaseClause,
  CompositeLit,
  Decl,
  Expr,
  Field,
  FieldList,
  FuncDecl,
  FuncLit,
  GenDecl,
  Ident,
  IfStmt,
  ImportSpec,
  LabeledStmt,
  Node,
  RangeStmt,
  SourceFile,
  Stmt,
  TypeSpec,
  TypeSwitchStmt,
  ValueSpec,
} from "../ast.ts";
import { childrenOf } from "../walk.ts";
import { importName } from "./import-name.ts";
import { elementTypes, keysOfLiteral } from "./literal-keys.ts";
import { type GoObject, type ObjectKind, Scope } from "./scope.ts";
import { universe } from "./universe.ts";

/** What the names of a file mean, as far as the file alone can tell. */
export interface Resolution {
  /** For every name that declares or mentions something: that thing. Names after a dot and field names are not in it. */
  readonly objectOf: ReadonlyMap<Ident, GoObject>;
  /** For the label of every `break`, `continue` and `goto` that has one in its function: the statement so labeled. */
  readonly labelOf: ReadonlyMap<Ident, LabeledStmt>;
  /** Names without a declaration here: they are in another file of the package, or come from a dot import. */
  readonly unresolved: ReadonlySet<Ident>;
  /** The variables that clauses of type switches declare, as far as they use them. */
  readonly clauseVariables: ReadonlyMap<CaseClause, GoObject>;
  /** Labels that no statement of their function has. */
  readonly unresolvedLabels: readonly Ident[];
  readonly dotImports: readonly ImportSpec[];
  /** The names that other files of the package see. */
  readonly packageScope: Scope;
  /** The names of the imports; it lies in the package's scope. */
  readonly fileScope: Scope;
}

/**
 * Resolves the names of one file by Go's scoping rules: package level regardless of order, everything else from its
 * declaration on, `:=` declaring only what its own block does not have yet, a function's parameters in the block of its
 * body, a variable per clause of a type switch, labels in a space of their own per function.
 *
 * Selectors, struct fields and methods are not resolved, as they need types. The key of a composite literal whose type
 * is unknown here may be a field or a value: it counts as a use if such a name is in sight, and never as unresolved.
 */
export function resolveGo(file: SourceFile): Resolution {
  return new Resolver().resolve(file);
}

/** The labels of one function and the branches that name one. */
interface Labels {
  readonly statements: Map<string, LabeledStmt>;
  readonly branches: Ident[];
}

class Resolver {
  readonly #objectOf = new Map<Ident, GoObject>();
  readonly #labelOf = new Map<Ident, LabeledStmt>();
  readonly #unresolved = new Set<Ident>();
  readonly #clauseVariables = new Map<CaseClause, GoObject>();
  readonly #unresolvedLabels: Ident[] = [];
  readonly #dotImports: ImportSpec[] = [];
  readonly #packageScope = new Scope(universe());
  readonly #fileScope = new Scope(this.#packageScope);
  #labels: Labels = { statements: new Map(), branches: [] };

  resolve(file: SourceFile): Resolution {
    for (const decl of file.decls) this.#declareAtTop(decl);
    for (const decl of file.decls) this.#resolveAtTop(decl);
    return {
      objectOf: this.#objectOf,
      labelOf: this.#labelOf,
      unresolved: this.#unresolved,
      clauseVariables: this.#clauseVariables,
      unresolvedLabels: this.#unresolvedLabels,
      dotImports: this.#dotImports,
      packageScope: this.#packageScope,
      fileScope: this.#fileScope,
    };
  }

  // -------------------------------------------------------------------------------------------- declarations

  #declareAtTop(decl: Decl): void {
    if (decl.type === "FuncDecl") {
      const isCallable = decl.recv === null && decl.name.name !== "init";
      if (isCallable) this.#declare(this.#packageScope, "func", decl.name, decl);
    } else if (decl.type === "GenDecl") {
      for (const spec of decl.specs) {
        if (spec.type === "ImportSpec") this.#declareImport(spec);
        else if (spec.type === "TypeSpec") this.#declare(this.#packageScope, "type", spec.name, spec);
        else this.#declareValues(this.#packageScope, decl, spec);
      }
    }
  }

  #resolveAtTop(decl: Decl): void {
    if (decl.type === "FuncDecl") this.#function(decl, decl.recv, this.#fileScope);
    else if (decl.type === "GenDecl") {
      for (const spec of decl.specs) {
        if (spec.type === "ValueSpec") this.#valueSpec(spec, this.#fileScope);
        else if (spec.type === "TypeSpec") this.#typeSpec(spec, this.#fileScope);
      }
    }
  }

  #declareImport(spec: ImportSpec): void {
    const name = importName(spec);
    if (name === ".") this.#dotImports.push(spec);
    else {
      const object = this.#fileScope.declare("import", name, spec.name, spec);
      if (spec.name !== null && object !== null) this.#objectOf.set(spec.name, object);
    }
  }

  #declare(scope: Scope, kind: ObjectKind, ident: Ident, decl: Node): void {
    const object = scope.declare(kind, ident.name, ident, decl);
    if (object !== null) this.#objectOf.set(ident, object);
  }

  #declareValues(scope: Scope, { tok }: GenDecl, spec: ValueSpec): void {
    for (const name of spec.names) this.#declare(scope, tok === "const" ? "const" : "var", name, spec);
  }

  #valueSpec(spec: ValueSpec, scope: Scope): void {
    if (spec.typeExpr !== null) this.#expr(spec.typeExpr, scope);
    for (const value of spec.values) this.#expr(value, scope);
  }

  #typeSpec(spec: TypeSpec, scope: Scope): void {
    const inner = spec.typeParams === null ? scope : new Scope(scope);
    if (spec.typeParams !== null) this.#typeParams(spec.typeParams, inner);
    this.#expr(spec.typeExpr, inner);
  }

  #localDecl(decl: GenDecl, scope: Scope): void {
    for (const spec of decl.specs) {
      if (spec.type === "TypeSpec") {
        this.#declare(scope, "type", spec.name, spec);
        this.#typeSpec(spec, scope);
      } else if (spec.type === "ValueSpec") {
        this.#valueSpec(spec, scope);
        this.#declareValues(scope, decl, spec);
      }
    }
  }

  // -------------------------------------------------------------------------------------------- functions

  #function(func: FuncDecl | FuncLit, recv: FieldList | null, outer: Scope): void {
    const scope = new Scope(outer, func);
    const { typeParams, params, results } = func.signature;
    if (recv !== null) this.#receiverTypes(recv, scope);
    if (typeParams !== null) this.#typeParams(typeParams, scope);
    this.#fieldTypes(params, scope);
    if (results !== null) this.#fieldTypes(results, scope);
    if (recv !== null) this.#declareFields(recv, "receiver", scope);
    this.#declareFields(params, "parameter", scope);
    if (results !== null) this.#declareFields(results, "result", scope);
    if (func.body === null) return;
    const outerLabels = this.#labels;
    this.#labels = { statements: new Map(), branches: [] };
    this.#stmts(func.body.list, scope);
    this.#resolveLabels();
    this.#labels = outerLabels;
  }

  #typeParams(list: FieldList, scope: Scope): void {
    this.#declareFields(list, "typeParameter", scope);
    this.#fieldTypes(list, scope);
  }

  #declareFields(list: FieldList, kind: ObjectKind, scope: Scope): void {
    for (const field of list.fields) for (const name of field.names) this.#declare(scope, kind, name, field);
  }

  #fieldTypes(list: FieldList, scope: Scope): void {
    for (const field of list.fields) this.#expr(field.typeExpr, scope);
  }

  /** The brackets of a receiver's type declare: `func (s *Set[T]) ...` names the type parameter. */
  #receiverTypes(recv: FieldList, scope: Scope): void {
    for (const field of recv.fields) {
      let type = field.typeExpr;
      while (type.type === "StarExpr" || type.type === "ParenExpr") type = type.x;
      if (type.type === "IndexExpr") this.#genericReceiver(field, type.indices, scope);
      this.#expr(type.type === "IndexExpr" ? type.x : type, scope);
    }
  }

  #genericReceiver(field: Field, indices: readonly Expr[], scope: Scope): void {
    for (const index of indices)
      if (index.type === "Ident") this.#declare(scope, "typeParameter", index, field);
  }

  #resolveLabels(): void {
    const { statements, branches } = this.#labels;
    for (const ident of branches) {
      const target = statements.get(ident.name);
      if (target === undefined) this.#unresolvedLabels.push(ident);
      else this.#labelOf.set(ident, target);
    }
  }

  // -------------------------------------------------------------------------------------------- statements

  #stmts(list: readonly Stmt[], scope: Scope): void {
    for (const stmt of list) this.#stmt(stmt, scope);
  }

  #block(list: readonly Stmt[], outer: Scope): void {
    if (list.length > 0) this.#stmts(list, new Scope(outer));
  }

  #stmt(stmt: Stmt, scope: Scope): void {
    switch (stmt.type) {
      case "DeclStmt":
        return this.#localDecl(stmt.decl, scope);
      case "AssignStmt":
        this.#exprs(stmt.rhs, scope);
        return stmt.tok === ":=" ? this.#define(stmt.lhs, stmt, scope) : this.#exprs(stmt.lhs, scope);
      case "BlockStmt":
        return this.#block(stmt.list, scope);
      case "IfStmt":
        return this.#if(stmt, scope);
      case "RangeStmt":
        return this.#range(stmt, scope);
      case "TypeSwitchStmt":
        return this.#typeSwitch(stmt, scope);
      case "LabeledStmt":
        this.#labels.statements.set(stmt.label.name, stmt);
        return this.#stmt(stmt.stmt, scope);
      case "BranchStmt":
        if (stmt.label !== null) this.#labels.branches.push(stmt.label);
        return;
      default:
        return this.#controlStmt(stmt, scope);
    }
  }

  #controlStmt(stmt: Stmt, outer: Scope): void {
    switch (stmt.type) {
      case "ForStmt": {
        const scope = this.#initScope(stmt.init, outer);
        if (stmt.cond !== null) this.#expr(stmt.cond, scope);
        if (stmt.post !== null) this.#stmt(stmt.post, scope);
        return this.#block(stmt.body.list, scope);
      }
      case "SwitchStmt": {
        const scope = this.#initScope(stmt.init, outer);
        if (stmt.tag !== null) this.#expr(stmt.tag, scope);
        for (const { list, body } of stmt.clauses) {
          this.#exprs(list ?? [], scope);
          this.#block(body, scope);
        }
        return;
      }
      case "SelectStmt":
        for (const { comm, body } of stmt.clauses) {
          const scope = new Scope(outer);
          if (comm !== null) this.#stmt(comm, scope);
          this.#stmts(body, scope);
        }
        return;
      default:
        for (const child of childrenOf(stmt)) this.#expr(child, outer);
    }
  }

  /** The scope of a header: none of its own without an init statement, so that long chains do not get deep. */
  #initScope(init: Stmt | null, outer: Scope): Scope {
    if (init === null) return outer;
    const scope = new Scope(outer);
    this.#stmt(init, scope);
    return scope;
  }

  #if(first: IfStmt, outer: Scope): void {
    let scope = outer;
    let stmt: IfStmt["else"] = first;
    for (; stmt?.type === "IfStmt"; stmt = stmt.else) {
      scope = this.#initScope(stmt.init, scope);
      this.#expr(stmt.cond, scope);
      this.#block(stmt.body.list, scope);
    }
    if (stmt?.type === "BlockStmt") this.#block(stmt.list, scope);
  }

  #range(stmt: RangeStmt, outer: Scope): void {
    this.#expr(stmt.x, outer);
    const scope = new Scope(outer);
    const targets = [stmt.key, stmt.value].filter((target) => target !== null);
    if (stmt.tok === ":=") this.#define(targets, stmt, scope);
    else this.#exprs(targets, outer);
    this.#block(stmt.body.list, scope);
  }

  #typeSwitch(stmt: TypeSwitchStmt, outer: Scope): void {
    const scope = this.#initScope(stmt.init, outer);
    this.#expr(stmt.x, scope);
    for (const clause of stmt.clauses) {
      this.#exprs(clause.list ?? [], scope);
      const inner = new Scope(scope);
      const { binding } = stmt;
      const variable = binding && inner.declare("var", binding.name, binding, clause);
      this.#stmts(clause.body, inner);
      if (variable && variable.uses.length > 0) this.#clauseVariables.set(clause, variable);
    }
  }

  /** `:=`: a name that this very block has is assigned, any other is declared. */
  #define(targets: readonly Expr[], decl: Node, scope: Scope): void {
    for (const target of targets) {
      if (target.type !== "Ident" || scope.names.has(target.name)) this.#expr(target, scope);
      else this.#declare(scope, "var", target, decl);
    }
  }

  // -------------------------------------------------------------------------------------------- expressions

  #exprs(list: readonly Expr[], scope: Scope): void {
    for (const x of list) this.#expr(x, scope);
  }

  /** Everything below an expression or type, with an explicit stack; only function bodies recurse. */
  #expr(root: Node, scope: Scope): void {
    const pending: Node[] = [root];
    let elidedTypes: Map<CompositeLit, Expr> | undefined; // literals are few
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      switch (node.type) {
        case "Ident":
          this.#use(node, scope, true);
          break;
        case "SelectorExpr":
          pending.push(node.x);
          break;
        case "FuncLit":
          this.#function(node, null, scope);
          break;
        case "Field":
          pending.push(node.typeExpr);
          break;
        case "CompositeLit":
          elidedTypes ??= new Map();
          this.#literal(node, { pending, elidedTypes, scope });
          break;
        default:
          for (const child of childrenOf(node)) pending.push(child);
      }
    }
  }

  #literal(
    literal: CompositeLit,
    { pending, elidedTypes, scope }: { pending: Node[]; elidedTypes: Map<CompositeLit, Expr>; scope: Scope },
  ): void {
    const type = literal.typeExpr ?? elidedTypes.get(literal) ?? null;
    const keys = keysOfLiteral(type, scope);
    const elements = elementTypes(type, scope);
    const push = (x: Expr, elided: Expr | null): void => {
      if (x.type === "CompositeLit" && x.typeExpr === null && elided !== null) elidedTypes.set(x, elided);
      pending.push(x);
    };
    if (literal.typeExpr !== null) pending.push(literal.typeExpr);
    for (const element of literal.elts) {
      const { key, value } = element.type === "KeyValueExpr" ? element : { key: null, value: element };
      push(value, elements.value);
      if (key === null) continue;
      if (key.type !== "Ident" || keys === "values") push(key, elements.key);
      else if (keys === "unknown") this.#use(key, scope, false);
    }
  }

  #use(ident: Ident, scope: Scope, isCertain: boolean): void {
    if (ident.name === "_") return;
    const object = scope.lookup(ident.name);
    if (object !== null) {
      object.uses.push(ident);
      this.#objectOf.set(ident, object);
    } else if (isCertain) this.#unresolved.add(ident);
  }
}
