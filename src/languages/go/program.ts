import type {
  FlowGraph,
  FunctionId,
  FunctionInfo,
  NotUnderstood,
  Program,
  Registration,
  Take,
} from "../../flow/program.ts";
import { Confinement } from "../../flow/confinement.ts";
import { footprintOf, type Footprint } from "../../flow/footprint.ts";
import { SlotTable } from "../../flow/slots.ts";
import type { ChangeEvents } from "../../protocol/change-events.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import { adds, countsOnChange } from "../../protocol/effects.ts";
import type { CallExpr } from "./ast.ts";
import { layoutAfter } from "./layout.ts";
import { lowerFunction } from "./lower/function.ts";
import { NotUnderstoodError, spanIn, type PackageContext } from "./lower/lowering.ts";
import { analysePackage, type PackageAnalysis } from "./package/analysis.ts";
import type { FileIndex, FunctionNode } from "./package/file-index.ts";
import { loadFiles, type SiblingText } from "./package/load.ts";
import { noFacts, type ImportedFacts } from "./module/facts.ts";
import type { ParseResult } from "./parse.ts";
import { findRegistrations, type SpanOf } from "./registrations.ts";
import { baseType, lastName } from "./syntax.ts";
import { isTimed, usageOf } from "./usage.ts";
import { usersIn } from "./users.ts";

export type ParsedFile = ParseResult;

/** One Go file and a way to the other files of its directory. */
export interface GoSource {
  readonly path: string;
  readonly text: string;
  readonly file: ParsedFile;
  /** The other `.go` files of the directory; those of other packages, tests and generated code are left aside. */
  siblings(): readonly SiblingText[];
  /** What the packages say that the package imports from its own module; `texts` are those of its files. */
  imported?(texts: readonly string[]): ImportedFacts;
}

/**
 * The program of one Go file and the files of its package. Of the takes and change handlers of other files it holds those that lead to
 * this file's calls on queues, or to additions to its queues. Only what is asked for is lowered.
 */
export function goProgram(source: GoSource, vocabulary: Vocabulary, changes: ChangeEvents): Program {
  const { linted, all } = loadFiles(source, source.siblings());
  const imported = source.imported?.(all.map(({ text }) => text)) ?? noFacts;
  const analysis = analysePackage(all, vocabulary, imported);
  const spanOf = spansFrom(analysis, linted);
  return programOf(analysis, linted, (takes) => ({
    takes: takesFor(analysis, takes, linted),
    additions: additionsIn(analysis, linted, spanOf),
    registrations: registrationsFor(analysis, linted, changes, spanOf),
  }));
}

/** The program of all files of a package alike, for what it says to others: nothing runs on a change there. */
export function packageProgram(analysis: PackageAnalysis): Program {
  const first = analysis.package.files[0] as FileIndex;
  return programOf(analysis, first, (takes) => ({ takes, additions: [], registrations: [] }));
}

function spansFrom({ package: pkg }: PackageAnalysis, linted: FileIndex): SpanOf {
  return (owner, { start, end }) => spanIn(pkg.fileOf(owner), linted, start, end);
}

function programOf(
  analysis: PackageAnalysis,
  linted: FileIndex,
  subjects: (takes: readonly Take[]) => Pick<Program, "takes" | "additions" | "registrations">,
): Program {
  const { package: pkg, callees, handles } = analysis;
  const slots = new SlotTable();
  const takes = findTakes(analysis, slots, linted);
  const spanOf = spansFrom(analysis, linted);
  const functions = [
    ...pkg.functions.map((node, id): FunctionInfo => ({
      id,
      name: nameOf(node),
      ...ownerOf(node),
      ...(isConstructor(node) && { isConstructor: true }),
      at: spanOf(node, node.type === "FuncDecl" ? node.name : node),
    })),
    ...analysis.methodValues.all.map(({ id, fun, owner }): FunctionInfo => ({
      id,
      name: pkg.textOf(fun),
      at: spanOf(owner, fun),
    })),
  ];
  const graphs = new Graphs({
    ...analysis,
    functions,
    slots,
    variableSlots: new Map(),
    confinement: new Confinement(usersIn(pkg)),
    panicSlots: new Map(),
    takes,
    linted,
  });
  return {
    functions,
    get slots() {
      return slots.infos;
    },
    handles: handles.handles,
    ...subjects([...takes.values()]),
    addersTo: (group) =>
      handles.effects.flatMap(({ call, handle, effect }) => {
        const isAdded = adds(effect) && handles.handles[handle]?.group === group;
        const owner = isAdded ? pkg.ownerOf(call) : undefined;
        return owner ? [{ function: pkg.idOf(owner), effect }] : [];
      }),
    graph: (id) => graphs.get(id),
    footprint: (id) => graphs.footprint(id),
    outline: () => undefined,
    usage: (id) => usageOf(pkg, callees, id),
    isTimed: (id) => isTimed(pkg, callees, id),
    layout: ({ function: id, at }) => {
      const owner = pkg.functions[id];
      return owner && at.file === undefined ? layoutAfter(owner, at) : undefined;
    },
    notUnderstood: graphs.notUnderstood,
  };
}

/** The file's own takes, and those whose item can come to a call of this file. */
function takesFor(
  { package: pkg, callees, callGraph, handles }: PackageAnalysis,
  takes: readonly Take[],
  linted: FileIndex,
): Take[] {
  const owners = handles.callsIn(linted).flatMap((call) => pkg.ownerOf(call) ?? []);
  const reaching = callGraph.reaching(owners.map((owner) => pkg.idOf(owner)));
  return takes.filter(
    ({ at, function: id }) =>
      at.file === undefined ||
      reaching.has(id) ||
      usageOf(pkg, callees, id).callers.some((caller) => reaching.has(caller)),
  );
}

