import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Guard, Span } from "../../../flow/program.ts";
import { leaseCallOf } from "../../../protocol/vocabulary.ts";
import { isClass, isUsing, listOf, type ClassNode, type Node } from "../syntax.ts";
import { lowerCall } from "./calls.ts";
import { constantOf, equalityGuard, lowerCondition } from "./conditions.ts";
import { lowerExpression } from "./expressions.ts";
import { lowerLoop } from "./loops.ts";
import type { Lowering } from "./lowering.ts";
import { lowerAssignment } from "./patterns.ts";

export function lowerStatement(l: Lowering, node: Node, labels: readonly string[] = []): void {
  switch (node.type) {
    case AST_NODE_TYPES.ExpressionStatement:
      lowerDropped(l, node.expression);
      return;
    case AST_NODE_TYPES.VariableDeclaration:
      for (const declarator of node.declarations) lowerDeclarator(l, declarator, node.kind);
      return;
    case AST_NODE_TYPES.BlockStatement:
      lowerBlock(l, node.body, { labels, end: closing(l, node) });
      return;
    case AST_NODE_TYPES.StaticBlock:
    case AST_NODE_TYPES.TSModuleBlock:
      lowerBlock(l, node.body, { labels });
      return;
    case AST_NODE_TYPES.IfStatement:
      lowerIf(l, node);
      return;
    case AST_NODE_TYPES.ReturnStatement:
      gapBefore(l, node);
      l.builder.return(
        node.argument
          ? [lowerExpression(l, node.argument)]
          : [l.temporary({ kind: "constant", value: null })],
        l.span(node),
      );
      return;
    case AST_NODE_TYPES.ThrowStatement:
      l.builder.emit({ kind: "escape", slot: lowerExpression(l, node.argument) });
      l.builder.raise("explicit", l.span(node));
      return;
    case AST_NODE_TYPES.TryStatement:
      lowerTry(l, node);
      return;
    case AST_NODE_TYPES.SwitchStatement:
      lowerSwitch(l, node, labels);
      return;
    case AST_NODE_TYPES.LabeledStatement:
      lowerLabelled(l, node, labels);
      return;
    case AST_NODE_TYPES.BreakStatement:
      gapBefore(l, node);
      if (!l.builder.break(node.label?.name)) l.notUnderstood(node, "a break without a target");
      return;
    case AST_NODE_TYPES.ContinueStatement:
      gapBefore(l, node);
      if (!l.builder.continue(node.label?.name)) l.notUnderstood(node, "a continue without a loop");
      return;
    default:
      if (!lowerLoop(l, node, labels)) lowerOtherStatement(l, node);
  }
}

/** Statements with no control flow of their own. */
function lowerOtherStatement(l: Lowering, node: Node): void {
  if (isClass(node)) {
    lowerClass(l, node);
    return;
  }
  switch (node.type) {
    case AST_NODE_TYPES.ExportNamedDeclaration:
    case AST_NODE_TYPES.ExportDefaultDeclaration:
      if (node.declaration) lowerExported(l, node.declaration);
      return;
    case AST_NODE_TYPES.TSModuleDeclaration:
      if (node.body) lowerStatement(l, node.body);
      return;
    case AST_NODE_TYPES.TSExportAssignment:
      lowerExpression(l, node.expression);
      return;
    case AST_NODE_TYPES.WithStatement:
      l.notUnderstood(node, "a with statement");
      return;
    default: // imports, types, function declarations, empty statements: nothing runs
      return;
  }
}

function lowerExported(l: Lowering, declaration: Node): void {
  const isStatement = /Declaration$/.test(declaration.type) || declaration.type.startsWith("TS");
  if (isStatement) lowerStatement(l, declaration);
  else lowerExpression(l, declaration);
}

function lowerDropped(l: Lowering, expression: Node): void {
  const node = expression.type === AST_NODE_TYPES.ChainExpression ? expression.expression : expression;
  if (node.type === AST_NODE_TYPES.CallExpression) lowerCall(l, node, "dropped");
  else lowerExpression(l, node);
}

function lowerDeclarator(l: Lowering, node: TSESTree.VariableDeclarator, kind: string): void {
  if (!node.init) {
    const isLoopVariable =
      node.parent.parent.type === AST_NODE_TYPES.ForOfStatement ||
      node.parent.parent.type === AST_NODE_TYPES.ForInStatement;
    if (kind !== "var" && !isLoopVariable)
      lowerAssignment(l, node.id, l.temporary({ kind: "constant", value: null }));
    return;
  }
  lowerAssignment(l, node.id, lowerExpression(l, node.init));
}

function gapBefore(l: Lowering, node: Node): void {
  l.builder.gap("before", l.span(node), !node.parent || !listOf(node.parent));
}

function closing(l: Lowering, block: TSESTree.BlockStatement): Span {
  const span = l.span(block);
  return { ...span, start: span.end - 1 };
}

/** A block, up to the brace at `end`, whose `using` declarations are disposed of however the rest of it ends. */
function lowerBlock(
  l: Lowering,
  body: readonly Node[],
  { labels = [], end }: { labels?: readonly string[]; end?: Span } = {},
): void {
  if (labels.length > 0) {
    const after = l.builder.newBlock();
    l.builder.breakable({ labels, breakTo: after, plain: false }, () => {
      lowerBlock(l, body, { ...(end && { end }) });
    });
    l.builder.start(after);
    return;
  }
  const index = body.findIndex((node) => node.type === AST_NODE_TYPES.VariableDeclaration && isUsing(node));
  const using = body[index];
  for (const node of index < 0 ? body : body.slice(0, index + 1)) lowerStatement(l, node);
  if (using?.type !== AST_NODE_TYPES.VariableDeclaration) {
    if (end) l.builder.gap("closing", end);
    return;
  }
  l.builder.finalizing(
    () => {
      lowerBlock(l, body.slice(index + 1), { ...(end && { end }) });
    },
    () => {
      for (const { id } of using.declarations) dispose(l, id);
    },
  );
}

