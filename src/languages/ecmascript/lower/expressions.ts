import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Slot } from "../../../flow/program.ts";
import { leaseCallOf } from "../../../protocol/vocabulary.ts";
import { bare, isClass, isFunction, keyName, literalText, memberName, type Node } from "../syntax.ts";
import { lowerAwait, lowerCall, lowerNew, throwPoint } from "./calls.ts";
import { constantOf, lowerCondition, lowerTest } from "./conditions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerAssignment } from "./patterns.ts";
import { queueSlot } from "./queue-slot.ts";
import { lowerClass } from "./statements.ts";

/** Evaluates an expression and gives the slot of its value. */
export function lowerExpression(l: Lowering, node: Node): Slot {
  const constant = constantOf(l, node);
  if (constant !== undefined && node.type !== AST_NODE_TYPES.AwaitExpression)
    return l.temporary({ kind: "constant", value: constant });
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return lowerIdentifier(l, node);
    case AST_NODE_TYPES.MemberExpression:
      return lowerMember(l, node);
    case AST_NODE_TYPES.CallExpression:
      return lowerCall(l, node, "used");
    case AST_NODE_TYPES.NewExpression:
      return lowerNew(l, node);
    case AST_NODE_TYPES.AwaitExpression:
      return lowerAwait(l, node);
    case AST_NODE_TYPES.AssignmentExpression:
      return lowerAssignmentExpression(l, node);
    case AST_NODE_TYPES.LogicalExpression:
      return lowerLogical(l, node);
    case AST_NODE_TYPES.ConditionalExpression:
      return lowerConditional(l, node);
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.BinaryExpression:
      return lowerOperator(l, node);
    case AST_NODE_TYPES.ObjectExpression:
      return lowerObject(l, node);
    case AST_NODE_TYPES.ArrayExpression:
      return lowerArray(l, node);
    default:
      return isFunction(node)
        ? l.temporary({ kind: "function", id: l.file.index.idOf(node) })
        : lowerRare(l, node);
  }
}

function lowerRare(l: Lowering, node: Node): Slot {
  switch (node.type) {
    case AST_NODE_TYPES.ChainExpression:
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSInstantiationExpression:
      return lowerExpression(l, node.expression);
    case AST_NODE_TYPES.SequenceExpression:
      return node.expressions.map((each) => lowerExpression(l, each)).at(-1) ?? l.unknown();
    case AST_NODE_TYPES.TemplateLiteral:
      return lowerTemplate(l, node);
    case AST_NODE_TYPES.TaggedTemplateExpression:
      lowerExpression(l, node.tag);
      for (const each of node.quasi.expressions) lowerExpression(l, each);
      throwPoint(l, node, "call");
      return l.unknown();
    case AST_NODE_TYPES.UpdateExpression:
      lowerAssignment(l, node.argument, l.unknown());
      return l.unknown();
    case AST_NODE_TYPES.YieldExpression:
      if (node.argument) l.builder.emit({ kind: "escape", slot: lowerExpression(l, node.argument) });
      return l.unknown();
    case AST_NODE_TYPES.ImportExpression:
      lowerExpression(l, node.source);
      return l.unknown();
    case AST_NODE_TYPES.Literal:
      return l.temporary({ kind: "object" });
    case AST_NODE_TYPES.ThisExpression:
    case AST_NODE_TYPES.Super:
    case AST_NODE_TYPES.MetaProperty:
      return l.unknown();
    default:
      return lowerOther(l, node);
  }
}

function lowerOther(l: Lowering, node: Node): Slot {
  if (isClass(node)) lowerClass(l, node);
  else if (node.type === AST_NODE_TYPES.JSXElement || node.type === AST_NODE_TYPES.JSXFragment) {
    for (const child of node.children) {
      if (
        child.type === AST_NODE_TYPES.JSXExpressionContainer &&
        child.expression.type !== AST_NODE_TYPES.JSXEmptyExpression
      ) {
        lowerExpression(l, child.expression);
      }
    }
  } else l.notUnderstood(node, `${node.type} as an expression`);
  return l.temporary({ kind: "object" });
}

