import type { BlockId, Slot } from "../../../flow/program.ts";
import type { CaseClause, CommClause, Expr, Stmt, SwitchStmt, TypeSwitchStmt } from "../ast.ts";
import { shortened } from "../syntax.ts";
import { equalityGuard, lowerCondition, roleOfKind } from "./conditions.ts";
import { constantOf } from "./constants.ts";
import { coversEnum } from "./enums.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerStatement, lowerStatements } from "./statements.ts";

export function lowerSwitch(l: Lowering, node: SwitchStmt, labels: readonly string[]): void {
  if (node.init) lowerStatement(l, node.init);
  const { tag } = node;
  const subject = tag && constantOf(l, tag) !== true ? lowerExpression(l, tag) : undefined;
  const ask: Ask = (test, yes, no) => {
    if (tag && subject !== undefined) lowerCase(l, { tag, subject }, test, yes, no);
    else lowerCondition(l, test, yes, no);
  };
  lowerClauses(l, node, labels, { ask, isCovered: coversEnum(l, node.clauses) });
}

function lowerCase(
  l: Lowering,
  { tag, subject }: { tag: Expr; subject: Slot },
  test: Expr,
  yes: BlockId,
  no: BlockId,
): void {
  const value = constantOf(l, test);
  if (value !== undefined) {
    l.builder.branch(equalityGuard(l, subject, tag, value, test), yes, no);
    return;
  }
  const against = lowerExpression(l, test);
  const text = `${shortened(l.text(tag))} == ${shortened(l.text(test))}`;
  const words = { yes: `\`${text}\` is true`, no: `\`${text}\` is false` };
  l.builder.branch(
    { test: "opaque", sameWhen: true, about: [subject, against], at: l.span(test), words },
    yes,
    no,
  );
}

/**
 * A type switch asks for the form of its subject; each clause has the subject under the name of the binding. A queue is of one of the
 * types that are asked for.
 */
export function lowerTypeSwitch(l: Lowering, node: TypeSwitchStmt, labels: readonly string[]): void {
  if (node.init) lowerStatement(l, node.init);
  const subject = lowerExpression(l, node.x);
  const text = shortened(l.text(node.x));
  const ask: Ask = (test, yes, no) => {
    const isNil = constantOf(l, test) === null;
    const type = isNil ? "nil" : `\`${l.text(test)}\``;
    const words = { yes: `\`${text}\` is ${type}`, no: `\`${text}\` is not ${type}` };
    const role = roleOfKind(l, node.x, test);
    const about = { about: [subject], at: l.span(test), words, ...(role && { role }) };
    l.builder.branch(isNil ? { test: "nil", on: subject, ...about } : { test: "opaque", ...about }, yes, no);
  };
  const enter = (clause: CaseClause): void => {
    const variable = l.context.package.clauseVariable(clause);
    if (variable) l.builder.assign(l.slotOf(variable), { kind: "copy", from: subject });
  };
  const isCovered = l.context.handles.of(node.x) !== undefined;
  lowerClauses(l, node, labels, { ask, enter, isCovered });
}

/** Branches on one entry of a case list. */
type Ask = (entry: Expr, yes: BlockId, no: BlockId) => void;

/** The clauses of a switch of either kind. Where it `isCovered` one of them is entered, whether or not there is a default. */
function lowerClauses(
  l: Lowering,
  { clauses, end }: SwitchStmt | TypeSwitchStmt,
  labels: readonly string[],
  { ask, enter, isCovered }: { ask: Ask; enter?: (clause: CaseClause) => void; isCovered: boolean },
): void {
  const after = l.builder.newBlock();
  const bodies = clauses.map(() => l.builder.newBlock());
  clauses.forEach(({ list }, index) => {
    for (const entry of list ?? []) {
      const next = l.builder.newBlock();
      ask(entry, bodies[index] ?? after, next);
      l.builder.start(next);
    }
  });
  const otherwise = bodies[clauses.findIndex(({ list }) => list === null)];
  if (otherwise === undefined && isCovered) l.builder.never();
  else {
    const last = clauses.at(-1);
    if (otherwise === undefined && last) l.builder.gap("default", l.span({ start: last.start, end }));
    l.builder.jump(otherwise ?? after);
  }
  l.builder.breakable({ labels, breakTo: after }, () => {
    clauses.forEach((clause, index) => {
      l.builder.start(bodies[index] ?? after);
      enter?.(clause);
      const falls = isFallthrough(clause.body.at(-1));
      lowerStatements(l, falls ? clause.body.slice(0, -1) : clause.body);
      if (!falls) gapAfter(l, clause);
      l.builder.jump((falls ? bodies[index + 1] : undefined) ?? after);
    });
  });
  l.builder.start(after);
}

/** Where a clause ends, if anything stands in it. */
export function gapAfter(l: Lowering, { body }: CaseClause | CommClause): void {
  const last = body.at(-1);
  if (last) l.builder.gap("after", l.span(last));
}

function isFallthrough(statement: Stmt | undefined): boolean {
  return statement?.type === "BranchStmt" && statement.tok === "fallthrough";
}