function additionsIn(
  { package: pkg, handles, methodValues }: PackageAnalysis,
  linted: FileIndex,
  spanOf: SpanOf,
): Program["additions"] {
  const handedOn = methodValues.all.flatMap(({ id, fun, owner }) => {
    const value = pkg.fileOf(owner) === linted ? handles.valueOf(fun) : undefined;
    const effects = value?.meaning.effects.filter(adds) ?? [];
    return effects.map((effect) => ({
      function: id,
      handle: value?.handle.id ?? 0,
      effect,
      at: spanOf(owner, fun),
    }));
  });
  const called = handles.effects.flatMap(({ call, handle, effect }) => {
    const owner = adds(effect) ? pkg.ownerOf(call) : undefined;
    if (!owner || pkg.fileOf(owner) !== linted) return [];
    return [{ function: pkg.idOf(owner), handle, effect, at: spanOf(owner, call) }];
  });
  return [...called, ...handedOn];
}

/** The change handlers that can come to what counts there, on a queue that the file has to do with. */
function registrationsFor(
  analysis: PackageAnalysis,
  linted: FileIndex,
  changes: ChangeEvents,
  spanOf: SpanOf,
): Registration[] {
  const { package: pkg, handles, callGraph, methodValues } = analysis;
  const groups = handles.groupsIn(linted);
  const counting = handles.effects.flatMap(({ call, handle, effect }) => {
    const group = countsOnChange(effect) ? handles.handles[handle]?.group : undefined;
    return group !== undefined && groups.has(group) ? (pkg.ownerOf(call) ?? []) : [];
  });
  const own = methodValues.all.filter(({ owner }) => pkg.fileOf(owner) === linted);
  if (counting.length + own.length === 0) return [];
  const reaching = callGraph.reaching([
    ...counting.map((owner) => pkg.idOf(owner)),
    ...own.map(({ id }) => id),
  ]);
  return findRegistrations(analysis, changes, spanOf).filter(({ function: id }) => reaching.has(id));
}

function nameOf(node: FunctionNode): string {
  if (node.type === "FuncDecl") return node.name.name;
  return node.type === "File" ? "the package" : "a function literal";
}

function ownerOf(node: FunctionNode): { owner: string } | object {
  const receiver = node.type === "FuncDecl" ? node.recv?.fields[0] : undefined;
  return receiver ? { owner: lastName(baseType(receiver.typeExpr)) } : {};
}

/** `NewController`, by convention. */
function isConstructor(node: FunctionNode): boolean {
  return node.type === "FuncDecl" && !node.recv && /^[Nn]ew(?:\p{Lu}|$)/u.test(node.name.name);
}

function findTakes(
  { package: pkg, handles }: PackageAnalysis,
  slots: SlotTable,
  linted: FileIndex,
): Map<CallExpr, Take> {
  const takes = new Map<CallExpr, Take>();
  for (const { call, fun, handle, shape } of handles.takes) {
    const owner = pkg.ownerOf(call) ?? linted.file;
    const file = pkg.fileOf(owner);
    const id = pkg.idOf(owner);
    takes.set(call, {
      id: takes.size,
      function: id,
      handle: handle.id,
      result: slots.add({ name: "taken", owner: id }),
      shape: {
        form: "record",
        itemFields: shape.itemFields,
        flagFields: shape.flagFields,
        mayBeEmpty: false,
        mayShutDown: shape.flagFields.length > 0,
      },
      at: spanIn(file, linted, call.start, call.end),
      text: file.text.slice(fun.start, fun.end),
      handleText: file.text.slice(fun.x.start, fun.x.end),
    });
  }
  return takes;
}

interface GraphContext extends PackageContext {
  readonly functions: readonly FunctionInfo[];
  readonly methodValues: PackageAnalysis["methodValues"];
}

/** Flow graphs, made when first asked for. */
class Graphs {
  readonly notUnderstood: NotUnderstood[] = [];
  readonly #context: GraphContext;
  readonly #graphs = new Map<FunctionId, FlowGraph | undefined>();
  readonly #footprints = new Map<FunctionId, Footprint>();

  constructor(context: GraphContext) {
    this.#context = context;
  }

  get(id: FunctionId): FlowGraph | undefined {
    if (!this.#graphs.has(id)) this.#graphs.set(id, this.#lower(id));
    return this.#graphs.get(id);
  }

  footprint(id: FunctionId): Footprint {
    let footprint = this.#footprints.get(id);
    if (!footprint)
      this.#footprints.set(id, (footprint = footprintOf(this.get(id), this.#context.slots.infos)));
    return footprint;
  }

  #lower(id: FunctionId): FlowGraph | undefined {
    const { package: pkg, linted } = this.#context;
    const node = pkg.functions[id];
    const info = this.#context.functions[id];
    if (!node) return info && this.#context.methodValues.graph(id, info, this.#context.slots);
    try {
      return lowerFunction(this.#context, node);
    } catch (error) {
      if (!(error instanceof NotUnderstoodError)) throw error;
      const { start, end } = error.node;
      this.notUnderstood.push({
        function: id,
        at: spanIn(pkg.fileOf(node), linted, start, end),
        why: error.message,
      });
      return undefined;
    }
  }
}
