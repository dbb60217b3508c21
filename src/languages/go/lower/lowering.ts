import { GraphBuilder } from "../../../flow/builder.ts";
import type { Confinement } from "../../../flow/confinement.ts";
import type {
  BlockId,
  FunctionId,
  Guard,
  Slot,
  SlotRole,
  Source,
  Span,
  Take,
} from "../../../flow/program.ts";
import type { SlotTable } from "../../../flow/slots.ts";
import { SoftSlots } from "../../../flow/soft-slots.ts";
import type { Expr, Ident, Node } from "../ast.ts";
import type { CallGraph } from "../call-graph.ts";
import type { Callees } from "../callees.ts";
import type { Handles, TakeSite } from "../handles.ts";
import type { FileIndex, FunctionNode } from "../package/file-index.ts";
import type { GoPackage } from "../package/go-package.ts";
import type { GoObject } from "../scope/scope.ts";
import { resultCount } from "../syntax.ts";
import type { GoTypes } from "../types.ts";
import { isLookedUp } from "./registers.ts";
import { isErrorType, roleOfName } from "./roles.ts";

/** What the lowering of every function of a package shares. */
export interface PackageContext {
  readonly package: GoPackage;
  readonly types: GoTypes;
  readonly callees: Callees;
  readonly callGraph: CallGraph;
  readonly handles: Handles;
  readonly confinement: Confinement<FunctionNode>;
  readonly slots: SlotTable;
  readonly variableSlots: Map<GoObject, Slot>;
  /** For each function with a deferred `recover`, whether it is panicking. */
  readonly panicSlots: Map<FunctionNode, Slot>;
  readonly takeSites: readonly TakeSite[];
  readonly takes: ReadonlyMap<Node, Take>;
}

/** Syntax that the lowering has no meaning for. */
export class NotUnderstoodError extends Error {
  readonly node: Node;

  constructor(node: Node, why: string) {
    super(why);
    this.node = node;
  }
}

/** A deferred call: whether it was registered on the path, and what runs it. */
export interface DeferSite {
  readonly registered: Slot;
  readonly text: string;
  readonly at: Span;
  readonly run: () => void;
}

/** The lowering of one function: its builder, its slots, and what it may ask of the package. */
export class Lowering {
  readonly context: PackageContext;
  readonly node: FunctionNode;
  readonly id: FunctionId;
  readonly file: FileIndex;
  readonly builder: GraphBuilder;
  /** Deferred calls in the order of their statements. */
  readonly defers: DeferSite[] = [];
  /** The slots of named results, which deferred calls may change. */
  namedResults: readonly Slot[] | undefined;
  readonly #softSlots: SoftSlots;
  readonly #labels = new Map<string, BlockId>();

  /** `withGaps`: for edits. */
  constructor(context: PackageContext, node: FunctionNode, withGaps: boolean) {
    this.context = context;
    this.node = node;
    this.id = context.package.idOf(node);
    this.file = context.package.fileOf(node);
    this.#softSlots = new SoftSlots(context.slots, this.id);
    this.builder = new GraphBuilder(
      this.id,
      context.slots,
      this.span({ start: node.end - 1, end: node.end }),
      withGaps,
    );
  }

  get resultCount(): number {
    return this.node.type === "File" ? 0 : resultCount(this.node.signature);
  }

  span({ start, end }: { readonly start: number; readonly end: number }): Span {
    return spanIn(this.file, start, end);
  }

  text(node: Node): string {
    return this.file.text.slice(node.start, node.end);
  }

  temporary(value: Source, name?: string): Slot {
    return this.builder.temporary(value, name);
  }

  unknown(): Slot {
    return this.temporary({ kind: "unknown" });
  }

  objectOf(ident: Ident): GoObject | undefined {
    return this.context.package.objectOf(ident);
  }

  /** The predeclared thing that a name stands for. */
  builtin(expr: Expr): string | undefined {
    return expr.type === "Ident" && this.objectOf(expr)?.kind === "builtin" ? expr.name : undefined;
  }

  slotOf(object: GoObject): Slot {
    const known = this.context.variableSlots.get(object);
    if (known !== undefined) return known;
    const { package: pkg, slots, confinement } = this.context;
    const owner = object.ident ? pkg.ownerOf(object.ident) : undefined;
    const outside = object.uses.filter((use) => pkg.ownerOf(use) !== owner);
    const writers = outside.flatMap((use) => (pkg.isWritten(use) ? (pkg.ownerOf(use) ?? []) : []));
    const isAddressed = object.uses.some((use) => pkg.isAddressed(use));
    const role = this.#roleOf(object);
    const slot = slots.add({
      name: object.name,
      owner: owner ? pkg.idOf(owner) : 0,
      captured: outside.length > 0 || isAddressed,
      writers: writers.map((writer) => pkg.idOf(writer)),
      shared: isAddressed || writers.some((writer) => !owner || !confinement.isConfined(writer, owner)),
      ...(role && { role }),
    });
    this.context.variableSlots.set(object, slot);
    return slot;
  }

  #roleOf(object: GoObject): SlotRole | undefined {
    if (isErrorType(this.context.types.ofObject(object))) return "failsWhenTruthy";
    return roleOfName(object.name) ?? (isLookedUp(this, object) ? "keptWhenTruthy" : undefined);
  }

  /** The slot that says whether the function `node` is panicking; asked by its deferred closures. */
  panicSlot(node: FunctionNode): Slot {
    const known = this.context.panicSlots.get(node);
    if (known !== undefined) return known;
    const slot = this.context.slots.add({
      name: "recover()",
      owner: this.context.package.idOf(node),
      captured: true,
      role: "failsWhenTruthy",
    });
    this.context.panicSlots.set(node, slot);
    return slot;
  }

  /** The slot that stands for an expression's text; see Guard.soft. */
  softSlot(text: string): Slot {
    return this.#softSlots.of(text);
  }

  /** Lowers a loop's test, and gives what has to run before it is made again: it may come out otherwise then. */
  loopTest(lower: () => void): () => void {
    const asked = this.#softSlots.askedIn(lower);
    return () => {
      for (const slot of asked) this.builder.assign(slot, { kind: "unknown" });
    };
  }

  /** The block that a label stands before. */
  labelBlock(name: string): BlockId {
    let block = this.#labels.get(name);
    if (block === undefined) this.#labels.set(name, (block = this.builder.newBlock()));
    return block;
  }

  condition(guard: Guard, negated: boolean): Slot {
    return this.temporary({ kind: "condition", guard, negated });
  }

  notUnderstood(node: Node, why: string): never {
    throw new NotUnderstoodError(node, why);
  }
}

export function spanIn({ path }: FileIndex, start: number, end: number): Span {
  return { start, end, file: path };
}
