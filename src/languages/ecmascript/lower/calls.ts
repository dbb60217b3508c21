import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Call, FunctionId, Handle, Slot } from "../../../flow/program.ts";
import {
  copyingCalls,
  iteratesNow,
  neverReturns,
  neverThrowConstructors,
} from "../../../protocol/known-calls.ts";
import type { CallMeaning } from "../../../protocol/profile.ts";
import { callOf, leaseCallOf } from "../../../protocol/vocabulary.ts";
import { isPromiseChain, looksOnly, throwsOf, writesDown, type Use } from "../call-facts.ts";
import { bare, isFunction, keyName, memberName, methodCall, type Node } from "../syntax.ts";
import { shortened } from "./conditions.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerPromiseChain } from "./promises.ts";
import { queueSlot } from "./queue-slot.ts";

export function lowerAwait(l: Lowering, node: TSESTree.AwaitExpression): Slot {
  const argument = bare(node.argument);
  if (argument.type === AST_NODE_TYPES.CallExpression) return lowerCall(l, argument, "awaited");
  const value = lowerExpression(l, node.argument);
  throwPoint(l, node, "awaited");
  return value;
}

export function lowerCall(l: Lowering, node: TSESTree.CallExpression, use: Use): Slot {
  const method = methodCall(node);
  if (method) {
    const leased = l.file.handles.leasedFrom(method.receiver);
    const settling = leased && leaseCallOf(leased.profile, method.name);
    if (settling) return lowerEffects(l, node, settling, leased, method);
    const handle = l.file.handles.of(method.receiver);
    const meaning = handle && callOf(handle.profile, method.name);
    if (meaning && l.file.callees.of(node.callee).length === 0)
      return lowerEffects(l, node, meaning, handle, method);
  }
  if (isPromiseChain(node)) return lowerPromiseChain(l, node, use);
  const converted = lowerConversion(l, node, method);
  if (converted !== undefined) return converted;
  return lowerPlainCall(l, node, use);
}

/** Calls whose value is that of their argument or receiver, or a fresh copy of it. */
function lowerConversion(
  l: Lowering,
  node: TSESTree.CallExpression,
  method: { receiver: Node; name: string } | undefined,
): Slot | undefined {
  const [first] = node.arguments;
  const text = l.text(node.callee);
  if (Object.hasOwn(copyingCalls, text)) {
    lowerArguments(l, node);
    return l.temporary({ kind: "record", fields: new Map(), fresh: true });
  }
  if (text === "String" && first && first.type !== AST_NODE_TYPES.SpreadElement)
    return lowerExpression(l, first);
  const keeps = method && (method.name === "toString" || method.name === "valueOf") && !first;
  return keeps ? lowerExpression(l, method.receiver) : undefined;
}

function lowerEffects(
  l: Lowering,
  node: TSESTree.CallExpression,
  meaning: CallMeaning,
  handle: Handle,
  method: { receiver: Node; key: Node },
): Slot {
  const take = l.file.takes.get(node);
  if (take) {
    lowerArguments(l, node);
    l.builder.take(take);
    return take.result;
  }
  const args = lowerArguments(l, node);
  const item =
    meaning.item === "receiver"
      ? lowerExpression(l, method.receiver)
      : args[typeof meaning.item === "number" ? meaning.item : -1];
  const itemAt = typeof meaning.item === "number" ? node.arguments[meaning.item] : undefined;
  l.builder.effects(meaning.effects, {
    handle: handle.id,
    handleSlot: queueSlot(l, method.receiver, handle),
    item,
    itemAt: itemAt && l.span(itemAt),
    at: l.span(node),
    name: l.span(method.key),
    text: shortened(l.text(node.callee)),
  });
  return l.unknown();
}

function lowerArguments(l: Lowering, node: TSESTree.CallExpression | TSESTree.NewExpression): Slot[] {
  return node.arguments.map((argument) =>
    lowerExpression(l, argument.type === AST_NODE_TYPES.SpreadElement ? argument.argument : argument),
  );
}