function lowerIdentifier(l: Lowering, node: TSESTree.Identifier): Slot {
  const variable = l.file.index.variableOf(node);
  if (!variable || variable.defs.length === 0) return l.unknown();
  const handle = l.file.handles.of(node);
  const parameter = queueSlot(l, node, handle);
  if (handle)
    return l.temporary({ kind: "handle", id: handle.id, ...(parameter !== undefined && { parameter }) });
  if (parameter !== undefined) return parameter;
  const written = variable.references.some((reference) => reference.isWrite() && reference.init !== true);
  const functions = written ? [] : l.file.callees.of(node);
  return functions[0] === undefined
    ? l.slotOf(variable)
    : l.temporary({ kind: "function", id: functions[0] });
}

function lowerMember(l: Lowering, node: TSESTree.MemberExpression): Slot {
  const handle = l.file.handles.of(node);
  if (handle) return l.temporary({ kind: "handle", id: handle.id });
  const of = lowerExpression(l, node.object);
  lowerLeaseField(l, node, of);
  if (node.computed) lowerExpression(l, node.property);
  const name = memberName(node);
  return l.temporary(name === undefined ? { kind: "derived", from: [of] } : { kind: "field", of, name });
}

/** `lease.numRequeues` looks at the failure count. */
function lowerLeaseField(l: Lowering, node: TSESTree.MemberExpression, item: Slot): void {
  const handle = l.file.handles.leasedFrom(node.object);
  const meaning = handle && leaseCallOf(handle.profile, memberName(node) ?? "");
  if (!handle || !meaning?.effects.includes("inspect")) return;
  l.builder.emit({
    kind: "effect",
    effect: "inspect",
    handle: handle.id,
    item,
    at: l.span(node),
    text: l.text(node),
  });
}

/** A template that holds one value and nothing else is that value; text beside it makes another. */
function lowerTemplate(l: Lowering, node: TSESTree.TemplateLiteral): Slot {
  const from = node.expressions.map((each) => lowerExpression(l, each));
  const hasText = node.quasis.some((quasi) => quasi.value.raw !== "");
  const [only] = from;
  if (only !== undefined && from.length === 1 && !hasText) return only;
  return l.temporary({ kind: "derived", from, sure: from.length === 1 && hasText });
}

function lowerAssignmentExpression(l: Lowering, node: TSESTree.AssignmentExpression): Slot {
  const { operator, left, right } = node;
  if (operator === "=") {
    const value = lowerExpression(l, right);
    lowerAssignment(l, left, value);
    return value;
  }
  const before = lowerExpression(l, left);
  if (operator !== "&&=" && operator !== "||=" && operator !== "??=") {
    const value = l.temporary({ kind: "derived", from: [before, lowerExpression(l, right)] });
    lowerAssignment(l, left, value);
    return value;
  }
  const result = l.temporary({ kind: "copy", from: before });
  const assigned = l.builder.newBlock();
  const after = l.builder.newBlock();
  shortCircuit(l, operator.slice(0, 2), before, left, assigned, after);
  l.builder.start(assigned);
  const value = lowerExpression(l, right);
  lowerAssignment(l, left, value);
  l.builder.assign(result, { kind: "copy", from: value });
  l.builder.start(after);
  return result;
}

function lowerLogical(l: Lowering, node: TSESTree.LogicalExpression): Slot {
  const left = lowerExpression(l, node.left);
  const result = l.temporary({ kind: "copy", from: left });
  const goOn = l.builder.newBlock();
  const after = l.builder.newBlock();
  shortCircuit(l, node.operator, left, node.left, goOn, after);
  l.builder.start(goOn);
  l.builder.assign(result, { kind: "copy", from: lowerExpression(l, node.right) });
  l.builder.start(after);
  return result;
}

