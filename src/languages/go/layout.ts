import type { CallStatement, Jump, Layout, Statement } from "../../flow/layout.ts";
import type { Span } from "../../flow/program.ts";
import type { BranchStmt, Node, Stmt } from "./ast.ts";
import type { FunctionNode } from "./package/file-index.ts";
import { childrenOf, walk } from "./walk.ts";

/** A list of statements on the way to a take, with what stands around it. */
interface List {
  readonly statements: readonly Stmt[];
  readonly body: Layout["body"];
  readonly inLoop: boolean;
  /** The label of the loop whose body the list is. */
  readonly label: string | undefined;
}

/** The layout after the take at `at` in a function. */
export function layoutAfter(owner: FunctionNode, at: Span): Layout | undefined {
  const list = innermostList(owner, at);
  if (!list) return undefined;
  const index = list.statements.findIndex((statement) => holds(statement, at));
  const statements = list.statements.slice(index + 1);
  return {
    statements: statements.map((statement) => ({
      ...describe(statement, list.label),
      ...at,
      ...spanOf(statement),
    })),
    body: list.body,
    inLoop: list.inLoop,
  };
}

function innermostList(owner: FunctionNode, at: Span): List | undefined {
  if (owner.type === "File" || !owner.body) return undefined;
  let list: List | undefined;
  let [inLoop, label]: [boolean, string | undefined] = [false, undefined];
  let parent: Node = owner;
  for (let node: Node | undefined = owner.body; node;) {
    const isLoop: boolean = parent.type === "ForStmt" || parent.type === "RangeStmt";
    inLoop ||= isLoop;
    const statements = listOf(node);
    const body = isLoop ? "loop" : parent === owner ? "function" : "other";
    if (statements) list = { statements, body, inLoop, label: isLoop ? label : undefined };
    if (node.type === "LabeledStmt") label = node.label.name;
    else if (parent.type !== "LabeledStmt") label = undefined;
    parent = node;
    node = node.type === "RangeStmt" && isAt(node.x, at) ? node.body : childAt(node, at);
  }
  return list;
}

/** What is ranged over is taken at the beginning of each turn. */
function isAt({ start, end }: Node, at: Span): boolean {
  return start === at.start && end === at.end;
}

function childAt(node: Node, at: Span): Node | undefined {
  return childrenOf(node).find((child) => holds(child, at));
}

function holds(node: Span, { start, end }: Span): boolean {
  return node.start <= start && end <= node.end;
}

function listOf(node: Node): readonly Stmt[] | undefined {
  if (node.type === "BlockStmt") return node.list;
  return node.type === "CaseClause" || node.type === "CommClause" ? node.body : undefined;
}

function describe(statement: Stmt, label: string | undefined): Statement {
  const names = new Set<string>();
  const calls = new Map<number, CallStatement>();
  const verbatim: Span[] = [];
  let works = false;
  walk(statement, (node) => {
    works ||= node.type === "CallExpr" || node.type === "FuncLit";
    for (const name of writtenIn(node)) names.add(name);
    if (node.type === "BasicLit" && node.value.startsWith("`")) verbatim.push(spanOf(node));
    const list = listOf(node) ?? [];
    for (const each of list)
      if (each.type === "ExprStmt") calls.set(each.x.start, { ...spanOf(each), isOnly: list.length === 1 });
  });
  if (statement.type === "ExprStmt") calls.set(statement.x.start, { ...spanOf(statement), isOnly: false });
  return {
    ...spanOf(statement),
    movable: statement.type !== "LabeledStmt" && statement.type !== "BadStmt",
    plain: (statement.type === "AssignStmt" || statement.type === "DeclStmt") && !works,
    deferred: statement.type === "DeferStmt",
    names,
    calls,
    jumps: jumpsIn(statement, label),
    verbatim,
    lacksFinally: false,
  };
}

function spanOf({ start, end }: Node): Span {
  return { start, end };
}

function writtenIn(node: Node): string[] {
  switch (node.type) {
    case "AssignStmt":
      return node.lhs.flatMap((target) => (target.type === "Ident" ? target.name : []));
    case "RangeStmt":
      return [node.key, node.value].flatMap((target) => (target?.type === "Ident" ? target.name : []));
    case "IncDecStmt":
      return node.x.type === "Ident" ? [node.x.name] : [];
    case "ValueSpec":
      return node.names.map(({ name }) => name);
    default:
      return [];
  }
}

/** What a function literal around `statement` would catch. */
function jumpsIn(statement: Stmt, label: string | undefined): Jump[] {
  const jumps: Jump[] = [];
  const visit = (root: Node, breakable: boolean, continuable: boolean): void => {
    walk(root, (node) => {
      if (node.type === "FuncLit") return false;
      if (node.type === "ReturnStmt") jumps.push({ ...spanOf(node), kind: "leave" });
      if (node.type === "DeferStmt") jumps.push({ ...spanOf(node), kind: "defer" });
      if (node.type === "BranchStmt") {
        const kind = jumpOf(node, label, breakable, continuable);
        if (kind) jumps.push({ ...spanOf(node), kind });
      }
      const isLoop = node.type === "ForStmt" || node.type === "RangeStmt";
      if (node === root || !(isLoop || /^(Switch|TypeSwitch|Select)Stmt$/.test(node.type))) return true;
      visit(node, true, continuable || isLoop);
      return false;
    });
  };
  const isLoop = statement.type === "ForStmt" || statement.type === "RangeStmt";
  visit(statement, isLoop || /^(Switch|TypeSwitch|Select)Stmt$/.test(statement.type), isLoop);
  return jumps;
}

/** What a branch out of the statement is; undefined where it stays inside. */
function jumpOf(
  { tok, label }: BranchStmt,
  own: string | undefined,
  breakable: boolean,
  continuable: boolean,
): Jump["kind"] | undefined {
  if (tok === "goto") return "goto";
  if (label) return tok === "continue" && label.name === own ? "continue" : "leave";
  if (tok === "continue") return continuable ? undefined : "continue";
  return breakable ? undefined : "leave";
}