function lowerPlainCall(l: Lowering, node: TSESTree.CallExpression, use: Use): Slot {
  const callee = bare(node.callee);
  const text = l.text(callee);
  const functions = l.file.callees.of(callee);
  const receiver =
    callee.type === AST_NODE_TYPES.MemberExpression ? lowerExpression(l, callee.object) : undefined;
  const functionSlot =
    functions.length === 0 && callee.type === AST_NODE_TYPES.Identifier
      ? lowerExpression(l, callee)
      : undefined;
  const optional = optionalSubject(l, node, receiver ?? functionSlot);
  const args = lowerArguments(l, node);
  if (Object.hasOwn(neverReturns, text)) {
    l.builder.never();
    return l.unknown();
  }
  const result = l.unknown();
  const isAsync = functions.length > 0 && functions.every((id) => l.file.index.isAsync(id));
  const call: Call = {
    functions,
    ...(functionSlot !== undefined && { functionSlot }),
    ...(receiver !== undefined && { receiver }),
    args: spreadless(node, args),
    spread: node.arguments.some((argument) => argument.type === AST_NODE_TYPES.SpreadElement),
    results: [result],
    throws: throwsOf(text, use),
    detached: use === "dropped" && isAsync,
    ...(use === "used" && isAsync && { concurrent: true }),
    reachesHandle: functions.length === 0 && reachesHandle(l, node),
    ...(isFunction(callee) && { inPlace: true }),
    ...(l.builder.inFinalizer && { guaranteed: true }),
    looksOnly: looksOnly(text, use),
    at: l.span(node),
    text: shortened(text),
  };
  const given = functions.length > 0 ? [] : node.arguments.flatMap((argument) => l.file.callees.of(argument));
  if (given.length > 0) lowerCallbacks(l, callee, given, call);
  l.builder.call(call);
  if (optional !== undefined) l.builder.start(optional);
  return result;
}

/** Runs the rest of a call only when its receiver is there, and gives the block where both ways meet. */
function optionalSubject(
  l: Lowering,
  node: TSESTree.CallExpression,
  subject: Slot | undefined,
): number | undefined {
  const callee = bare(node.callee);
  const optional = node.optional || (callee.type === AST_NODE_TYPES.MemberExpression && callee.optional);
  if (!optional || subject === undefined) return undefined;
  const [there, after] = [l.builder.newBlock(), l.builder.newBlock()];
  const text = shortened(l.text(callee));
  const words = { yes: `\`${text}\` is nullish`, no: `\`${text}\` is set` };
  l.builder.branch({ test: "nil", on: subject, about: [subject], at: l.span(callee), words }, after, there);
  l.builder.start(there);
  return after;
}

function spreadless(node: TSESTree.CallExpression, args: readonly Slot[]): readonly Slot[] {
  const spread = node.arguments.findIndex((argument) => argument.type === AST_NODE_TYPES.SpreadElement);
  return spread < 0 ? args : args.slice(0, spread);
}

