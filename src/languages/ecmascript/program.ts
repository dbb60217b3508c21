import type { TSESLint } from "@typescript-eslint/utils";
import { AST_NODE_TYPES } from "@typescript-eslint/types";
import type {
  Code,
  FlowGraph,
  FunctionId,
  FunctionInfo,
  NotUnderstood,
  Program,
  Registration,
  Span,
  Take,
  Usage,
} from "../../flow/program.ts";
import { Confinement } from "../../flow/confinement.ts";
import { SlotTable } from "../../flow/slots.ts";
import type { Gaps } from "../../flow/gap.ts";
import type { ChangeEvents } from "../../protocol/change-events.ts";
import { adds, countsOnChange } from "../../protocol/effects.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { Callees } from "./callees.ts";
import { DeclaredTypes } from "./declared-types.ts";
import { FileIndex } from "./file-index.ts";
import { FileSet } from "./file-set.ts";
import { Footprints } from "./footprints.ts";
import { FunctionParts } from "./function-parts.ts";
import { gapsOf } from "./gaps.ts";
import { Handles } from "./handles.ts";
import { layoutAfter } from "./layout.ts";
import { lowerFunction } from "./lower/function.ts";
import { NotUnderstoodError, type FileContext } from "./lower/lowering.ts";
import { Outlines } from "./outlines.ts";
import { PlaceFlow } from "./place-flow.ts";
import { Places } from "./places.ts";
import { QueueEvidence } from "./queue-evidence.ts";
import { findRegistrations } from "./registrations.ts";
import { isFunction, memberName, type FunctionNode, type Node } from "./syntax.ts";
import { takeResult } from "./takes.ts";
import { filesAround, type TypedSource } from "./types/typed-files.ts";
import { usersIn } from "./users.ts";

/**
 * The program of one TypeScript or JavaScript file, and of those that it leads to where types are given. Of the takes and change handlers
 * of other files it holds those that lead back to this file. Only what is asked for is lowered.
 */
export function ecmascriptProgram(
  { ast, text, scopeManager, visitorKeys }: Readonly<TSESLint.SourceCode>,
  vocabulary: Vocabulary,
  changes: ChangeEvents,
  typed?: TypedSource,
): Program {
  const parsed = { ast, text, scopeManager, visitorKeys };
  const index = typed ? filesAround(parsed, typed, vocabulary) : new FileSet(new FileIndex(parsed));
  const places = new Places(index);
  const callees = new Callees(index, places);
  const evidence = new QueueEvidence(index, new DeclaredTypes(index), vocabulary);
  const handles = new Handles(index, places, new PlaceFlow(index, places, callees), evidence, vocabulary);
  const slots = new SlotTable();
  const takes = findTakes(index, handles, callees, slots);
  const confinement = new Confinement(usersIn(index));
  const file: FileContext = { index, callees, handles, confinement, slots, variableSlots: new Map(), takes };
  const graphs = new Graphs(file);
  const parts = new FunctionParts(index, handles, takes.values());
  const footprints = new Footprints(file, parts);
  const outlines = new Outlines(file, parts);
  const counts = (at: Span, id: FunctionId): boolean =>
    at.file === undefined || leadsBack(index, footprints, id);
  const additions = handles.effects.filter(({ effect }) => adds(effect));
  const registrations = registrationsIn(file, changes);
  const code: Code = {
    functions: index.functions.map((node, id) => infoOf(index, node, id)),
    slots: slots.infos,
    handles: handles.handles,
    effectsOn: (group) =>
      handles.effects.flatMap(({ call, handle, effect }) =>
        handles.handles[handle]?.group === group ? [{ function: index.ownerOf(call), effect }] : [],
      ),
    graph: (id) => graphs.get(id),
    footprint: (id) => footprints.of(id),
    outline: (id) => outlines.of(id),
    usage: (id) => usageOf(index, callees, id),
    isTimed: (id) => isTimed(index, callees, id),
    notUnderstood: graphs.notUnderstood,
  };
  return {
    ...code,
    code,
    file: undefined,
    takes: [...takes.values()].filter(({ at, function: id }) => counts(at, id)),
    additions: additions.map(({ call, handle, effect }) => ({
      function: index.ownerOf(call),
      handle,
      effect,
      at: index.span(call),
    })),
    registrations: registrations.filter(({ at, function: id }) => counts(at, id)),
    layout: (take) => {
      const [node] = [...takes].find(([, each]) => each === take) ?? [];
      return node && take.at.file === undefined ? layoutAfter(index.linted, node) : undefined;
    },
    gaps: (id) => graphs.gaps(id),
  };
}

function infoOf(index: FileSet, node: FunctionNode, id: FunctionId): FunctionInfo {
  const { parent } = node;
  const isConstructor = parent?.type === AST_NODE_TYPES.MethodDefinition && parent.kind === "constructor";
  return { id, name: index.nameOf(node), ...(isConstructor && { isConstructor }), at: index.span(node) };
}

/** The change handlers of a file that does anything to a queue that they could do wrong. */
function registrationsIn({ index, callees, handles }: FileContext, changes: ChangeEvents): Registration[] {
  const counts = handles.effects.some(({ effect }) => countsOnChange(effect));
  return counts ? findRegistrations(index, callees, changes) : [];
}

/** Whether running a function may come to one of the linted file that does something to a queue, by itself or by those that it calls. */
function leadsBack(index: FileSet, footprints: Footprints, id: FunctionId): boolean {
  const acts = (from: FunctionId): boolean =>
    comesTo(from, footprints, (at) => footprints.of(at).effects.size > 0);
  return comesTo(id, footprints, (at) => index.isLinted(at) && acts(at));
}

