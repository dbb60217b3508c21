import type { Call, FunctionId, Slot } from "../../../flow/program.ts";
import {
  exits,
  givesLogger,
  isLogger,
  looksOnlyInGo,
  looksOnlyPackages,
  namesInGo,
  neverReturnsInGo,
  panics,
  runsNow,
  writesDownInGo,
} from "../../../protocol/known-go-calls.ts";
import type { CallExpr, Expr, SelectorExpr } from "../ast.ts";
import { isVariable } from "../places.ts";
import { calleeOf, lastName, shortened } from "../syntax.ts";
import { itemOf } from "./added-items.ts";
import { lowerBuiltin } from "./builtins.ts";
import { errorResult, lowerErrorQuestion } from "./error-calls.ts";
import { freshObject, lowerExpression, lowerValues } from "./expressions.ts";
import type { Lowering, PackageContext } from "./lowering.ts";
import { queueSlot } from "./queue-slot.ts";
import { isErrorType } from "./roles.ts";

/** Emits a prepared call and gives the slots of its results. */
type Run = () => Slot[];

/** Calls, and gives the slots of `count` results. */
export function lowerCall(l: Lowering, node: CallExpr, count: number): Slot[] {
  return prepareCall(l, node, { count })();
}

/**
 * Evaluates the receiver and the arguments of a call, and gives what makes the call itself: at once, or
 * later for a deferred one. `detached` calls run by themselves, as those of a `go` statement.
 */
export function prepareCall(
  l: Lowering,
  node: CallExpr,
  { count, detached = false }: { count: number; detached?: boolean },
): Run {
  const fun = calleeOf(node);
  if (l.context.types.isType(fun) && node.args[0]) return prepareConversion(l, node.args[0]);
  const builtin = l.builtin(fun);
  if (builtin !== undefined) return () => [lowerBuiltin(l, builtin, node)];
  if (isDeepCopy(fun)) return prepareCopy(l, fun);
  const question = lowerErrorQuestion(l, node, fun);
  if (question) return question;
  return prepareEffect(l, node, count) ?? preparePlainCall(l, node, fun, { count, detached });
}

function prepareConversion(l: Lowering, value: Expr): Run {
  const from = lowerExpression(l, value);
  return () => [l.temporary({ kind: "copy", from })];
}

/** `obj.DeepCopy()`, as every Kubernetes type has it, gives a new pointer. */
export function isDeepCopy(fun: Expr): fun is SelectorExpr {
  return fun.type === "SelectorExpr" && /^DeepCopy(?:Object)?$/.test(fun.sel.name);
}

function prepareCopy(l: Lowering, fun: SelectorExpr): Run {
  const from = lowerExpression(l, fun.x);
  return () => [l.temporary({ kind: "named", how: "copy", from: [from], otherwise: freshObject(l) })];
}

/** A call on a queue. */
function prepareEffect(l: Lowering, node: CallExpr, count: number): Run | undefined {
  const called = l.context.handles.calledBy(node);
  if (!called) return undefined;
  const { handle, meaning, fun, on } = called;
  const args = lowerArguments(l, node);
  const take = l.context.takes.get(node);
  if (take) {
    return () => {
      l.builder.take(take);
      return Array.from({ length: count }, (_, index) =>
        l.temporary({ kind: "field", of: take.result, name: String(index) }),
      );
    };
  }
  const argument = typeof meaning.item === "number" ? meaning.item : -1;
  const itemExpr = node.args[argument];
  const settled = settledItem(l, itemExpr, args[argument]);
  const item =
    itemExpr && settled !== undefined
      ? itemOf(l, itemExpr, settled, { handle, effects: meaning.effects })
      : settled;
  const handleSlot = on && queueSlot(l, on, handle);
  const isRenamable = !handle.profile.wraps && on === fun.x && !meaning.options; // others take other arguments
  return () => {
    l.builder.effects(meaning.effects, {
      handle: handle.id,
      handleSlot,
      item,
      itemAt: itemExpr && l.span(itemExpr),
      at: l.span(node),
      ...(isRenamable && { name: l.span(fun.sel) }),
      text: shortened(l.text(fun)),
    });
    return [l.unknown()];
  };
}

