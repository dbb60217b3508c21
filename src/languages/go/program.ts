import type {
  FlowGraph,
  FunctionId,
  FunctionInfo,
  NotUnderstood,
  Program,
  Span,
  Take,
} from "../../flow/program.ts";
import { SlotTable } from "../../flow/slots.ts";
import type { ChangeEvents } from "../../protocol/change-events.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { CallExpr } from "./ast.ts";
import { lowerFunction } from "./lower/function.ts";
import { NotUnderstoodError, spanIn, type PackageContext } from "./lower/lowering.ts";
import { analysePackage, type PackageAnalysis } from "./package/analysis.ts";
import type { FileIndex, FunctionNode } from "./package/file-index.ts";
import { loadFiles, type SiblingText } from "./package/load.ts";
import type { ParseResult } from "./parse.ts";
import { findRegistrations } from "./registrations.ts";
import { usageOf } from "./usage.ts";

export type ParsedFile = ParseResult;

/** One Go file and a way to the other files of its directory. */
export interface GoSource {
  readonly path: string;
  readonly text: string;
  readonly file: ParsedFile;
  /** The other `.go` files of the directory; those of other packages, tests and generated code are left aside. */
  siblings(): readonly SiblingText[];
}

/** The program of one Go file and the files of its package. Only what is asked for is lowered. */
export function goProgram(source: GoSource, vocabulary: Vocabulary, changes: ChangeEvents): Program {
  const { linted, all } = loadFiles(source, source.siblings());
  const analysis = analysePackage(all, vocabulary);
  const { package: pkg, callees, handles } = analysis;
  const slots = new SlotTable();
  const takes = findTakes(analysis, slots, linted);
  const graphs = new Graphs({
    ...analysis,
    slots,
    variableSlots: new Map(),
    panicSlots: new Map(),
    takes,
    linted,
  });
  const spanOf = (owner: FunctionNode, { start, end }: Span): Span =>
    spanIn(pkg.fileOf(owner), linted, start, end);
  const ownerOf = (call: CallExpr): FunctionNode => pkg.ownerOf(call) ?? linted.file;
  return {
    functions: pkg.functions.map((node, id): FunctionInfo => ({
      id,
      name: nameOf(node),
      at: spanOf(node, node.type === "FuncDecl" ? node.name : node),
    })),
    get slots() {
      return slots.infos;
    },
    handles: handles.handles,
    takes: [...takes.values()],
    charges: handles.charges.map(({ call, handle }) => ({
      function: pkg.idOf(ownerOf(call)),
      handle,
      at: spanOf(ownerOf(call), call),
    })),
    registrations: handles.charges.length > 0 ? findRegistrations(analysis, changes, spanOf) : [],
    graph: (id) => graphs.get(id),
    usage: (id) => usageOf(pkg, callees, id),
    notUnderstood: graphs.notUnderstood,
  };
}

function nameOf(node: FunctionNode): string {
  if (node.type === "FuncDecl") return node.name.name;
  return node.type === "File" ? "the package" : "a function literal";
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
        mayShutDown: true,
      },
      at: spanIn(file, linted, call.start, call.end),
      text: file.text.slice(fun.start, fun.end),
      handleText: file.text.slice(fun.x.start, fun.x.end),
    });
  }
  return takes;
}

/** Flow graphs, made when first asked for. */
class Graphs {
  readonly notUnderstood: NotUnderstood[] = [];
  readonly #context: PackageContext;
  readonly #graphs = new Map<FunctionId, FlowGraph | undefined>();

  constructor(context: PackageContext) {
    this.#context = context;
  }

  get(id: FunctionId): FlowGraph | undefined {
    if (!this.#graphs.has(id)) this.#graphs.set(id, this.#lower(id));
    return this.#graphs.get(id);
  }

  #lower(id: FunctionId): FlowGraph | undefined {
    const { package: pkg, linted } = this.#context;
    const node = pkg.functions[id];
    if (!node) return undefined;
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