/** Whether running a function may come to one for which `isThere`, itself included. */
function comesTo(id: FunctionId, footprints: Footprints, isThere: (id: FunctionId) => boolean): boolean {
  const seen = new Set([id]);
  for (const at of seen) {
    if (isThere(at)) return true;
    for (const callee of footprints.of(at).calls) seen.add(callee);
  }
  return false;
}

/** Flow graphs, made when first asked for. */
class Graphs {
  readonly notUnderstood: NotUnderstood[] = [];
  readonly #file: FileContext;
  readonly #graphs = new Map<FunctionId, FlowGraph | undefined>();

  constructor(file: FileContext) {
    this.#file = file;
  }

  get(id: FunctionId): FlowGraph | undefined {
    if (!this.#graphs.has(id)) this.#graphs.set(id, this.#lower(id));
    return this.#graphs.get(id);
  }

  gaps(id: FunctionId): Gaps | undefined {
    const { index } = this.#file;
    const node = index.isLinted(id) && this.get(id) ? index.functions[id] : undefined;
    return node && gapsOf(this.#file, node);
  }

  #lower(id: FunctionId): FlowGraph | undefined {
    const node = this.#file.index.functions[id];
    if (!node) return undefined;
    try {
      return lowerFunction(this.#file, node);
    } catch (error) {
      if (!(error instanceof NotUnderstoodError)) throw error;
      this.notUnderstood.push({ function: id, at: this.#file.index.span(error.node), why: error.message });
      return undefined;
    }
  }
}

function findTakes(index: FileSet, handles: Handles, callees: Callees, slots: SlotTable): Map<Node, Take> {
  const takes = new Map<Node, Take>();
  for (const { node, queue, handle, shape } of handles.takes) {
    const callback =
      shape.form === "parameter" && node.type === AST_NODE_TYPES.CallExpression
        ? node.arguments.flatMap((argument) => callees.of(argument))[0]
        : undefined;
    const place: Node | undefined = callback === undefined ? node : index.functions[callback];
    if (!place) continue;
    const handleText = index.text(queue);
    const owner = callback ?? index.ownerOf(node);
    takes.set(place, {
      id: takes.size,
      function: owner,
      handle: handle.id,
      result: slots.add({ name: "taken", owner }),
      shape: takeResult(index, node, shape),
      at: index.span(node.type === AST_NODE_TYPES.ForOfStatement ? node.right : node),
      text: index.text(node.type === AST_NODE_TYPES.CallExpression ? node.callee : queue),
      handleText,
      handleCode: handleText,
    });
  }
  return takes;
}

/** Who calls a function, and whether its value goes anywhere else. */
function usageOf(index: FileSet, callees: Callees, id: FunctionId): Usage {
  const node = index.functions[id];
  if (!node || !isFunction(node)) return { callers: [], mentioned: false };
  const calls = [...index.calls, ...index.news].filter((call) => callees.of(call.callee).includes(id));
  const called = new Set<Node>(calls.map((call) => call.callee));
  return {
    callers: [...new Set(calls.map((call) => index.ownerOf(call)))],
    mentioned: isClosure(node) || mentions(index, node).some((mention) => !called.has(mention)),
  };
}

/** Whether a function is only ever handed to `setInterval`, with a period that is not 0. */
function isTimed(index: FileSet, callees: Callees, id: FunctionId): boolean {
  const node = index.functions[id];
  if (!node || !isFunction(node)) return false;
  const timed = new Set<Node>();
  for (const { callee, arguments: args } of index.calls) {
    const [handed, period] = args;
    const isInterval = callee.type === AST_NODE_TYPES.Identifier && callee.name === "setInterval";
    if (isInterval && handed && period && !(period.type === AST_NODE_TYPES.Literal && period.value === 0))
      timed.add(handed);
  }
  const called = new Set<Node>(
    index.calls.filter((call) => callees.of(call.callee).includes(id)).map((call) => call.callee),
  );
  const uses = isClosure(node) ? [node] : mentions(index, node).filter((mention) => !called.has(mention));
  return uses.length > 0 && uses.every((use) => timed.has(use));
}

/** A function expression that is no method, field or variable is somebody's argument. */
function isClosure(node: FunctionNode): boolean {
  if (node.type !== AST_NODE_TYPES.FunctionExpression && node.type !== AST_NODE_TYPES.ArrowFunctionExpression)
    return false;
  const { type } = node.parent;
  return (
    type !== AST_NODE_TYPES.MethodDefinition &&
    type !== AST_NODE_TYPES.PropertyDefinition &&
    type !== AST_NODE_TYPES.VariableDeclarator
  );
}

/** Where the function's name is used: references of its variable, members of its name. */
function mentions(index: FileSet, node: FunctionNode): Node[] {
  const name = index.nameOf(node);
  const identifier = declaredName(node);
  if (!identifier) return index.members.filter((member) => memberName(member) === name);
  const variable = index.variableOf(identifier);
  const references = variable ? index.referencesTo(variable) : [];
  return references.flatMap((reference) =>
    reference.isRead() && reference.identifier.parent.type !== AST_NODE_TYPES.ExportSpecifier
      ? [reference.identifier as Node]
      : [],
  );
}

function declaredName(node: FunctionNode): Node | null {
  if (node.type === AST_NODE_TYPES.FunctionDeclaration) return node.id;
  return node.parent?.type === AST_NODE_TYPES.VariableDeclarator ? node.parent.id : null;
}