/** Functions given to code that is not in view: run in a loop by `forEach` and its like, at any time by the rest. */
function lowerCallbacks(l: Lowering, callee: Node, functions: readonly FunctionId[], call: Call): void {
  const name = callee.type === AST_NODE_TYPES.MemberExpression ? memberName(callee) : undefined;
  const handed: Call = { ...call, functions, args: [], spread: true, results: [], detached: true };
  if (name === undefined || !iteratesNow.has(name)) {
    l.builder.release(functions, handed);
    return;
  }
  const [again, body, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
  const words = { yes: `\`${call.text}\` runs its callback`, no: `\`${call.text}\` is at its end` };
  l.builder.start(again);
  l.builder.branch({ test: "opaque", at: call.at, words }, body, after);
  l.builder.start(body);
  l.builder.call({ ...handed, detached: functions.every((id) => l.file.index.isAsync(id)) });
  l.builder.jump(again);
  l.builder.start(after);
}

/** Whether code that is not in view can reach the queue through this call: its receiver, or an argument, holds one. */
function reachesHandle(l: Lowering, node: TSESTree.CallExpression): boolean {
  if (writesDown(l.text(bare(node.callee)))) return false;
  if (node.arguments.some((argument) => l.file.handles.reachesFrom(argument))) return true;
  if (l.file.handles.areImported && isImportedHere(l, node.callee)) return true;
  const method = methodCall(node);
  const inherited =
    method !== undefined && isSelf(method.receiver) && l.file.handles.reachesFrom(method.receiver);
  return (
    inherited &&
    !isFunctionField(l, method.receiver, method.name) &&
    !l.file.handles.isPrivateTo(method.receiver)
  );
}

/** Whether a function, or what it is a member of, comes from a file that may import what this one does. */
function isImportedHere(l: Lowering, callee: Node): boolean {
  let at = bare(callee);
  while (at.type === AST_NODE_TYPES.MemberExpression) at = bare(at.object);
  if (at.type !== AST_NODE_TYPES.Identifier || !l.file.index.isImportedFromProject(at)) return false;
  return !l.file.index
    .declarationsOf(at)
    .some(({ parent }) => parent?.type === AST_NODE_TYPES.TSDeclareFunction);
}

function isSelf(receiver: Node): boolean {
  const { type } = bare(receiver);
  return type === AST_NODE_TYPES.ThisExpression || type === AST_NODE_TYPES.Super;
}

/** `this.sync` that is a field is a function somebody gave, not an inherited method. */
function isFunctionField(l: Lowering, receiver: Node, name: string): boolean {
  const owner = l.file.index.thisClass(receiver);
  const assigned = l.file.index.assignments.some(
    ({ left }) =>
      left.type === AST_NODE_TYPES.MemberExpression &&
      isSelf(left.object) &&
      memberName(left) === name &&
      l.file.index.thisClass(left) === owner,
  );
  return (
    assigned ||
    (owner?.body.body ?? []).some((member) => {
      if (member.type === AST_NODE_TYPES.PropertyDefinition)
        return keyName(member.key, member.computed) === name;
      if (
        member.type !== AST_NODE_TYPES.MethodDefinition ||
        member.kind !== "constructor" ||
        !isFunction(member.value)
      )
        return false;
      return member.value.params.some(
        (param) =>
          param.type === AST_NODE_TYPES.TSParameterProperty && l.text(param.parameter).startsWith(name),
      );
    })
  );
}

export function lowerNew(l: Lowering, node: TSESTree.NewExpression): Slot {
  lowerExpression(l, node.callee);
  const args = lowerArguments(l, node);
  const given = node.arguments.flatMap((argument) => l.file.callees.of(argument));
  const result = l.unknown();
  const call: Call = {
    functions: [],
    args,
    spread: true,
    results: [],
    throws: neverThrowConstructors.has(l.text(node.callee)) ? "never" : "call",
    detached: false,
    reachesHandle: node.arguments.some((argument) => l.file.handles.reachesFrom(argument)),
    looksOnly: true,
    at: l.span(node),
    text: `new ${shortened(l.text(node.callee))}`,
  };
  if (given.length > 0) l.builder.release(given, { ...call, functions: given, args: [], detached: true });
  l.builder.call(call);
  l.builder.assign(result, {
    kind: "record",
    fresh: true,
    fields: new Map(args.map((slot, index) => [`new${String(index)}`, slot])),
  });
  return result;
}

/** Something other than a call that may throw. */
export function throwPoint(l: Lowering, node: Node, throws: "awaited" | "call"): void {
  l.builder.call({
    functions: [],
    args: [],
    spread: false,
    results: [],
    throws,
    detached: false,
    reachesHandle: false,
    looksOnly: false,
    at: l.span(node),
    text: shortened(l.text(node)),
  });
}
