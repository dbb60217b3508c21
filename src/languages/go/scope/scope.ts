import type { FuncDecl, FuncLit, Ident, Node } from "../ast.ts";

/**
 * What a name can stand for. `import` is a package; `receiver`, `parameter` and `result` are a function's variables,
 * `var` every other one; `builtin` is predeclared (`nil`, `error`, `append`).
 */
export type ObjectKind =
  | "import"
  | "const"
  | "type"
  | "typeParameter"
  | "var"
  | "receiver"
  | "parameter"
  | "result"
  | "func"
  | "builtin";

/** One declared thing. */
export interface GoObject {
  readonly kind: ObjectKind;
  readonly name: string;
  /** The name where it is declared; null for an import without an alias and for what is built in. */
  readonly ident: Ident | null;
  /**
   * The declaring node: a spec, a `FuncDecl`, a `Field`, the `AssignStmt` of `:=`, a `RangeStmt`, or the `CaseClause` of a
   * type switch (each clause has a variable of its own); null for what is built in.
   */
  readonly decl: Node | null;
  /** Where it is declared; `scope.func` is the function it belongs to. */
  readonly scope: Scope;
  /** Every other mention of it in the file, assignments included, in no particular order. */
  readonly uses: Ident[];
}

/** A block of Go: names, and the block around it. */
export class Scope {
  readonly parent: Scope | null;
  /** The function whose block this is or lies in; null at the top of the file. */
  readonly func: FuncDecl | FuncLit | null;
  readonly names = new Map<string, GoObject>();

  constructor(parent: Scope | null, func: FuncDecl | FuncLit | null = parent?.func ?? null) {
    this.parent = parent;
    this.func = func;
  }

  /** Adds a name, unless it is `_` or there already: the first declaration counts. */
  declare(kind: ObjectKind, name: string, ident: Ident | null, decl: Node | null): GoObject | null {
    if (name === "_") return null;
    const existing = this.names.get(name);
    if (existing !== undefined) return existing;
    const object: GoObject = { kind, name, ident, decl, scope: this, uses: [] };
    this.names.set(name, object);
    return object;
  }

  /** What a name means in this block. */
  lookup(name: string): GoObject | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const object = scope.names.get(name);
      if (object !== undefined) return object;
    }
    return null;
  }
}
