import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { BlockId, Constant, Guard, Slot } from "../../../flow/program.ts";
import {
  asksForRequeue,
  excusesErrors,
  saysOwnStop,
  saysShutDown,
  saysStop,
} from "../../../protocol/known-calls.ts";
import { bare, keyName, literalText, memberName, methodCall, type Node } from "../syntax.ts";
import { lowerExpression } from "./expressions.ts";
import { fixedField } from "./fixed-fields.ts";
import { formTest, isOnlyFormTest, type FormTest } from "./forms.ts";
import { roleOf, type Lowering } from "./lowering.ts";
import { looksUp } from "./registers.ts";

/** Branches on an expression: to `yes` when it is truthy, to `no` when it is not. */
export function lowerCondition(l: Lowering, expression: Node, yes: BlockId, no: BlockId): void {
  const node = unwrapped(expression);
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === "!") {
    lowerCondition(l, node.argument, no, yes);
    return;
  }
  if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator !== "??") {
    const middle = l.builder.newBlock();
    if (node.operator === "&&") lowerCondition(l, node.left, middle, no);
    else lowerCondition(l, node.left, yes, middle);
    l.builder.start(middle);
    lowerCondition(l, node.right, yes, no);
    return;
  }
  const { guard, negated } = lowerTest(l, node);
  l.builder.branch(guard, negated ? no : yes, negated ? yes : no);
}

interface LoweredTest {
  readonly guard: Guard;
  /** The expression holds when the guard does not. */
  readonly negated: boolean;
}

/** Evaluates an expression and says what its truth means. */
export function lowerTest(l: Lowering, expression: Node): LoweredTest {
  const node = unwrapped(expression);
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === "!") {
    const inner = lowerTest(l, node.argument);
    return { guard: inner.guard, negated: !inner.negated };
  }
  if (node.type === AST_NODE_TYPES.BinaryExpression) return lowerComparison(l, node);
  const slot = lowerExpression(l, node);
  const text = l.text(node);
  const role = looksUp(l, node) ? "keptWhenTruthy" : (roleOf(lastName(node)) ?? roleOfTest(node));
  const fixed = fixedField(l, node);
  return {
    guard: {
      test: "truthy",
      on: slot,
      ...(fixed !== undefined && { fixed }),
      ...softly(l, node),
      ...(role && { role }),
      about: [slot],
      at: l.span(node),
      words: { yes: `\`${shortened(text)}\` is truthy`, no: `\`${shortened(text)}\` is falsy` },
    },
    negated: false,
  };
}

