/**
 * The Go syntax tree: a discriminated union on `type`, with the node names of Go's own `go/ast`.
 *
 * Offsets are UTF-16 indices into the parsed text, `end` exclusive; lines and columns are computed on demand by
 * `LineIndex`. Where `go/ast` has a field named `Type`, that field is `typeExpr` here (a function's is `signature`).
 * An absent part is `null`, an absent list is empty unless its comment says otherwise.
 *
 * Long operator, selector and call chains nest to the left and `else if` chains to the right, as deep as the source
 * is long: walk them with `walk` or with a loop, never by plain recursion. All other nesting is at most `MAX_DEPTH`.
 */

/** What every node has: `text.slice(start, end)` is its source. */
interface Spanned {
  readonly start: number;
  readonly end: number;
}

/** A `//` or a block comment, delimiters included in `text`; the newline that ends a line comment is not part of it. */
export interface Comment extends Spanned {
  readonly type: "LineComment" | "BlockComment";
  readonly text: string;
}

/** One Go file. `name` is the package name; imports are declarations like any other, and come first. */
export interface SourceFile extends Spanned {
  readonly type: "File";
  readonly name: Ident;
  readonly decls: readonly Decl[];
}

// ---------------------------------------------------------------------------------------------- declarations

/** `import`, `const`, `type` or `var`, one spec or a parenthesized group. */
export interface GenDecl extends Spanned {
  readonly type: "GenDecl";
  readonly tok: "import" | "const" | "type" | "var";
  readonly specs: readonly Spec[];
}

/** A function, or a method when `recv` is there; `body` is null when it is implemented elsewhere. */
export interface FuncDecl extends Spanned {
  readonly type: "FuncDecl";
  readonly recv: FieldList | null;
  readonly name: Ident;
  readonly signature: FuncType;
  readonly body: BlockStmt | null;
}

/** Source that could not be read as a declaration. */
export interface BadDecl extends Spanned {
  readonly type: "BadDecl";
}

/** `path` is the literal with its quotes; `name` is the alias, `.` or `_`, null without one. */
export interface ImportSpec extends Spanned {
  readonly type: "ImportSpec";
  readonly name: Ident | null;
  readonly path: BasicLit;
}

/** One line of a `const` or `var` declaration; `iota` is its index in the group. */
export interface ValueSpec extends Spanned {
  readonly type: "ValueSpec";
  readonly names: readonly Ident[];
  readonly typeExpr: Expr | null;
  readonly values: readonly Expr[];
  readonly iota: number;
}

/** `Name[typeParams] T`, or `Name[typeParams] = T` when `isAlias`. */
export interface TypeSpec extends Spanned {
  readonly type: "TypeSpec";
  readonly name: Ident;
  readonly typeParams: FieldList | null;
  readonly isAlias: boolean;
  readonly typeExpr: Expr;
}

// ---------------------------------------------------------------------------------------------- fields

/** Parameters, results, type parameters, struct fields or interface elements, with their brackets if they have any. */
export interface FieldList extends Spanned {
  readonly type: "FieldList";
  readonly fields: readonly Field[];
}

/**
 * `a, b T`: one field with two names. No name: an unnamed parameter, an embedded field or an embedded interface element.
 * An interface method has its name and a `FuncType`. `tag` is a struct field's.
 */
export interface Field extends Spanned {
  readonly type: "Field";
  readonly names: readonly Ident[];
  readonly typeExpr: Expr;
  readonly tag: BasicLit | null;
}

// ---------------------------------------------------------------------------------------------- expressions

/** A name. Where one was missing, the parser puts a `_` of no width. */
export interface Ident extends Spanned {
  readonly type: "Ident";
  readonly name: string;
}

/** `value` is the literal as written. */
export interface BasicLit extends Spanned {
  readonly type: "BasicLit";
  readonly kind: LiteralKind;
  readonly value: string;
}

/** Kinds of literals, named as in `go/token`. */
export type LiteralKind = "INT" | "FLOAT" | "IMAG" | "CHAR" | "STRING";

/** `T{...}`; `typeExpr` is null for an element whose type is elided, as the inner ones of `[]T{{1}, {2}}`. */
export interface CompositeLit extends Spanned {
  readonly type: "CompositeLit";
  readonly typeExpr: Expr | null;
  readonly elts: readonly Expr[];
}

/** `func(...) { ... }` as an expression. */
export interface FuncLit extends Spanned {
  readonly type: "FuncLit";
  readonly signature: FuncType;
  readonly body: BlockStmt;
}

/** `(x)`, in an expression or a type. */
export interface ParenExpr extends Spanned {
  readonly type: "ParenExpr";
  readonly x: Expr;
}

/** `x.sel`: a field, a method, or a name of a package. */
export interface SelectorExpr extends Spanned {
  readonly type: "SelectorExpr";
  readonly x: Expr;
  readonly sel: Ident;
}

