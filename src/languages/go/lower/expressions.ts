import type { Slot } from "../../../flow/program.ts";
import type { BinaryExpr, CompositeLit, Expr, Ident, SelectorExpr, UnaryExpr } from "../ast.ts";
import { literalFields } from "../literal-fields.ts";
import { withoutParens } from "../syntax.ts";
import { lowerAssertion, lowerCheckedAssertion } from "./assertions.ts";
import { lowerCall } from "./calls.ts";
import { isComparison, lowerCondition, lowerTest, spine } from "./conditions.ts";
import { constantOf } from "./constants.ts";
import type { Lowering } from "./lowering.ts";
import { lowerReceive } from "./receives.ts";
import { queueSlot } from "./queue-slot.ts";
import { isErrorListType } from "./roles.ts";

/** Evaluates an expression and gives the slot of its value. */
export function lowerExpression(l: Lowering, expr: Expr): Slot {
  const constant = constantOf(l, expr);
  if (constant !== undefined) return l.temporary({ kind: "constant", value: constant });
  const node = withoutParens(expr);
  switch (node.type) {
    case "Ident":
      return lowerName(l, node);
    case "SelectorExpr":
      return lowerMember(l, node);
    case "CallExpr":
      return lowerCall(l, node, 1)[0] ?? l.unknown();
    case "FuncLit":
      return l.temporary({ kind: "function", id: l.context.package.idOf(node) });
    case "CompositeLit":
      return lowerLiteral(l, node);
    case "StarExpr":
      return l.temporary({ kind: "pointee", from: lowerExpression(l, node.x) });
    case "UnaryExpr":
      return lowerUnary(l, node);
    case "BinaryExpr":
      return lowerBinary(l, node);
    case "TypeAssertExpr":
      return lowerAssertion(l, node);
    case "IndexExpr":
    case "SliceExpr":
      return lowerPartOf(l, node);
    case "BasicLit":
      return l.temporary({ kind: "object" });
    case "BadExpr":
      return l.notUnderstood(node, "broken source");
    default: // types and keys: nothing is evaluated
      return l.unknown();
  }
}

/** Evaluates an expression that stands for several values: a call, or one of the forms with `ok`. */
export function lowerValues(l: Lowering, expr: Expr, count: number): Slot[] {
  const node = withoutParens(expr);
  if (count === 1) return [lowerExpression(l, expr)];
  if (node.type === "CallExpr") return lowerCall(l, node, count);
  if (node.type === "TypeAssertExpr") return lowerCheckedAssertion(l, node);
  if (node.type === "UnaryExpr" && node.op === "<-") return lowerReceive(l, node);
  const value = lowerExpression(l, node);
  return [value, l.unknown()];
}

function lowerName(l: Lowering, node: Ident): Slot {
  const object = l.objectOf(node);
  if (!object) return l.unknown();
  if (object.kind === "parameter" || object.kind === "result") return l.slotOf(object);
  const handle = l.context.handles.of(node);
  const parameter = handle && queueSlot(l, node, handle);
  if (handle)
    return l.temporary({ kind: "handle", id: handle.id, ...(parameter !== undefined && { parameter }) });
  const written = object.uses.some((use) => l.context.package.isWritten(use));
  const id = written || object.kind === "receiver" ? undefined : l.context.callees.of(node)[0];
  if (id !== undefined) return l.temporary({ kind: "function", id });
  if (object.kind !== "var" && object.kind !== "receiver") return l.unknown();
  if (!l.context.package.isGlobal(object)) return l.slotOf(object);
  // package-level errors are made once and never nil
  return /^[eE]rr[A-Z0-9]/.test(node.name) ? l.temporary({ kind: "object" }) : l.unknown();
}

function lowerMember(l: Lowering, node: SelectorExpr): Slot {
  const handle = l.context.handles.of(node);
  if (handle) return l.temporary({ kind: "handle", id: handle.id });
  if (l.context.types.select(node.x, node.sel.name)?.kind === "method") {
    const id = l.context.callees.of(node)[0];
    if (id !== undefined) return l.temporary({ kind: "function", id });
  }
  const of = lowerExpression(l, node.x);
  return l.temporary({ kind: "field", of, name: node.sel.name });
}

function lowerPartOf(l: Lowering, node: Extract<Expr, { type: "IndexExpr" | "SliceExpr" }>): Slot {
  const handle = l.context.handles.of(node);
  if (handle) return l.temporary({ kind: "handle", id: handle.id });
  const of = lowerExpression(l, node.x);
  const indices = node.type === "IndexExpr" ? node.indices : [node.low, node.high, node.max];
  for (const index of indices) if (index) lowerExpression(l, index);
  const first = node.type === "IndexExpr" && node.indices[0] ? constantOf(l, node.indices[0]) : undefined;
  if (typeof first === "number") return l.temporary({ kind: "field", of, name: String(first) });
  return l.temporary({ kind: "derived", from: [of] });
}