/** `isNotFound(err)`, `signal.aborted`, `ctx.err()`, `queue.shuttingDown()`. */
function roleOfTest(node: Node): Guard["role"] {
  if (saysShutDown(lastName(node))) return "shutDownWhenTruthy";
  const isCall = node.type === AST_NODE_TYPES.CallExpression;
  if (isCall && (excusesErrors(lastName(node)) || asksErrorForRequeue(node))) return "excusesWhenTruthy";
  const member = isCall ? node.callee : node;
  if (member.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const own =
    member.object.type === AST_NODE_TYPES.ThisExpression ? saysOwnStop(lastName(member)) : undefined;
  if (own) return own;
  return saysStop(lastName(member.object), lastName(member)) ? "stopsWhenTruthy" : undefined;
}

/** `isRequeue(error)` */
function asksErrorForRequeue({ callee, arguments: [asked] }: TSESTree.CallExpression): boolean {
  return (
    asked !== undefined && roleOf(lastName(asked)) === "failsWhenTruthy" && asksForRequeue(lastName(callee))
  );
}

function lowerComparison(l: Lowering, node: TSESTree.BinaryExpression): LoweredTest {
  const form = formTest(node);
  if (form) return lowerFormTest(l, node, form);
  const { operator } = node;
  const equality = operator === "===" || operator === "==" || operator === "!==" || operator === "!=";
  if (equality) {
    const negated = operator.startsWith("!");
    const guard = lowerEquality(l, node.left, node.right) ?? lowerEquality(l, node.right, node.left);
    if (guard) return { guard, negated };
  }
  const left =
    node.left.type === AST_NODE_TYPES.PrivateIdentifier ? l.unknown() : lowerExpression(l, node.left);
  const right = lowerExpression(l, node.right);
  const role = comparisonRole(l, node);
  const text = shortened(l.text(node));
  return {
    guard: {
      test: "truthy",
      ...softly(l, node),
      ...(role && { role }),
      ...(equality && { sameWhen: !operator.startsWith("!") }),
      about: [left, right],
      at: l.span(node),
      words: { yes: `\`${text}\` is true`, no: `\`${text}\` is false` },
    },
    negated: false,
  };
}

function lowerFormTest(
  l: Lowering,
  node: TSESTree.BinaryExpression,
  { value, isPlain }: FormTest,
): LoweredTest {
  const slot = lowerExpression(l, value);
  if (node.operator === "instanceof") lowerExpression(l, node.right);
  const role = comparisonRole(l, node);
  const text = shortened(l.text(node).replace(/!==?/, (not) => not.replace("!", "=")));
  const isUsual = isOnlyFormTest(l, value);
  return {
    guard: {
      test: "truthy",
      on: l.temporary({ kind: "form", value: slot, isPlain, isUsual }),
      ...softly(l, node),
      ...(role && { role }),
      about: [slot],
      at: l.span(node),
      words: { yes: `\`${text}\` is true`, no: `\`${text}\` is false` },
    },
    negated: node.operator.startsWith("!"),
  };
}

function lowerEquality(l: Lowering, tested: Node, against: Node): Guard | undefined {
  const value = constantOf(l, against);
  if (value === undefined) return undefined;
  const typed = typeTest(tested, value);
  return equalityGuard(l, lowerExpression(l, typed ?? tested), typed ?? tested, typed ? null : value, tested);
}

/** `typeof x === "undefined"` is a test of `x`. */
function typeTest(tested: Node, value: Constant): Node | undefined {
  const node = unwrapped(tested);
  const isType =
    node.type === AST_NODE_TYPES.UnaryExpression && node.operator === "typeof" && value === "undefined";
  return isType ? node.argument : undefined;
}

/** The guard that `slot`, the value of `node`, equals a constant. */
export function equalityGuard(l: Lowering, slot: Slot, node: Node, value: Constant, at: Node): Guard {
  const isNil = value === null;
  const role =
    isNil && looksUp(l, node)
      ? "keptWhenTruthy"
      : (roleOf(lastName(node)) ?? (isNil ? roleOfTest(node) : undefined));
  const text = shortened(l.text(node));
  const shown = value === null ? "nullish" : JSON.stringify(value);
  return {
    test: value === null ? "nil" : { equals: value },
    on: slot,
    ...(unwrapped(node).type === AST_NODE_TYPES.Identifier ? {} : softly(l, node)),
    ...(role && { role: value === false ? flipped(role) : role }),
    ...(value !== null && { sameWhen: true }),
    about: [slot],
    at: l.span(at),
    words: { yes: `\`${text}\` is ${shown}`, no: `\`${text}\` is not ${shown}` },
  };
}

function flipped(role: Guard["role"] & string): NonNullable<Guard["role"]> {
  if (role === "failsWhenTruthy") return "failsWhenFalsy";
  return role === "failsWhenFalsy" ? "failsWhenTruthy" : role;
}

/** The constant that an expression is known to be; null stands for undefined too. */
export function constantOf(l: Lowering, expression: Node): Constant | undefined {
  const node = bare(expression);
  const text = literalText(node);
  if (text !== undefined) return text;
  if (node.type === AST_NODE_TYPES.Literal) {
    const { value } = node;
    return typeof value === "number" || typeof value === "boolean" || value === null ? value : undefined;
  }
  if (node.type === AST_NODE_TYPES.Identifier)
    return node.name === "undefined" ? null : namedConstant(l, node);
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === "-") {
    const inner = constantOf(l, node.argument);
    return typeof inner === "number" ? -inner : undefined;
  }
  return node.type === AST_NODE_TYPES.MemberExpression ? enumMember(l, node) : undefined;
}

/** `const RETRIED = 1` stands for its value. */
function namedConstant(l: Lowering, node: TSESTree.Identifier): Constant | undefined {
  const definition = l.file.index.variableOf(node)?.defs[0]?.node;
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || definition.parent.kind !== "const")
    return undefined;
  const { id, init } = definition;
  return id.type === AST_NODE_TYPES.Identifier && init && isLiteral(init) ? constantOf(l, init) : undefined;
}

function isLiteral(init: Node): boolean {
  const { type } = bare(init);
  return (
    type === AST_NODE_TYPES.Literal ||
    type === AST_NODE_TYPES.TemplateLiteral ||
    type === AST_NODE_TYPES.UnaryExpression
  );
}