/** `x[i]`, or an instantiation `F[A, B]`: only types can tell which, when there is one index. */
export interface IndexExpr extends Spanned {
  readonly type: "IndexExpr";
  readonly x: Expr;
  readonly indices: readonly Expr[];
}

/** `x[low:high]` or, when `isFull`, `x[low:high:max]`. */
export interface SliceExpr extends Spanned {
  readonly type: "SliceExpr";
  readonly x: Expr;
  readonly low: Expr | null;
  readonly high: Expr | null;
  readonly max: Expr | null;
  readonly isFull: boolean;
}

/** `x.(T)`; `typeExpr` is null for `x.(type)`. A type switch's own `x.(type)` is not a node: see `TypeSwitchStmt`. */
export interface TypeAssertExpr extends Spanned {
  readonly type: "TypeAssertExpr";
  readonly x: Expr;
  readonly typeExpr: Expr | null;
}

/** A call or a conversion; `hasEllipsis` when the last argument is followed by `...`. */
export interface CallExpr extends Spanned {
  readonly type: "CallExpr";
  readonly fun: Expr;
  readonly args: readonly Expr[];
  readonly hasEllipsis: boolean;
}

/** `*x`: a dereference or a pointer type. */
export interface StarExpr extends Spanned {
  readonly type: "StarExpr";
  readonly x: Expr;
}

/** `<-x` receives; `~T` only in a constraint. */
export interface UnaryExpr extends Spanned {
  readonly type: "UnaryExpr";
  readonly op: "+" | "-" | "!" | "^" | "&" | "<-" | "~";
  readonly x: Expr;
}

/** `x op y`, left associative; in a constraint also the union `A | B`. */
export interface BinaryExpr extends Spanned {
  readonly type: "BinaryExpr";
  readonly op: BinaryOperator;
  readonly x: Expr;
  readonly y: Expr;
}

/** The binary operators, by spelling. */
export type BinaryOperator =
  | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "|" | "^" | "*" | "/" | "%" | "<<" | ">>" | "&" | "&^"; // prettier-ignore

/** `key: value` in a composite literal. */
export interface KeyValueExpr extends Spanned {
  readonly type: "KeyValueExpr";
  readonly key: Expr;
  readonly value: Expr;
}

/** Source that could not be read as an expression or a type; may have no width. */
export interface BadExpr extends Spanned {
  readonly type: "BadExpr";
}

// ---------------------------------------------------------------------------------------------- types

/** `...T` as the type of a variadic parameter; `elt` is null for the length in `[...]T`. */
export interface Ellipsis extends Spanned {
  readonly type: "Ellipsis";
  readonly elt: Expr | null;
}

/** `[len]elt`; `len` is null for a slice, an `Ellipsis` for `[...]elt`. */
export interface ArrayType extends Spanned {
  readonly type: "ArrayType";
  readonly len: Expr | null;
  readonly elt: Expr;
}

/** `struct { ... }`. */
export interface StructType extends Spanned {
  readonly type: "StructType";
  readonly fields: FieldList;
}

/** A signature, with or without the word `func`. `results` without parentheses is a list of one unnamed field. */
export interface FuncType extends Spanned {
  readonly type: "FuncType";
  readonly typeParams: FieldList | null;
  readonly params: FieldList;
  readonly results: FieldList | null;
}

/** `interface { ... }`: methods, embedded interfaces and unions. */
export interface InterfaceType extends Spanned {
  readonly type: "InterfaceType";
  readonly methods: FieldList;
}

/** `map[key]value`. */
export interface MapType extends Spanned {
  readonly type: "MapType";
  readonly key: Expr;
  readonly value: Expr;
}

/** `chan T`, `chan<- T` (send) or `<-chan T` (receive). */
export interface ChanType extends Spanned {
  readonly type: "ChanType";
  readonly dir: "both" | "send" | "receive";
  readonly value: Expr;
}

// ---------------------------------------------------------------------------------------------- statements

/** Source that could not be read as a statement. */
export interface BadStmt extends Spanned {
  readonly type: "BadStmt";
}

/** A `const`, `type` or `var` declaration inside a function. */
export interface DeclStmt extends Spanned {
  readonly type: "DeclStmt";
  readonly decl: GenDecl;
}

/** A lone `;`, or nothing at all where a statement could stand (after a label). */
export interface EmptyStmt extends Spanned {
  readonly type: "EmptyStmt";
}

/** `label: stmt`. */
export interface LabeledStmt extends Spanned {
  readonly type: "LabeledStmt";
  readonly label: Ident;
  readonly stmt: Stmt;
}

/** An expression for its effect. */
export interface ExprStmt extends Spanned {
  readonly type: "ExprStmt";
  readonly x: Expr;
}

/** `chan <- value`. */
export interface SendStmt extends Spanned {
  readonly type: "SendStmt";
  readonly chan: Expr;
  readonly value: Expr;
}

/** `x++` or `x--`. */
export interface IncDecStmt extends Spanned {
  readonly type: "IncDecStmt";
  readonly x: Expr;
  readonly tok: "++" | "--";
}

