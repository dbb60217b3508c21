import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { BlockId } from "../../../flow/program.ts";
import { isUsing, type Node } from "../syntax.ts";
import { lowerCondition, shortened } from "./conditions.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerAssignment } from "./patterns.ts";
import { dispose, lowerStatement } from "./statements.ts";

/** Lowers a loop; false when `node` is none. */
export function lowerLoop(l: Lowering, node: Node, labels: readonly string[]): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.WhileStatement:
      lowerTested(l, node, labels, { test: node.test });
      return true;
    case AST_NODE_TYPES.ForStatement:
      if (node.init?.type === AST_NODE_TYPES.VariableDeclaration) lowerStatement(l, node.init);
      else if (node.init) lowerExpression(l, node.init);
      lowerTested(l, node, labels, { test: node.test ?? undefined, update: node.update ?? undefined });
      return true;
    case AST_NODE_TYPES.DoWhileStatement:
      lowerDoWhile(l, node, labels);
      return true;
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
      lowerForEach(l, node, labels);
      return true;
    default:
      return false;
  }
}

function lowerTested(
  l: Lowering,
  node: TSESTree.WhileStatement | TSESTree.ForStatement,
  labels: readonly string[],
  { test, update }: { test: Node | undefined; update?: Node | undefined },
): void {
  const [head, body, next, after] = [
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
  ];
  l.builder.start(head);
  const startOver = l.loopTest(() => {
    if (test) lowerCondition(l, test, body, after);
  });
  l.builder.start(body);
  l.builder.breakable({ labels, breakTo: after, continueTo: next }, () => {
    lowerStatement(l, node.body);
  });
  l.builder.start(next);
  if (update) lowerExpression(l, update);
  startOver();
  l.builder.jump(head);
  l.builder.start(after);
}

function lowerDoWhile(l: Lowering, node: TSESTree.DoWhileStatement, labels: readonly string[]): void {
  const [body, next, again, after] = [
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
  ];
  l.builder.start(body);
  l.builder.breakable({ labels, breakTo: after, continueTo: next }, () => {
    lowerStatement(l, node.body);
  });
  l.builder.start(next);
  const startOver = l.loopTest(() => {
    lowerCondition(l, node.test, again, after);
  });
  l.builder.start(again);
  startOver();
  l.builder.jump(body);
  l.builder.start(after);
}

function lowerForEach(
  l: Lowering,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  labels: readonly string[],
): void {
  const take = l.file.takes.get(node);
  const over = take ? undefined : lowerExpression(l, node.right);
  const [head, body, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  l.builder.start(head);
  branchIntoBody(l, node, body, after);
  l.builder.start(body);
  if (take) l.builder.take(take);
  const declared =
    node.left.type === AST_NODE_TYPES.VariableDeclaration ? node.left.declarations[0].id : node.left;
  const element = take?.result ?? l.temporary({ kind: "derived", from: over === undefined ? [] : [over] });
  lowerAssignment(l, declared, element);
  l.builder.breakable({ labels, breakTo: after, continueTo: head }, () => {
    lowerBody(l, node);
  });
  l.builder.jump(head);
  l.builder.start(after);
}

function branchIntoBody(
  l: Lowering,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  body: BlockId,
  after: BlockId,
): void {
  const text = shortened(l.text(node.right));
  const words = { yes: `the loop over \`${text}\` runs`, no: `the loop over \`${text}\` is at its end` };
  l.builder.branch({ test: "opaque", at: l.span(node.right), words }, body, after);
}

/** The body of a loop whose variable may be declared with `using`. */
function lowerBody(l: Lowering, node: TSESTree.ForInStatement | TSESTree.ForOfStatement): void {
  const { left } = node;
  if (left.type !== AST_NODE_TYPES.VariableDeclaration || !isUsing(left)) {
    lowerStatement(l, node.body);
    return;
  }
  l.builder.finalizing(
    () => {
      lowerStatement(l, node.body);
    },
    () => {
      for (const { id } of left.declarations) dispose(l, id);
    },
  );
}
