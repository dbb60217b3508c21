import type { BlockId, Constant, Guard, Slot } from "../../../flow/program.ts";
import type { BinaryExpr, Expr } from "../ast.ts";
import {
  asksForRequeue,
  excusesErrors,
  saysOwnStop,
  saysShutDown,
  saysStop,
} from "../../../protocol/known-calls.ts";
import { lastName, shortened, withoutParens } from "../syntax.ts";
import { constantOf } from "./constants.ts";
import { fixedField } from "./fixed-fields.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { looksUp } from "./registers.ts";
import { isError, isListOfErrors, roleOf } from "./roles.ts";

/** Branches on a boolean expression. Chains of `&&` and `||` nest to the left: their spine is walked, not recursed into. */
export function lowerCondition(l: Lowering, expr: Expr, yes: BlockId, no: BlockId): void {
  const node = withoutParens(expr);
  if (node.type === "UnaryExpr" && node.op === "!") {
    lowerCondition(l, node.x, no, yes);
    return;
  }
  if (node.type === "BinaryExpr" && (node.op === "&&" || node.op === "||")) {
    const { op } = node;
    const terms = spine(node, op);
    terms.forEach((term, index) => {
      const isLast = index === terms.length - 1;
      const next = isLast ? undefined : l.builder.newBlock();
      lowerCondition(l, term, op === "&&" ? (next ?? yes) : yes, op === "&&" ? no : (next ?? no));
      if (next !== undefined) l.builder.start(next);
    });
    return;
  }
  const { guard, negated } = lowerTest(l, node);
  l.builder.branch(guard, negated ? no : yes, negated ? yes : no);
}

/** The terms of `a op b op c`, left to right. */
export function spine(node: BinaryExpr, op: BinaryExpr["op"]): Expr[] {
  const terms: Expr[] = [];
  let at: Expr = node;
  while (at.type === "BinaryExpr" && at.op === op) {
    terms.push(at.y);
    at = withoutParens(at.x);
  }
  return [at, ...terms.reverse()];
}

interface LoweredTest {
  readonly guard: Guard;
  /** The expression holds when the guard does not. */
  readonly negated: boolean;
}

/** Evaluates a boolean expression and says what its truth means. */
export function lowerTest(l: Lowering, expr: Expr): LoweredTest {
  const node = withoutParens(expr);
  if (node.type === "UnaryExpr" && node.op === "!") {
    const inner = lowerTest(l, node.x);
    return { guard: inner.guard, negated: !inner.negated };
  }
  if (node.type === "BinaryExpr" && isComparison(node)) return lowerComparison(l, node);
  const slot = lowerExpression(l, node);
  const role = roleOfCall(l, node) ?? roleOfSlot(l, slot) ?? roleOf(node) ?? roleOfLook(l, node);
  const text = shortened(l.text(node));
  const fixed = fixedField(l, node);
  const guard: Guard = {
    test: "truthy",
    on: slot,
    ...(fixed !== undefined && { fixed }),
    ...softly(l, node),
    ...(role && { role }),
    about: [slot],
    at: l.span(node),
    words: { yes: `\`${text}\` is true`, no: `\`${text}\` is false` },
  };
  return { guard, negated: false };
}

export function isComparison({ op }: BinaryExpr): boolean {
  return /^[=!<>]=?$/.test(op);
}

function roleOfSlot(l: Lowering, slot: Slot): Guard["role"] {
  return l.context.slots.infos[slot]?.role;
}

function roleOfLook(l: Lowering, node: Expr): Guard["role"] {
  return looksUp(l, node) ? "keptWhenTruthy" : undefined;
}

/** `IsNotFound(err)`, `ctx.Err()` and `queue.ShuttingDown()`. */
function roleOfCall(l: Lowering, node: Expr): Guard["role"] {
  if (saysShutDown(lastName(node))) return "shutDownWhenTruthy";
  const own = isOwn(l, node) ? saysOwnStop(lastName(node)) : undefined;
  if (own) return own;
  if (node.type !== "CallExpr") return undefined;
  if (excusesErrors(lastName(node))) return "excusesWhenTruthy";
  const { fun, args } = node;
  const [asked, ...kinds] = args;
  if (asked && isError(l, asked) && [fun, ...kinds].some(isRequeue)) return "excusesWhenTruthy";
  const stops = fun.type === "SelectorExpr" && saysStop(lastName(fun.x), fun.sel.name);
  return stops ? "stopsWhenTruthy" : undefined;
}

/** The role of finding that `expr` is, or equals, `kind`: an error that only asks to be added again. */
export function roleOfKind(l: Lowering, expr: Expr, kind: Expr): Guard["role"] {
  return isError(l, expr) && isRequeue(kind) ? "excusesWhenTruthy" : undefined;
}

function isRequeue(expr: Expr): boolean {
  return asksForRequeue(lastName(expr));
}

/** `c.closed`, `c.isRunning()` of the receiver. */
function isOwn(l: Lowering, node: Expr): boolean {
  const member = node.type === "CallExpr" ? node.fun : node;
  const owner =
    member.type === "SelectorExpr" && member.x.type === "Ident" ? l.objectOf(member.x) : undefined;
  return owner?.kind === "receiver";
}