function lowerUnary(l: Lowering, node: UnaryExpr): Slot {
  if (node.op === "!") {
    const { guard, negated } = lowerTest(l, node);
    return l.condition(guard, negated);
  }
  if (node.op === "<-") return lowerReceive(l, node)[0] ?? l.unknown();
  const value = lowerExpression(l, node.x);
  if (node.op === "&" && isTask(l, node.x)) return l.unknown();
  if (node.op === "&")
    return isAllocation(l, node.x)
      ? l.temporary({ kind: "allocated", from: value, carries: carriesObject(l, node.x) })
      : value;
  return l.temporary({ kind: "derived", from: [value] });
}

/** A literal that is given a value of an interface's type; or a pointer, and no text beside that could name what it points to. */
function carriesObject(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  if (node.type !== "CompositeLit") return false;
  const { types } = l.context;
  const struct = types.of(node);
  const given = literalFields(types, node).flatMap(({ name }) => {
    const found = struct && types.selectIn(struct, name);
    return found?.kind === "field" ? found.field.typeExpr : [];
  });
  const isText = (type: Expr): boolean => l.builtin(types.underlying(type)) === "string";
  return (
    given.some((type) => isInterface(l, type)) ||
    (given.some((type) => type.type === "StarExpr") && !given.some(isText))
  );
}

/** An interface of the package's own, `any`, or an `Object` of the API machinery. */
function isInterface(l: Lowering, type: Expr): boolean {
  if (type.type === "StarExpr") return false;
  const under = l.context.types.underlying(type);
  const isForeignObject = under.type === "SelectorExpr" && under.sel.name === "Object";
  return isForeignObject || under.type === "InterfaceType" || l.builtin(under) === "any";
}

/** The address of a literal, or of a variable that each turn of a loop has anew. */
function isAllocation(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  if (node.type === "CompositeLit") return true;
  const object = node.type === "Ident" ? l.objectOf(node) : undefined;
  return object?.decl?.type === "RangeStmt";
}

/** A literal that can carry a function, or a channel for what comes of it: a piece of work of its own, which equals no other. */
function isTask(l: Lowering, expr: Expr): boolean {
  const node = withoutParens(expr);
  const { types } = l.context;
  const type = node.type === "CompositeLit" ? types.of(node) : undefined;
  const struct = type && types.underlying(type);
  if (struct?.type !== "StructType") return false;
  return struct.fields.fields.some(({ typeExpr }) =>
    /^(?:Func|Chan)Type$/.test(types.underlying(typeExpr).type),
  );
}

/** A value that compares by identity, and is a new one each time. */
export function freshObject(l: Lowering): Slot {
  return l.temporary({ kind: "record", fields: new Map(), fresh: true });
}

function lowerBinary(l: Lowering, node: BinaryExpr): Slot {
  if (node.op === "&&" || node.op === "||") return lowerLogical(l, node);
  if (isComparison(node)) {
    const { guard, negated } = lowerTest(l, node);
    return l.condition(guard, negated);
  }
  const operands = spine(node, node.op).map((each) => lowerExpression(l, each));
  const texts = spine(node, node.op).filter((each) => typeof constantOf(l, each) === "string");
  return l.temporary({
    kind: "derived",
    from: operands,
    sure: node.op === "+" && texts.length === operands.length - 1,
  });
}

/** The value of `a && b`: true where it holds, false where it does not. */
function lowerLogical(l: Lowering, node: BinaryExpr): Slot {
  const result = l.unknown();
  const [yes, no, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  lowerCondition(l, node, yes, no);
  l.builder.start(yes);
  l.builder.assign(result, { kind: "constant", value: true });
  l.builder.jump(after);
  l.builder.start(no);
  l.builder.assign(result, { kind: "constant", value: false });
  l.builder.start(after);
  return result;
}

function lowerLiteral(l: Lowering, node: CompositeLit): Slot {
  if (node.elts.length === 0 && isErrorListType(node.typeExpr)) return l.unknown(); // as good as nil
  const names = new Map(literalFields(l.context.types, node).map(({ name, value }) => [value, name]));
  const fields = new Map<string, Slot>();
  node.elts.forEach((entry, index) => {
    const value = entry.type === "KeyValueExpr" ? entry.value : entry;
    const key = entry.type === "KeyValueExpr" && entry.key.type === "Ident" ? entry.key.name : undefined;
    fields.set(names.get(value) ?? key ?? `[${String(index)}]`, lowerExpression(l, value));
  });
  return l.temporary({ kind: "record", fields, fresh: false });
}