/** `lhs tok rhs`. The parser does not ask that the left side of `:=` be names. */
export interface AssignStmt extends Spanned {
  readonly type: "AssignStmt";
  readonly lhs: readonly Expr[];
  readonly tok: AssignOperator;
  readonly rhs: readonly Expr[];
}

/** The assignment operators, by spelling. */
export type AssignOperator =
  "=" | ":=" | "+=" | "-=" | "*=" | "/=" | "%=" | "&=" | "|=" | "^=" | "<<=" | ">>=" | "&^=";

/** `go call`. `call` is a `CallExpr` except in broken source. */
export interface GoStmt extends Spanned {
  readonly type: "GoStmt";
  readonly call: CallExpr | BadExpr;
}

/** `defer call`. `call` is a `CallExpr` except in broken source. */
export interface DeferStmt extends Spanned {
  readonly type: "DeferStmt";
  readonly call: CallExpr | BadExpr;
}

/** `return results`. */
export interface ReturnStmt extends Spanned {
  readonly type: "ReturnStmt";
  readonly results: readonly Expr[];
}

/** `break`, `continue`, `goto` or `fallthrough`. */
export interface BranchStmt extends Spanned {
  readonly type: "BranchStmt";
  readonly tok: "break" | "continue" | "goto" | "fallthrough";
  readonly label: Ident | null;
}

/** `{ ... }`. */
export interface BlockStmt extends Spanned {
  readonly type: "BlockStmt";
  readonly list: readonly Stmt[];
}

/** `if init; cond body else ...`. */
export interface IfStmt extends Spanned {
  readonly type: "IfStmt";
  readonly init: Stmt | null;
  readonly cond: Expr;
  readonly body: BlockStmt;
  readonly else: IfStmt | BlockStmt | BadStmt | null;
}

/** One `case` of a switch of either kind; `list` is null for `default`. */
export interface CaseClause extends Spanned {
  readonly type: "CaseClause";
  readonly list: readonly Expr[] | null;
  readonly body: readonly Stmt[];
}

/** `switch init; tag { ... }`. */
export interface SwitchStmt extends Spanned {
  readonly type: "SwitchStmt";
  readonly init: Stmt | null;
  readonly tag: Expr | null;
  readonly clauses: readonly CaseClause[];
}

/** `switch init; binding := x.(type) { ... }`; every clause declares a `binding` of its own. */
export interface TypeSwitchStmt extends Spanned {
  readonly type: "TypeSwitchStmt";
  readonly init: Stmt | null;
  readonly binding: Ident | null;
  readonly x: Expr;
  readonly clauses: readonly CaseClause[];
}

/** One `case` of a select: a send, a receive (`ExprStmt`) or a receive with `=` or `:=`; `comm` is null for `default`. */
export interface CommClause extends Spanned {
  readonly type: "CommClause";
  readonly comm: SendStmt | ExprStmt | AssignStmt | null;
  readonly body: readonly Stmt[];
}

/** `select { ... }`. */
export interface SelectStmt extends Spanned {
  readonly type: "SelectStmt";
  readonly clauses: readonly CommClause[];
}

/** `for init; cond; post body`, any of the three missing. */
export interface ForStmt extends Spanned {
  readonly type: "ForStmt";
  readonly init: Stmt | null;
  readonly cond: Expr | null;
  readonly post: Stmt | null;
  readonly body: BlockStmt;
}

/** `for key, value tok range x body`; `tok` is null for `for range x`. */
export interface RangeStmt extends Spanned {
  readonly type: "RangeStmt";
  readonly key: Expr | null;
  readonly value: Expr | null;
  readonly tok: "=" | ":=" | null;
  readonly x: Expr;
  readonly body: BlockStmt;
}

// ---------------------------------------------------------------------------------------------- unions

export type Decl = GenDecl | FuncDecl | BadDecl;

export type Spec = ImportSpec | ValueSpec | TypeSpec;

/** Expressions and types: Go's grammar cannot always tell them apart. */
export type Expr =
  | Ident
  | BasicLit
  | CompositeLit
  | FuncLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | SliceExpr
  | TypeAssertExpr
  | CallExpr
  | StarExpr
  | UnaryExpr
  | BinaryExpr
  | KeyValueExpr
  | Ellipsis
  | ArrayType
  | StructType
  | FuncType
  | InterfaceType
  | MapType
  | ChanType
  | BadExpr;

export type Stmt =
  | DeclStmt
  | EmptyStmt
  | LabeledStmt
  | ExprStmt
  | SendStmt
  | IncDecStmt
  | AssignStmt
  | GoStmt
  | DeferStmt
  | ReturnStmt
  | BranchStmt
  | BlockStmt
  | IfStmt
  | SwitchStmt
  | TypeSwitchStmt
  | SelectStmt
  | ForStmt
  | RangeStmt
  | BadStmt;

export type Node = SourceFile | Decl | Spec | FieldList | Field | Expr | Stmt | CaseClause | CommClause;

export type NodeType = Node["type"];
