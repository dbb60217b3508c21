import type { ForStmt, RangeStmt } from "../ast.ts";
import { shortened } from "../syntax.ts";
import { lowerStore } from "./assignments.ts";
import { lowerCondition } from "./conditions.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { receiveItem } from "./receives.ts";
import { lowerBody, lowerStatement } from "./statements.ts";

export function lowerFor(l: Lowering, node: ForStmt, labels: readonly string[]): void {
  if (node.init) lowerStatement(l, node.init);
  const [head, body, next, after] = [
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
    l.builder.newBlock(),
  ];
  l.builder.start(head);
  const { cond } = node;
  const startOver = l.loopTest(() => {
    if (cond) lowerCondition(l, cond, body, after);
  });
  l.builder.start(body);
  l.builder.breakable({ labels, breakTo: after, continueTo: next }, () => {
    lowerBody(l, node.body);
  });
  l.builder.start(next);
  if (node.post) lowerStatement(l, node.post);
  startOver();
  l.builder.jump(head);
  l.builder.start(after);
}

/** A loop over anything: how often it runs is not known. Over a channel of items each turn takes one. */
export function lowerRange(l: Lowering, node: RangeStmt, labels: readonly string[]): void {
  const over = lowerExpression(l, node.x);
  const [head, body, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  const text = shortened(l.text(node.x));
  const words = { yes: `the loop over \`${text}\` runs`, no: `the loop over \`${text}\` is at its end` };
  l.builder.start(head);
  l.builder.branch({ test: "opaque", at: l.span(node.x), words }, body, after);
  l.builder.start(body);
  const take = l.context.takes.get(node);
  if (take && node.key) lowerStore(l, node.key, receiveItem(l, take));
  for (const target of take ? [] : [node.key, node.value])
    if (target) lowerStore(l, target, l.temporary({ kind: "derived", from: [over] }));
  l.builder.breakable({ labels, breakTo: after, continueTo: head }, () => {
    lowerBody(l, node.body);
  });
  l.builder.jump(head);
  l.builder.start(after);
}
