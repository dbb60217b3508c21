import type {
  Code,
  FlowGraph,
  FunctionId,
  FunctionInfo,
  NotUnderstood,
  Registration,
  Take,
  Usage,
} from "../../../flow/program.ts";
import { Confinement } from "../../../flow/confinement.ts";
import type { Gaps } from "../../../flow/gap.ts";
import { footprintOf as footprintOfGraph, type Footprint } from "../../../flow/footprint.ts";
import { SlotTable } from "../../../flow/slots.ts";
import type { ChangeEvents } from "../../../protocol/change-events.ts";
import type { Node } from "../ast.ts";
import { footprintOf } from "../footprints.ts";
import { gapsOf } from "../gaps.ts";
import { lowerFunction } from "../lower/function.ts";
import { NotUnderstoodError, spanIn, type PackageContext } from "../lower/lowering.ts";
import { Outlines } from "../outlines.ts";
import { findRegistrations } from "../registrations.ts";
import { baseType, lastName, methodCall } from "../syntax.ts";
import { isTimed, usageOf } from "../usage.ts";
import { usersIn } from "../users.ts";
import type { PackageAnalysis } from "./analysis.ts";
import type { FileIndex, FunctionNode } from "./file-index.ts";

/** The code of a package, with the takes and change handlers in all its files. */
export interface PackageCode {
  readonly code: Code;
  readonly takes: readonly Take[];
  readonly registrationsOn: (changes: ChangeEvents) => readonly Registration[];
  readonly gaps: (id: FunctionId) => Gaps | undefined;
}

const known = new WeakMap<PackageAnalysis, PackageCode>();

/** Made once for a package, whichever of its files is linted and whoever asks what it says to others. */
export function codeOf(analysis: PackageAnalysis): PackageCode {
  let code = known.get(analysis);
  if (!code) known.set(analysis, (code = makeCode(analysis)));
  return code;
}

function makeCode(analysis: PackageAnalysis): PackageCode {
  const { package: pkg, callees, handles } = analysis;
  const slots = new SlotTable();
  const takes = findTakes(analysis, slots);
  const functions = functionsOf(analysis);
  const context: GraphContext = {
    ...analysis,
    functions,
    slots,
    variableSlots: new Map(),
    confinement: new Confinement(usersIn(pkg)),
    panicSlots: new Map(),
    takes,
  };
  const graphs = new Graphs(context);
  const outlines = new Outlines(context);
  const usages = new Map<FunctionId, Usage>();
  const registrations = new Map<ChangeEvents, readonly Registration[]>();
  return {
    code: {
      functions,
      slots: slots.infos,
      handles: handles.handles,
      effectsOn: (group) =>
        handles.effects.flatMap(({ call, handle, effect }) => {
          const owner = handles.handles[handle]?.group === group ? pkg.ownerOf(call) : undefined;
          return owner ? [{ function: pkg.idOf(owner), effect }] : [];
        }),
      graph: (id) => graphs.get(id),
      footprint: (id) => graphs.footprint(id),
      outline: (id) => outlines.of(id),
      usage: (id) => kept(usages, id, () => usageOf(pkg, callees, id)),
      isTimed: (id) => isTimed(pkg, callees, id),
      notUnderstood: graphs.notUnderstood,
    },
    takes: [...takes.values()],
    registrationsOn: (changes) => kept(registrations, changes, () => findRegistrations(analysis, changes)),
    gaps: (id) => {
      const node = graphs.get(id) && pkg.functions[id];
      return node && gapsOf(context, node);
    },
  };
}

function kept<K, V>(answers: Map<K, V>, question: K, find: () => V): V {
  let answer = answers.get(question);
  if (answer === undefined) answers.set(question, (answer = find()));
  return answer;
}

function functionsOf({ package: pkg, methodValues }: PackageAnalysis): FunctionInfo[] {
  const declared = pkg.functions.map((node, id): FunctionInfo => {
    const { start, end } = node.type === "FuncDecl" ? node.name : node;
    return {
      id,
      name: nameOf(node),
      ...ownerOf(node),
      ...(isConstructor(node) && { isConstructor: true }),
      at: spanIn(pkg.fileOf(node), start, end),
    };
  });
  const handedOn = methodValues.all.map(({ id, fun, owner }): FunctionInfo => ({
    id,
    name: pkg.textOf(fun),
    at: spanIn(pkg.fileOf(owner), fun.start, fun.end),
  }));
  return [...declared, ...handedOn];
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

function findTakes({ package: pkg, takeSites }: PackageAnalysis, slots: SlotTable): Map<Node, Take> {
  const takes = new Map<Node, Take>();
  for (const { node, owner, handle, shape, on, mayShutDown } of takeSites) {
    const file = pkg.fileOf(owner);
    const id = pkg.idOf(owner);
    const at = node.type === "RangeStmt" ? node.x : node;
    const called = node.type === "CallExpr" ? methodCall(node) : undefined;
    takes.set(node, {
      id: takes.size,
      function: id,
      handle: handle.id,
      result: slots.add({ name: "taken", owner: id }),
      shape: {
        form: "record",
        itemFields: shape.itemFields,
        flagFields: shape.flagFields,
        mayBeEmpty: false,
        mayShutDown,
      },
      at: spanIn(file, at.start, at.end),
      text: textIn(file, called ?? at),
      handleText: on ? textIn(file, on) : handle.name,
      handleCode: on && textIn(file, on),
    });
  }
  return takes;
}

function textIn({ text }: FileIndex, { start, end }: Node): string {
  return text.slice(start, end);
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
    return kept(this.#footprints, id, () => this.#footprint(id));
  }

  /** Broken source, and method values, have none but by their graphs. */
  #footprint(id: FunctionId): Footprint {
    const { package: pkg, slots } = this.#context;
    const node = pkg.functions[id];
    const body = node && pkg.bodyOf(node);
    if (!body || pkg.fileOf(node).isBroken) return footprintOfGraph(this.get(id), slots.infos);
    return footprintOf(this.#context, body);
  }

  #lower(id: FunctionId): FlowGraph | undefined {
    const { package: pkg } = this.#context;
    const node = pkg.functions[id];
    const info = this.#context.functions[id];
    if (!node) return info && this.#context.methodValues.graph(id, info, this.#context.slots);
    try {
      return lowerFunction(this.#context, node);
    } catch (error) {
      if (!(error instanceof NotUnderstoodError)) throw error;
      const { start, end } = error.node;
      const at = spanIn(pkg.fileOf(node), start, end);
      this.notUnderstood.push({ function: id, at, why: error.message });
      return undefined;
    }
  }
}
