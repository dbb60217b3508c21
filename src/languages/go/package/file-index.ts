import type {
  AssignStmt,
  CallExpr,
  CompositeLit,
  Expr,
  FuncDecl,
  FuncLit,
  Ident,
  Node,
  RangeStmt,
  ReturnStmt,
  SelectorExpr,
  SourceFile,
  ValueSpec,
} from "../ast.ts";
import type { ParseResult } from "../parse.ts";
import { resolveGo, type Resolution } from "../scope/resolve.ts";
import { childrenOf } from "../walk.ts";

/** Everything with its own control flow; the file stands for the initialisers of its package-level variables. */
export type FunctionNode = FuncDecl | FuncLit | SourceFile;

/** A value that goes to a target: all of it, one of several results, or the keys or elements of what is ranged over. */
export interface Assignment {
  readonly target: Expr;
  readonly value: Expr;
  readonly part: number | "key" | "element" | undefined;
}

/** One walk over one file: what the later passes look things up in. It knows nothing of the other files. */
export class FileIndex {
  readonly path: string;
  readonly text: string;
  readonly file: SourceFile;
  readonly resolution: Resolution;
  readonly functions: FunctionNode[] = [];
  readonly calls: CallExpr[] = [];
  readonly literals: CompositeLit[] = [];
  readonly assignments: Assignment[] = [];
  /** Mentions of names and members, the called ones included. */
  readonly mentions: (Ident | SelectorExpr)[] = [];
  readonly returns = new Map<FunctionNode, ReturnStmt[]>();
  /** The function whose control flow runs a node; for names, calls, literals and function literals. */
  readonly owners = new Map<Node, FunctionNode>();
  /** Names that are written where they stand. */
  readonly written = new Set<Ident>();
  /** Calls that begin a goroutine. */
  readonly started = new Set<Node>();
  /** Names whose address is taken: whoever has it may write. */
  readonly addressed = new Set<Ident>();

  constructor(path: string, text: string, parsed: ParseResult) {
    this.path = path;
    this.text = text;
    this.file = parsed.file;
    this.resolution = resolveGo(parsed.file);
    this.#walk();
  }

  get packageName(): string {
    return this.file.name.name;
  }

  /** An explicit stack, so that a chain of ten thousand operators is no matter. */
  #walk(): void {
    const pending: { node: Node; owner: FunctionNode }[] = [{ node: this.file, owner: this.file }];
    for (let at = pending.pop(); at; at = pending.pop()) {
      const { node, owner } = at;
      const inner = this.#note(node, owner);
      const children = childrenOf(node);
      for (let i = children.length - 1; i >= 0; i--)
        pending.push({ node: children[i] as Node, owner: inner });
    }
  }

  /** Notes a node and gives the owner of what is in it. */
  #note(node: Node, owner: FunctionNode): FunctionNode {
    switch (node.type) {
      case "File":
      case "FuncDecl":
      case "FuncLit":
        this.owners.set(node, owner);
        if (node.type === "File" || node.body) this.functions.push(node);
        return node;
      case "Ident":
        this.owners.set(node, owner);
        this.mentions.push(node);
        return owner;
      case "SelectorExpr":
        this.mentions.push(node);
        return owner;
      case "CallExpr":
        this.owners.set(node, owner);
        this.calls.push(node);
        return owner;
      case "CompositeLit":
        this.owners.set(node, owner);
        this.literals.push(node);
        return owner;
      case "ReturnStmt":
        this.#noteReturn(node, owner);
        return owner;
      default:
        this.#noteWrites(node);
        return owner;
    }
  }

  #noteReturn(node: ReturnStmt, owner: FunctionNode): void {
    const known = this.returns.get(owner);
    if (known) known.push(node);
    else this.returns.set(owner, [node]);
  }

  #noteWrites(node: Node): void {
    switch (node.type) {
      case "AssignStmt":
        this.#noteAssign(node);
        return;
      case "ValueSpec":
        this.#noteValues(node);
        return;
      case "RangeStmt":
        this.#noteRange(node);
        return;
      case "IncDecStmt":
        this.#write(node.x);
        return;
      case "UnaryExpr":
        if (node.op === "&" && node.x.type === "Ident") this.addressed.add(node.x);
        return;
      case "GoStmt":
        this.started.add(node.call);
        return;
      default:
        return;
    }
  }

  #noteAssign({ lhs, rhs, tok }: AssignStmt): void {
    for (const target of lhs) this.#write(target);
    if (tok === "=" || tok === ":=") this.#pair(lhs, rhs);
  }

  #noteValues({ names, values }: ValueSpec): void {
    if (values.length > 0) this.#pair(names, values);
  }

  #noteRange({ key, value, x }: RangeStmt): void {
    if (key) this.#write(key);
    if (value) this.#write(value);
    if (key) this.assignments.push({ target: key, value: x, part: "key" });
    if (value) this.assignments.push({ target: value, value: x, part: "element" });
  }

  #pair(targets: readonly Expr[], values: readonly Expr[]): void {
    const single = values.length === 1 && targets.length > 1;
    targets.forEach((target, index) => {
      const value = single ? values[0] : values[index];
      if (value) this.assignments.push({ target, value, part: single ? index : undefined });
    });
  }

  #write(target: Expr): void {
    if (target.type === "Ident") this.written.add(target);
  }
}