/** Branches to `goOn` when the right side of a logical operator is evaluated. */
function shortCircuit(
  l: Lowering,
  operator: string,
  left: Slot,
  node: Node,
  goOn: number,
  after: number,
): void {
  const text = l.text(node);
  const [test, yes, no] =
    operator === "??"
      ? (["nil", "is nullish", "is set"] as const)
      : (["truthy", "is truthy", "is falsy"] as const);
  const words = { yes: `\`${text}\` ${yes}`, no: `\`${text}\` ${no}` };
  const holds = operator !== "||";
  l.builder.branch(
    { test, on: left, about: [left], at: l.span(node), words },
    holds ? goOn : after,
    holds ? after : goOn,
  );
}

function lowerConditional(l: Lowering, node: TSESTree.ConditionalExpression): Slot {
  const result = l.unknown();
  const [yes, no, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  lowerCondition(l, node.test, yes, no);
  for (const [block, branch] of [
    [yes, node.consequent],
    [no, node.alternate],
  ] as const) {
    l.builder.start(block);
    l.builder.assign(result, { kind: "copy", from: lowerExpression(l, branch) });
    l.builder.jump(after);
  }
  l.builder.start(after);
  return result;
}

function lowerOperator(l: Lowering, node: TSESTree.UnaryExpression | TSESTree.BinaryExpression): Slot {
  if (node.type === AST_NODE_TYPES.UnaryExpression) {
    if (node.operator === "!") {
      const { guard, negated } = lowerTest(l, node);
      return l.condition(guard, negated);
    }
    const value =
      bare(node.argument).type === AST_NODE_TYPES.CallExpression && node.operator === "void"
        ? lowerCall(l, bare(node.argument) as TSESTree.CallExpression, "dropped")
        : lowerExpression(l, node.argument);
    return node.operator === "void"
      ? l.temporary({ kind: "constant", value: null })
      : l.temporary({ kind: "derived", from: [value] });
  }
  if (comparison.test(node.operator)) {
    const { guard, negated } = lowerTest(l, node);
    return l.condition(guard, negated);
  }
  const parts = operands(node);
  const from = parts.map((each) => lowerExpression(l, each));
  const texts = parts.filter((each) => (literalText(each) ?? "") !== "");
  return l.temporary({
    kind: "derived",
    from,
    sure: node.operator === "+" && texts.length === parts.length - 1,
  });
}

/** Operators whose outcome is a test; the others compute. */
const comparison = /^[=!]==?$|^[<>]=?$|^instanceof$|^in$/;

/** The operands of a chain of binary operators, left to right, without recursion. */
function operands(node: TSESTree.BinaryExpression): Node[] {
  const found: Node[] = [];
  let at: Node = node;
  while (at.type === AST_NODE_TYPES.BinaryExpression && !comparison.test(at.operator)) {
    found.push(at.right);
    at = at.left;
  }
  return [at, ...found.reverse()].filter((each) => each.type !== AST_NODE_TYPES.PrivateIdentifier);
}

function lowerObject(l: Lowering, node: TSESTree.ObjectExpression): Slot {
  const fields = new Map<string, Slot>();
  for (const property of node.properties) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      fields.set(`...${String(fields.size)}`, lowerExpression(l, property.argument));
      continue;
    }
    if (property.computed) lowerExpression(l, property.key);
    const name = keyName(property.key, property.computed) ?? `[${String(fields.size)}]`;
    fields.set(name, lowerExpression(l, property.value));
  }
  return l.temporary({ kind: "record", fields, fresh: true });
}

function lowerArray(l: Lowering, node: TSESTree.ArrayExpression): Slot {
  const fields = new Map<string, Slot>();
  node.elements.forEach((element, index) => {
    if (!element) return;
    const spread = element.type === AST_NODE_TYPES.SpreadElement;
    fields.set(
      spread ? `...${String(index)}` : String(index),
      lowerExpression(l, spread ? element.argument : element),
    );
  });
  return l.temporary({ kind: "record", fields, fresh: true });
}
