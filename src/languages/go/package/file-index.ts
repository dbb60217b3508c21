import type {
  AssignStmt,
  CallExpr,
  CaseClause,
  CompositeLit,
  Expr,
  FuncDecl,
  FuncLit,
  Ident,
  Node,
  RangeStmt,
  ReturnStmt,
  SelectorExpr,
  SendStmt,
  SourceFile,
  UnaryExpr,
  ValueSpec,
} from "../ast.ts";
import type { ParseResult } from "../parse.ts";
import { resolveGo, type Resolution } from "../scope/resolve.ts";
import { pushChildren } from "../walk.ts";

/** Everything with its own control flow; the file stands for the initialisers of its package-level variables. */
export type FunctionNode = FuncDecl | FuncLit | SourceFile;

/** A value that goes to a target: all of it, one of several results, or the keys or elements of what is ranged over. */
export interface Assignment {
  readonly target: Expr;
  readonly value: Expr;
  readonly part: number | "key" | "element" | undefined;
}

export type Receive = UnaryExpr | RangeStmt;

/** What the control flow of one function runs; what stands in a function literal is that one's own. */
export interface Body {
  readonly node: FunctionNode;
  readonly calls: CallExpr[];
  readonly returns: ReturnStmt[];
  /** What may give something that was sent: `<-c`, and any `range` that binds something. */
  readonly receives: Receive[];
  /** Names that are written. */
  readonly written: Ident[];
  /** Something is tested. */
  decides: boolean;
  /** It may stay in a loop, wait for ever or jump about, or is broken: where it ends is for its flow graph to tell. */
  isIntricate: boolean;
}

/** One walk over one file: what the later passes look things up in. It knows nothing of the other files. */
export class FileIndex {
  readonly path: string;
  readonly text: string;
  readonly file: SourceFile;
  readonly parsed: ParseResult;
  readonly resolution: Resolution;
  readonly functions: FunctionNode[] = [];
  readonly calls: CallExpr[] = [];
  readonly literals: CompositeLit[] = [];
  readonly assignments: Assignment[] = [];
  readonly sends: SendStmt[] = [];
  /** What each clause of a type switch has under the name of its binding. */
  readonly subjects = new Map<CaseClause, Expr>();
  /** Mentions of names and members, the called ones included. */
  readonly mentions: (Ident | SelectorExpr)[] = [];
  readonly bodies = new Map<FunctionNode, Body>();
  /** The function whose control flow runs a node; for names, calls, literals, function literals and sends. */
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
    this.parsed = parsed;
    this.file = parsed.file;
    this.resolution = resolveGo(parsed.file);
    this.#walk();
  }

  /** Parts of it have no meaning. */
  get isBroken(): boolean {
    return this.parsed.errors.length + this.resolution.unresolvedLabels.length > 0;
  }

  get packageName(): string {
    return this.file.name.name;
  }

  /** An explicit stack, so that a chain of ten thousand operators is no matter. */
  #walk(): void {
    const nodes: Node[] = [this.file];
    const owners: Body[] = [this.#begin(this.file)];
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      const body = this.#note(node, owners.pop() as Body);
      pushChildren(node, nodes);
      while (owners.length < nodes.length) owners.push(body);
    }
  }

  #begin(node: FunctionNode): Body {
    const body: Body = {
      node,
      calls: [],
      returns: [],
      receives: [],
      written: [],
      decides: false,
      isIntricate: false,
    };
    this.bodies.set(node, body);
    return body;
  }

  /** Notes a node and gives the body that what is in it belongs to. */
  #note(node: Node, body: Body): Body {
    switch (node.type) {
      case "File":
      case "FuncDecl":
      case "FuncLit":
        this.owners.set(node, body.node);
        if (node.type === "File" || node.body) this.functions.push(node);
        return node === body.node ? body : this.#begin(node);
      case "Ident":
        this.owners.set(node, body.node);
        this.mentions.push(node);
        return body;
      case "SelectorExpr":
        this.mentions.push(node);
        return body;
      case "CallExpr":
        this.owners.set(node, body.node);
        this.calls.push(node);
        body.calls.push(node);
        return body;
      case "CompositeLit":
        this.owners.set(node, body.node);
        this.literals.push(node);
        return body;
      default:
        this.#noteStatement(node, body);
        return body;
    }
  }

  #noteStatement(node: Node, body: Body): void {
    switch (node.type) {
      case "ReturnStmt":
        body.returns.push(node);
        return;
      case "IfStmt":
      case "CaseClause":
        body.decides = true;
        return;
      case "BinaryExpr":
        if (node.op === "&&" || node.op === "||") body.decides = true;
        return;
      case "ForStmt":
        body.decides = true;
        if (!node.cond || (node.cond.type === "Ident" && node.cond.name === "true")) body.isIntricate = true;
        return;
      case "SelectStmt":
        if (node.clauses.length > 1) body.decides = true;
        if (node.clauses.length === 0) body.isIntricate = true;
        return;
      case "BranchStmt":
        if (node.tok === "goto") body.isIntricate = true;
        return;
      case "BadStmt":
      case "BadExpr":
        body.isIntricate = true;
        return;
      default:
        this.#noteWrites(node, body);
    }
  }

  #noteWrites(node: Node, body: Body): void {
    switch (node.type) {
      case "AssignStmt":
        this.#noteAssign(node, body);
        return;
      case "ValueSpec":
        this.#noteValues(node);
        return;
      case "RangeStmt":
        body.decides = true;
        this.#noteRange(node, body);
        if (node.key) body.receives.push(node);
        return;
      case "IncDecStmt":
        this.#write(node.x, body);
        return;
      case "UnaryExpr":
        if (node.op === "&" && node.x.type === "Ident") this.addressed.add(node.x);
        else if (node.op === "<-") body.receives.push(node);
        return;
      case "SendStmt":
        this.owners.set(node, body.node);
        this.sends.push(node);
        return;
      case "GoStmt":
        this.started.add(node.call);
        return;
      case "TypeSwitchStmt":
        for (const clause of node.clauses) this.subjects.set(clause, node.x);
        return;
      default:
        return;
    }
  }

  #noteAssign({ lhs, rhs, tok }: AssignStmt, body: Body): void {
    for (const target of lhs) this.#write(target, body);
    if (tok === "=" || tok === ":=") this.#pair(lhs, rhs);
  }

  #noteValues({ names, values }: ValueSpec): void {
    if (values.length > 0) this.#pair(names, values);
  }

  #noteRange({ key, value, x }: RangeStmt, body: Body): void {
    if (key) this.#write(key, body);
    if (value) this.#write(value, body);
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

  #write(target: Expr, body: Body): void {
    if (target.type !== "Ident") return;
    this.written.add(target);
    body.written.push(target);
  }
}
