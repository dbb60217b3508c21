import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type { CallStatement, Layout, Statement } from "../../flow/layout.ts";
import type { Span } from "../../flow/program.ts";
import type { FileIndex } from "./file-index.ts";
import { bare, isFunction, listOf, type Node } from "./syntax.ts";

const loops: ReadonlySet<string> = new Set([
  AST_NODE_TYPES.ForStatement,
  AST_NODE_TYPES.ForInStatement,
  AST_NODE_TYPES.ForOfStatement,
  AST_NODE_TYPES.WhileStatement,
  AST_NODE_TYPES.DoWhileStatement,
]);
/** Statements that other statements of their list may lean on before they run, or that stand at the top of a file only. */
const immovable = /^(Function|Class|Import|Export|TS)/;
const plainStatements: ReadonlySet<string> = new Set([
  AST_NODE_TYPES.VariableDeclaration,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ContinueStatement,
]);
const mayThrow = /^(CallExpression|NewExpression|AwaitExpression|YieldExpression|TaggedTemplateExpression)$/;

/** The layout in the linted file after a take: a call, the loop that takes, or the callback that is given the item. */
export function layoutAfter(index: FileIndex, take: Node): Layout | undefined {
  if (take.type === AST_NODE_TYPES.ForOfStatement || isFunction(take)) return inBody(index, take.body);
  let at: Node = take;
  for (let { parent } = take; parent && !isFunction(parent); { parent } = at) {
    if (parent.type === AST_NODE_TYPES.WhileStatement && parent.test === at)
      return inBody(index, parent.body);
    const list = listOf(parent);
    if (list) return layout(index, parent, list.slice(list.indexOf(at) + 1));
    at = parent;
  }
  return undefined;
}

function inBody(index: FileIndex, body: Node): Layout | undefined {
  return body.type === AST_NODE_TYPES.BlockStatement ? layout(index, body, body.body) : undefined;
}

function layout(index: FileIndex, holder: Node, statements: readonly Node[]): Layout {
  const around = holder.type === AST_NODE_TYPES.Program ? undefined : holder.parent;
  const isLoop = around !== undefined && loops.has(around.type);
  return {
    statements: statements.map((statement) => describe(index, statement)),
    body: isLoop ? "loop" : around === undefined || isFunction(around) ? "function" : "other",
    inLoop: isInLoop(holder),
  };
}

function span({ range: [start, end] }: Node): Span {
  return { start, end };
}

function isInLoop(holder: Node): boolean {
  for (let at = holder.parent; at && !isFunction(at); at = at.parent) if (loops.has(at.type)) return true;
  return false;
}

function describe(index: FileIndex, statement: Node): Statement {
  const names = new Set<string>();
  const calls = new Map<number, CallStatement>();
  const verbatim: Span[] = [];
  let throws = false;
  index.walk(statement, (node) => {
    throws ||= mayThrow.test(node.type) || isFunction(node);
    const written = writtenIn(node);
    if (written)
      index.walk(written, (name) => name.type === AST_NODE_TYPES.Identifier && names.add(name.name));
    if (node.type === AST_NODE_TYPES.TemplateElement) verbatim.push(span(node));
    const call = node.type === AST_NODE_TYPES.ExpressionStatement ? bare(node.expression) : undefined;
    if (call?.type === AST_NODE_TYPES.CallExpression) calls.set(call.range[0], callStatement(node));
  });
  return {
    ...span(statement),
    movable: !immovable.test(statement.type),
    plain: plainStatements.has(statement.type) && !throws,
    deferred: false,
    names,
    calls,
    jumps: [], // a block changes none
    verbatim,
    lacksFinally: statement.type === AST_NODE_TYPES.TryStatement && !statement.finalizer,
  };
}

function callStatement(node: Node): CallStatement {
  const list = node.parent && listOf(node.parent);
  return { ...span(node), isOnly: !list || list.length === 1 };
}

function writtenIn(node: Node): Node | undefined {
  if (node.type === AST_NODE_TYPES.VariableDeclarator) return node.id;
  if (node.type === AST_NODE_TYPES.AssignmentExpression) return node.left;
  return node.type === AST_NODE_TYPES.UpdateExpression ? node.argument : undefined;
}