/** What leaving the scope of a `using` variable does: a lease is done. */
export function dispose(l: Lowering, variable: Node): void {
  const handle = l.file.handles.leasedFrom(variable);
  const meaning = handle && leaseCallOf(handle.profile, "dispose");
  if (!meaning) return;
  const item = lowerExpression(l, variable);
  for (const effect of meaning.effects) {
    l.builder.emit({
      kind: "effect",
      effect,
      handle: handle.id,
      item,
      guaranteed: true,
      at: l.span(variable),
      text: `using ${l.text(variable)}`,
    });
  }
}

function lowerIf(l: Lowering, node: TSESTree.IfStatement): void {
  const [yes, no, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  lowerCondition(l, node.test, yes, no);
  l.builder.start(yes);
  lowerArm(l, node.consequent);
  l.builder.jump(after);
  l.builder.start(no);
  if (node.alternate) lowerArm(l, node.alternate);
  else gapForElse(l, node);
  l.builder.start(after);
}

function lowerArm(l: Lowering, node: Node): void {
  lowerStatement(l, node);
  if (node.type === AST_NODE_TYPES.ExpressionStatement) l.builder.gap("after", l.span(node), true);
}

/** Only where the `else` cannot be that of another `if`. */
function gapForElse(l: Lowering, node: TSESTree.IfStatement): void {
  const { type } = node.consequent;
  const isBlock = type === AST_NODE_TYPES.BlockStatement;
  if (isBlock || type === AST_NODE_TYPES.ExpressionStatement) l.builder.gap("else", l.span(node), !isBlock);
}

function lowerTry(l: Lowering, node: TSESTree.TryStatement): void {
  const { finalizer } = node;
  if (!finalizer) {
    lowerCatch(l, node);
    return;
  }
  l.builder.finalizing(
    () => {
      lowerCatch(l, node);
    },
    () => {
      lowerStatement(l, finalizer);
    },
  );
}

function lowerCatch(l: Lowering, { block, handler }: TSESTree.TryStatement): void {
  if (!handler) {
    lowerStatement(l, block);
    return;
  }
  l.builder.catching(
    () => {
      lowerStatement(l, block);
    },
    () => {
      l.builder.emit({ kind: "caught", at: l.span(handler) });
      if (handler.param) lowerAssignment(l, handler.param, l.temporary({ kind: "object" }));
      lowerStatement(l, handler.body);
    },
  );
}

function lowerSwitch(l: Lowering, node: TSESTree.SwitchStatement, labels: readonly string[]): void {
  const subject =
    constantOf(l, node.discriminant) === true ? undefined : lowerExpression(l, node.discriminant);
  const after = l.builder.newBlock();
  const bodies = node.cases.map(() => l.builder.newBlock());
  node.cases.forEach((clause, index) => {
    if (!clause.test) return;
    const next = l.builder.newBlock();
    const body = bodies[index] ?? after;
    const value = constantOf(l, clause.test);
    if (subject === undefined) lowerCondition(l, clause.test, body, next);
    else if (value !== undefined)
      l.builder.branch(equalityGuard(l, subject, node.discriminant, value, clause.test), body, next);
    else lowerCaseTest(l, node, clause.test, subject, body, next);
    l.builder.start(next);
  });
  const byDefault = bodies[node.cases.findIndex((clause) => clause.test === null)];
  if (!byDefault) gapForDefault(l, node);
  l.builder.jump(byDefault ?? after);
  l.builder.breakable({ labels, breakTo: after }, () => {
    node.cases.forEach((clause, index) => {
      l.builder.start(bodies[index] ?? after);
      for (const statement of clause.consequent) lowerStatement(l, statement);
    });
  });
  l.builder.start(after);
}

/** After the last clause, if that one does not run into what follows. */
function gapForDefault(l: Lowering, node: TSESTree.SwitchStatement): void {
  const last = node.cases.at(-1);
  const statement = last?.consequent.at(-1);
  const end = statement?.type === AST_NODE_TYPES.BlockStatement ? statement.body.at(-1) : statement;
  if (last && end && /^(?:Break|Return|Continue|Throw)Statement$/.test(end.type))
    l.builder.gap("default", { ...l.span(node), start: last.range[0] });
}

function lowerCaseTest(
  l: Lowering,
  node: TSESTree.SwitchStatement,
  test: Node,
  subject: number,
  yes: number,
  no: number,
): void {
  const against = lowerExpression(l, test);
  const text = `${l.text(node.discriminant)} === ${l.text(test)}`;
  const words = { yes: `\`${text}\` is true`, no: `\`${text}\` is false` };
  const guard: Guard = {
    test: "opaque",
    sameWhen: true,
    about: [subject, against],
    at: l.span(test),
    words,
  };
  l.builder.branch(guard, yes, no);
}

function lowerLabelled(l: Lowering, node: TSESTree.LabeledStatement, labels: readonly string[]): void {
  lowerStatement(l, node.body, [...labels, node.label.name]);
}

/** What runs when a class is defined: computed keys, static fields and static blocks. */
export function lowerClass(l: Lowering, node: ClassNode): void {
  if (node.superClass) lowerExpression(l, node.superClass);
  for (const member of node.body.body) {
    if (member.type === AST_NODE_TYPES.StaticBlock) lowerStatement(l, member);
    else if (member.type === AST_NODE_TYPES.PropertyDefinition && member.static && member.value)
      lowerExpression(l, member.value);
  }
}
