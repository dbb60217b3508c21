import type { Slot } from "../../../flow/program.ts";
import type { BlockStmt, BranchStmt, CallExpr, IfStmt, LabeledStmt, ReturnStmt, Stmt } from "../ast.ts";
import { calleeOf, shortened, withoutParens } from "../syntax.ts";
import { lowerAssign, lowerDeclaration, lowerStore } from "./assignments.ts";
import { lowerCall, prepareCall } from "./calls.ts";
import { lowerCondition } from "./conditions.ts";
import { lowerExpression, lowerValues } from "./expressions.ts";
import { lowerFor, lowerRange } from "./loops.ts";
import type { Lowering } from "./lowering.ts";
import { lowerSelect } from "./select.ts";
import { lowerSwitch, lowerTypeSwitch } from "./switches.ts";

export function lowerStatement(l: Lowering, node: Stmt, labels: readonly string[] = []): void {
  switch (node.type) {
    case "ExprStmt":
      lowerDropped(l, node.x);
      return;
    case "AssignStmt":
      lowerAssign(l, node);
      return;
    case "DeclStmt":
      lowerDeclaration(l, node.decl);
      return;
    case "IncDecStmt":
      lowerStore(l, node.x, l.temporary({ kind: "derived", from: [lowerExpression(l, node.x)] }));
      return;
    case "SendStmt":
      lowerExpression(l, node.chan);
      l.builder.emit({ kind: "escape", slot: lowerExpression(l, node.value) });
      return;
    case "ReturnStmt":
      l.builder.gap("before", l.span(node));
      lowerReturn(l, node);
      return;
    case "GoStmt":
    case "DeferStmt":
      lowerDetached(l, node);
      return;
    case "EmptyStmt":
      return;
    case "BadStmt":
      return l.notUnderstood(node, "broken source");
    default:
      lowerControl(l, node, labels);
  }
}

type ControlStmt = Exclude<
  Stmt,
  {
    type:
      | "ExprStmt"
      | "AssignStmt"
      | "DeclStmt"
      | "IncDecStmt"
      | "SendStmt"
      | "ReturnStmt"
      | "GoStmt"
      | "DeferStmt"
      | "EmptyStmt"
      | "BadStmt";
  }
>;

function lowerControl(l: Lowering, node: ControlStmt, labels: readonly string[]): void {
  switch (node.type) {
    case "BlockStmt":
      lowerBlock(l, node, labels);
      return;
    case "IfStmt":
      lowerIf(l, node);
      return;
    case "ForStmt":
      lowerFor(l, node, labels);
      return;
    case "RangeStmt":
      lowerRange(l, node, labels);
      return;
    case "SwitchStmt":
      lowerSwitch(l, node, labels);
      return;
    case "TypeSwitchStmt":
      lowerTypeSwitch(l, node, labels);
      return;
    case "SelectStmt":
      lowerSelect(l, node, labels);
      return;
    case "LabeledStmt":
      lowerLabelled(l, node, labels);
      return;
    case "BranchStmt":
      l.builder.gap("before", l.span(node));
      lowerBranch(l, node);
      return;
  }
}

export function lowerStatements(l: Lowering, list: readonly Stmt[]): void {
  for (const statement of list) lowerStatement(l, statement);
}

/** The statements of a block, up to its closing brace. */
export function lowerBody(l: Lowering, { list, end }: BlockStmt): void {
  lowerStatements(l, list);
  l.builder.gap("closing", l.span({ start: end - 1, end }));
}

function lowerBlock(l: Lowering, block: BlockStmt, labels: readonly string[]): void {
  if (labels.length === 0) {
    lowerBody(l, block);
    return;
  }
  const after = l.builder.newBlock();
  l.builder.breakable({ labels, breakTo: after, plain: false }, () => {
    lowerBody(l, block);
  });
  l.builder.start(after);
}

function lowerDropped(l: Lowering, expr: Parameters<typeof lowerExpression>[1]): void {
  const node = withoutParens(expr);
  if (node.type === "CallExpr") lowerCall(l, node, 0);
  else lowerExpression(l, node);
}

function lowerReturn(l: Lowering, node: ReturnStmt): void {
  const slots = returnedSlots(l, node);
  const { namedResults } = l;
  if (!namedResults) {
    l.builder.return(slots, l.span(node));
    return;
  }
  const values = slots.map((slot) => l.temporary({ kind: "copy", from: slot }));
  values.forEach((from, index) => {
    const to = namedResults[index];
    if (to !== undefined) l.builder.assign(to, { kind: "copy", from });
  });
  l.builder.returnResults(namedResults, l.span(node));
}

function returnedSlots(l: Lowering, { results }: ReturnStmt): Slot[] {
  const [only] = results;
  if (results.length === 1 && only) return lowerValues(l, only, l.resultCount);
  return results.map((result) => lowerExpression(l, result));
}

/** `go f(x)` runs by itself from here on; `defer f(x)` is run by the function's finalizer. Both evaluate `x` now. */
function lowerDetached(l: Lowering, node: Extract<Stmt, { type: "GoStmt" | "DeferStmt" }>): void {
  const { call } = node;
  if (call.type !== "CallExpr") return l.notUnderstood(node, "broken source");
  if (node.type === "GoStmt") prepareCall(l, call, { count: 0, detached: true })();
  else lowerDefer(l, call);
}

function lowerDefer(l: Lowering, call: CallExpr): void {
  const run = prepareCall(l, call, { count: 0 });
  const registered = l.context.slots.add({ name: "deferred", owner: l.id });
  l.builder.assignAtEntry(registered, { kind: "constant", value: false });
  l.builder.assign(registered, { kind: "constant", value: true });
  const text = shortened(l.text(calleeOf(call)));
  l.defers.push({ registered, text, at: l.span(call), run: () => void run() });
}

/** An `if` with all its `else if`s, which nest as deep as the source is long. */
function lowerIf(l: Lowering, first: IfStmt): void {
  const after = l.builder.newBlock();
  let node: IfStmt["else"] = first;
  while (node?.type === "IfStmt") {
    if (node.init) lowerStatement(l, node.init);
    const [yes, no] = [l.builder.newBlock(), l.builder.newBlock()];
    lowerCondition(l, node.cond, yes, no);
    l.builder.start(yes);
    lowerBody(l, node.body);
    l.builder.jump(after);
    l.builder.start(no);
    if (!node.else) l.builder.gap("else", l.span({ start: node.start, end: node.body.end }));
    node = node.else;
  }
  if (node) lowerStatement(l, node);
  l.builder.start(after);
}

function lowerLabelled(l: Lowering, node: LabeledStmt, labels: readonly string[]): void {
  l.builder.start(l.labelBlock(node.label.name));
  lowerStatement(l, node.stmt, [...labels, node.label.name]);
}

function lowerBranch(l: Lowering, node: BranchStmt): void {
  const label = node.label?.name;
  if (node.tok === "goto" && label !== undefined) l.builder.jump(l.labelBlock(label));
  else if (node.tok === "break" && l.builder.break(label)) return;
  else if (node.tok === "continue" && l.builder.continue(label)) return;
  else l.notUnderstood(node, `a ${node.tok} without a target`);
}