/** A constant may well be the item: queues that only ever hold one value are settled by its name. */
function settledItem(l: Lowering, expr: Expr | undefined, slot: Slot | undefined): Slot | undefined {
  const object = expr?.type === "Ident" ? l.objectOf(expr) : undefined;
  return expr?.type === "BasicLit" || object?.kind === "const" ? l.unknown() : slot;
}

/** The arguments as they are now: a variable that is written later does not change what was passed. */
function lowerArguments(l: Lowering, node: CallExpr): Slot[] {
  const only = node.args.length === 1 ? node.args[0] : undefined;
  if (only?.type === "CallExpr") {
    const count = l.context.types.results(only).length;
    if (count > 1) return lowerValues(l, only, count);
  }
  return node.args.map((arg) => l.temporary({ kind: "copy", from: lowerExpression(l, arg) }));
}

function preparePlainCall(
  l: Lowering,
  node: CallExpr,
  fun: Expr,
  { count, detached }: { count: number; detached: boolean },
): Run {
  const functions = l.context.callees.of(fun);
  const isMethod = fun.type === "SelectorExpr" && !isImport(l.context, fun.x);
  const receiver = isMethod ? lowerExpression(l, fun.x) : undefined;
  const functionSlot = functions.length === 0 && fun.type === "Ident" ? lowerExpression(l, fun) : undefined;
  const args = lowerArguments(l, node);
  const text = l.text(fun);
  return () => {
    if (neverReturns(l.context, fun)) return endPath(l, fun, node);
    const results = Array.from({ length: Math.max(count, 1) }, () => l.unknown());
    const call: Call = {
      functions,
      ...(functionSlot !== undefined && { functionSlot }),
      ...(receiver !== undefined && { receiver }),
      args: node.hasEllipsis ? args.slice(0, -1) : args,
      spread: node.hasEllipsis,
      results,
      ...errorIndex(l, node),
      throws: "never",
      detached,
      reachesHandle: functions.length === 0 && reachesHandle(l, node, fun),
      ...(fun.type === "FuncLit" && { inPlace: true }),
      ...(l.builder.inFinalizer && { guaranteed: true }),
      looksOnly: looksOnly(l.context, fun),
      at: l.span(node),
      text: shortened(text),
    };
    const given = functions.length > 0 ? [] : node.args.flatMap((arg) => [...l.context.callees.of(arg)]);
    if (given.length > 0) lowerCallbacks(l, fun, given, call);
    l.builder.call(call);
    if (call.looksOnly) fillTargets(l, node, args);
    if (functions.length === 0) nameResult(l, fun, args, results);
    return errorResult(l, node, fun, args, results);
  };
}

/** `_, name, _ := SplitMetaNamespaceKey(key)`, `pod, err := lister.Get(name)`, `key, err := MetaNamespaceKeyFunc(pod)`. */
function nameResult(l: Lowering, fun: Expr, from: readonly Slot[], results: readonly Slot[]): void {
  const called = fun.type === "SelectorExpr" ? `${lastName(fun.x)}.${fun.sel.name}` : lastName(fun);
  const named = namesInGo.find(({ calls }) => calls.test(called));
  const otherwise = named && results[named.result];
  if (named && otherwise !== undefined)
    l.builder.assign(otherwise, { kind: "named", how: named.how, from, otherwise });
}

/** `json.Unmarshal(data, &event)` makes `event` of what else it is given. */
function fillTargets(l: Lowering, node: CallExpr, args: readonly Slot[]): void {
  for (const arg of node.args) {
    const target = arg.type === "UnaryExpr" && arg.op === "&" && arg.x.type === "Ident" ? arg.x : undefined;
    const object = target && l.objectOf(target);
    if (object && isVariable(object) && !l.context.package.isGlobal(object))
      l.builder.assign(l.slotOf(object), { kind: "derived", from: args });
  }
}