/** `Action.Retry` of an enum, an imported name or a constant object stands for itself. */
function enumMember(l: Lowering, node: TSESTree.MemberExpression): Constant | undefined {
  const { object } = node;
  const name = memberName(node);
  if (object.type !== AST_NODE_TYPES.Identifier || name === undefined || !/^[A-Z]/.test(object.name))
    return undefined;
  const variable = l.file.index.variableOf(object);
  const definition = variable?.defs[0];
  const itself = `${variable?.name ?? object.name}.${name}`;
  if (definition?.node.type === AST_NODE_TYPES.TSEnumDeclaration) return itself;
  const value = fieldOf(l, definition?.node, name);
  const isImported =
    l.file.index.bindingOf(object)?.defs[0]?.parent?.type === AST_NODE_TYPES.ImportDeclaration;
  return value ?? (isImported ? itself : undefined);
}

/** The constant in a field of a constant object. */
function fieldOf(l: Lowering, definition: Node | undefined, name: string): Constant | undefined {
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || !definition.init) return undefined;
  const init = bare(definition.init);
  if (init.type !== AST_NODE_TYPES.ObjectExpression) return undefined;
  const property = init.properties.find(
    (candidate) =>
      candidate.type === AST_NODE_TYPES.Property && keyName(candidate.key, candidate.computed) === name,
  );
  return property?.type === AST_NODE_TYPES.Property ? constantOf(l, property.value) : undefined;
}

/** A soft slot for expressions whose text means the same wherever it stands: built on `this` and names that are never written again. */
function softly(l: Lowering, expression: Node): { soft: Slot } | object {
  const node = unwrapped(expression);
  if (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.Literal) return {};
  return isSteady(l, node) ? { soft: l.softSlot(l.text(node)) } : {};
}

function isSteady(l: Lowering, expression: Node): boolean {
  const node = bare(expression);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier: {
      const variable = l.file.index.variableOf(node);
      return (
        variable?.references.every((reference) => !reference.isWrite() || reference.init === true) ?? true
      );
    }
    case AST_NODE_TYPES.ThisExpression:
    case AST_NODE_TYPES.Literal:
      return true;
    case AST_NODE_TYPES.MemberExpression:
      return isSteady(l, node.object) && (!node.computed || isSteady(l, node.property));
    case AST_NODE_TYPES.CallExpression:
      return isSteady(l, node.callee) && node.arguments.every((argument) => isSteady(l, argument));
    case AST_NODE_TYPES.BinaryExpression:
      return isSteady(l, node.left) && isSteady(l, node.right);
    case AST_NODE_TYPES.UnaryExpression:
      return isSteady(l, node.argument);
    default:
      return false;
  }
}

function comparisonRole(l: Lowering, node: TSESTree.BinaryExpression): Guard["role"] {
  const isKind = node.operator === "instanceof" || /^===?$/.test(node.operator);
  const isAsked = isKind && asksForRequeue(lastName(node.right));
  if (isAsked && roleOf(lastName(node.left)) === "failsWhenTruthy") return "excusesWhenTruthy";
  if (node.operator === "instanceof")
    return /Error|Failure|Exception/.test(l.text(node.right)) ? "failsWhenTruthy" : undefined;
  const counts = [node.left, node.right].some(
    (side) => roleOf(lastName(side)) === "retryCount" && !isQueueCall(l, side),
  );
  return counts ? "retryCount" : undefined;
}

/** A call on a queue says itself what it looks at. */
function isQueueCall(l: Lowering, expression: Node): boolean {
  const method = methodCall(unwrapped(expression));
  return method !== undefined && l.file.handles.of(method.receiver) !== undefined;
}

/** The name an expression ends in: `result.error` gives `error`, `queue.numRequeues(x)` gives `numRequeues`. */
function lastName(expression: Node): string {
  const node = unwrapped(expression);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (node.type === AST_NODE_TYPES.MemberExpression) return memberName(node) ?? "";
  const method = methodCall(node);
  if (method) return method.name;
  if (node.type === AST_NODE_TYPES.CallExpression && node.callee.type === AST_NODE_TYPES.Identifier)
    return node.callee.name;
  return "";
}

/** Without assertions and chains, which leave the value as it is; an `await` stays, for it may throw. */
function unwrapped(node: Node): Node {
  switch (node.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
      return unwrapped(node.expression);
    default:
      return node;
  }
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