/** `len(errs) > 0`: whether some of the errors that were gathered is one. */
function lowerErrorCount(l: Lowering, { x, y, op }: BinaryExpr): LoweredTest | undefined {
  const [list] = x.type === "CallExpr" && lastName(x) === "len" ? x.args : [];
  if (!list || !isListOfErrors(l, list) || constantOf(l, y) !== 0 || !/^(?:>|[!=]=)$/.test(op))
    return undefined;
  const slot = lowerExpression(l, list);
  const text = shortened(l.text(list));
  const guard: Guard = {
    test: "nil",
    on: slot,
    role: "failsWhenTruthy",
    about: [slot],
    at: l.span(x),
    words: { yes: `\`${text}\` is empty`, no: `\`${text}\` is not empty` },
  };
  return { guard, negated: op !== "==" };
}

function lowerComparison(l: Lowering, node: BinaryExpr): LoweredTest {
  const counted = lowerErrorCount(l, node);
  if (counted) return counted;
  if (node.op === "==" || node.op === "!=") {
    const guard = lowerEquality(l, node.x, node.y) ?? lowerEquality(l, node.y, node.x);
    if (guard) return { guard, negated: node.op === "!=" };
  }
  const left = lowerExpression(l, node.x);
  const right = lowerExpression(l, node.y);
  const counts = [node.x, node.y].some((side) => roleOf(side) === "retryCount" && !isQueueCall(l, side));
  const role = counts ? "retryCount" : node.op === "==" ? roleOfKind(l, node.x, node.y) : undefined;
  const text = shortened(l.text(node));
  const guard: Guard = {
    test: "truthy",
    ...softly(l, node),
    ...(role && { role }),
    ...(/^[=!]=$/.test(node.op) && { sameWhen: node.op === "==" }),
    about: [left, right],
    at: l.span(node),
    words: { yes: `\`${text}\` is true`, no: `\`${text}\` is false` },
  };
  return { guard, negated: false };
}

/** A call on a queue says itself what it looks at. */
function isQueueCall(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  return node.type === "CallExpr" && l.context.handles.calledBy(node) !== undefined;
}

function lowerEquality(l: Lowering, tested: Expr, against: Expr): Guard | undefined {
  const value = constantOf(l, against);
  if (value === undefined || constantOf(l, tested) !== undefined) return undefined;
  return equalityGuard(l, lowerExpression(l, tested), tested, value, against);
}

/** The guard that `slot`, the value of `expr`, equals a constant that is written as `against`. */
export function equalityGuard(l: Lowering, slot: Slot, expr: Expr, value: Constant, against: Expr): Guard {
  const isNil = value === null;
  const role =
    (isNil ? roleOfCall(l, expr) : undefined) ??
    roleOfSlot(l, slot) ??
    roleOf(expr) ??
    (isNil ? roleOfLook(l, expr) : undefined);
  const text = shortened(l.text(expr));
  const named = withoutParens(against);
  const isName = named.type === "SelectorExpr" || (named.type === "Ident" && l.builtin(named) === undefined);
  const shown = isName ? `\`${l.text(against)}\`` : l.text(against);
  return {
    test: isNil ? "nil" : { equals: value },
    on: slot,
    ...(withoutParens(expr).type === "Ident" ? {} : softly(l, expr)),
    ...(role && { role: value === false ? flipped(role) : role }),
    ...(!isNil && { sameWhen: true }),
    about: [slot],
    at: l.span({ start: Math.min(expr.start, against.start), end: Math.max(expr.end, against.end) }),
    words: { yes: `\`${text}\` is ${shown}`, no: `\`${text}\` is not ${shown}` },
  };
}

function flipped(role: NonNullable<Guard["role"]>): NonNullable<Guard["role"]> {
  if (role === "failsWhenTruthy") return "failsWhenFalsy";
  return role === "failsWhenFalsy" ? "failsWhenTruthy" : role;
}

/** A soft slot for expressions whose text means the same wherever it stands in the function. */
function softly(l: Lowering, expr: Expr): { soft: Slot } | object {
  const node = withoutParens(expr);
  if (node.type === "BasicLit" || isLocalName(l, node)) return {};
  return isSteady(l, node) ? { soft: l.softSlot(l.text(node)) } : {};
}

/** Locals are followed themselves; a package-level variable is like a field. */
function isLocalName(l: Lowering, node: Expr): boolean {
  const object = node.type === "Ident" ? l.objectOf(node) : undefined;
  return object !== undefined && !l.context.package.isGlobal(object);
}

/** Whether an expression is built on names that are never written again. */
function isSteady(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  switch (node.type) {
    case "Ident": {
      const object = l.objectOf(node);
      return !object?.uses.some((use) => l.context.package.isWritten(use));
    }
    case "BasicLit":
      return true;
    case "SelectorExpr":
    case "StarExpr":
    case "UnaryExpr":
      return isSteady(l, node.x);
    case "IndexExpr":
      return isSteady(l, node.x) && node.indices.every((index) => isSteady(l, index));
    case "CallExpr":
      return isSteady(l, node.fun) && node.args.every((arg) => isSteady(l, arg));
    case "BinaryExpr":
      return isComparison(node) && isSteady(l, node.x) && isSteady(l, node.y);
    default:
      return false;
  }
}