/** By convention the last result is the error. */
function errorIndex(l: Lowering, node: CallExpr): { errorResult: number } | object {
  const types = l.context.types.results(node);
  return isErrorType(types.at(-1)) ? { errorResult: types.length - 1 } : {};
}

function isImport({ package: pkg }: PackageContext, x: Expr): boolean {
  return x.type === "Ident" && pkg.importOf(x) !== undefined;
}

export function looksOnly(context: PackageContext, fun: Expr): boolean {
  return looksOnlyInGo.test(calledName(fun)) || writesDown(context, fun);
}

/** Whether a call does no more than to write down what it is given, or to make something of it: nothing can be done through what that holds. */
function writesDown(context: PackageContext, fun: Expr): boolean {
  if (givesLogger.test(lastName(fun)) || writesDownInGo.test(calledName(fun))) return true;
  if (fun.type !== "SelectorExpr") return false;
  if (fun.x.type === "CallExpr" && isLogged(fun.x)) return true;
  return fun.x.type === "Ident" && isImport(context, fun.x) && looksOnlyPackages.has(fun.x.name);
}

function calledName(fun: Expr): string {
  if (fun.type === "SelectorExpr") return fun.sel.name;
  return fun.type === "Ident" ? fun.name : "";
}

/** The start of a chain that writes something down: `c.log.Warn()` of `c.log.Warn().Str("key", key).Msg("dropped")`. */
function isLogged(call: CallExpr): boolean {
  let at: Expr = call;
  while (at.type === "CallExpr" || at.type === "SelectorExpr") {
    if (at.type === "SelectorExpr" && isLogger.test(lastName(at.x))) return true;
    at = at.type === "CallExpr" ? calleeOf(at) : at.x;
  }
  return false;
}

/** Calls that end the path: the process or the goroutine goes, or a panic unwinds. */
export function neverReturns({ callees }: PackageContext, fun: Expr): boolean {
  if (callees.of(fun).length > 0 || fun.type !== "SelectorExpr") return false;
  const { name } = fun.sel;
  const on = lastName(fun.x);
  const exiting = Object.hasOwn(exits, on) ? exits[on] : undefined; // a Go name may be one that every object has
  return neverReturnsInGo.has(name) || panics.has(name) || (exiting?.includes(name) ?? false);
}

function endPath(l: Lowering, fun: Expr, node: CallExpr): Slot[] {
  if (panics.has(lastName(fun))) l.builder.raise("panic", l.span(node));
  else l.builder.never();
  return [l.unknown()];
}

/** Whether code that is not in view can reach the queue through this call: an argument, or the receiver of a method, holds one. */
function reachesHandle(l: Lowering, node: CallExpr, fun: Expr): boolean {
  const { handles, types } = l.context;
  if (node.args.some((arg) => handles.reachesFrom(arg)) && !writesDown(l.context, fun)) return true;
  if (fun.type !== "SelectorExpr" || isImport(l.context, fun.x)) return false;
  const found = types.select(fun.x, fun.sel.name);
  // a field that holds a function was given from outside; a method that is nowhere in view may do anything
  return found?.kind !== "field" && handles.reachesFrom(fun.x);
}

/** Functions given to code that is not in view: run in a loop by some well-known ones, at any time by the rest. */
function lowerCallbacks(l: Lowering, fun: Expr, functions: readonly FunctionId[], call: Call): void {
  const handed: Call = { ...call, functions, args: [], spread: true, results: [], detached: true };
  if (!runsNow.has(lastName(fun))) {
    l.builder.release(functions, handed);
    return;
  }
  const [again, body, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  const words = { yes: `\`${call.text}\` runs its function`, no: `\`${call.text}\` is at its end` };
  l.builder.start(again);
  l.builder.branch({ test: "opaque", at: call.at, words }, body, after);
  l.builder.start(body);
  l.builder.call(handed);
  l.builder.jump(again);
  l.builder.start(after);
}
