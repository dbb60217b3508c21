import type { TSESLint } from "@typescript-eslint/utils";
import { GraphBuilder } from "../../../flow/builder.ts";
import type { Confinement } from "../../../flow/confinement.ts";
import type { FunctionId, Guard, Slot, SlotRole, Source, Span, Take } from "../../../flow/program.ts";
import type { SlotTable } from "../../../flow/slots.ts";
import { SoftSlots } from "../../../flow/soft-slots.ts";
import type { Callees } from "../callees.ts";
import type { FileSet } from "../file-set.ts";
import type { Handles } from "../handles.ts";
import { saysForget } from "../../../protocol/known-calls.ts";
import { functionAround, type FunctionNode, type Node } from "../syntax.ts";

type Variable = TSESLint.Scope.Variable;

/** What the lowering of every function of a file shares. */
export interface FileContext {
  readonly index: FileSet;
  readonly callees: Callees;
  readonly handles: Handles;
  readonly confinement: Confinement<FunctionNode>;
  readonly slots: SlotTable;
  readonly variableSlots: Map<Variable, Slot>;
  /** The takes of the file by the call or loop that makes them. */
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

/** The lowering of one function: its builder, its slots, and what it may ask of the file. */
export class Lowering {
  readonly file: FileContext;
  readonly node: FunctionNode;
  readonly id: FunctionId;
  readonly builder: GraphBuilder;
  readonly #softSlots: SoftSlots;

  /** `withGaps`: for edits. */
  constructor(file: FileContext, node: FunctionNode, withGaps: boolean) {
    this.file = file;
    this.node = node;
    this.id = file.index.idOf(node);
    this.#softSlots = new SoftSlots(file.slots, this.id);
    const end = { start: node.range[1] - 1, end: node.range[1] };
    this.builder = new GraphBuilder(this.id, file.slots, end, withGaps);
  }

  span(node: Node): Span {
    return this.file.index.span(node);
  }

  text(node: Node): string {
    return this.file.index.text(node);
  }

  temporary(value: Source, name?: string): Slot {
    return this.builder.temporary(value, name);
  }

  unknown(): Slot {
    return this.temporary({ kind: "unknown" });
  }

  slotOf(variable: Variable): Slot {
    const known = this.file.variableSlots.get(variable);
    if (known !== undefined) return known;
    const owner = ownerOf(variable);
    const outside = this.file.index
      .referencesTo(variable)
      .filter((reference) => functionAround(reference.identifier) !== owner);
    const writers = outside.flatMap((use) => (use.isWrite() ? [functionAround(use.identifier)] : []));
    const role = roleOf(variable.name);
    const slot = this.file.slots.add({
      name: variable.name,
      owner: owner ? this.file.index.idOf(owner) : 0,
      captured: outside.length > 0,
      writers: writers.map((writer) => this.file.index.idOf(writer)),
      shared: writers.some((writer) => !owner || !this.file.confinement.isConfined(writer, owner)),
      ...(role && { role }),
    });
    this.file.variableSlots.set(variable, slot);
    return slot;
  }

  /** Whether `variable` belongs to the function being lowered. */
  owns(variable: Variable): boolean {
    const owner = ownerOf(variable);
    return owner !== undefined && this.file.index.idOf(owner) === this.id;
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

  condition(guard: Guard, negated: boolean): Slot {
    return this.temporary({ kind: "condition", guard, negated });
  }

  notUnderstood(node: Node, why: string): never {
    throw new NotUnderstoodError(node, why);
  }
}

function ownerOf(variable: Variable): FunctionNode | undefined {
  const name = variable.identifiers[0];
  const definition = variable.defs[0];
  if (!name || !definition) return undefined;
  // A parameter, and the name of a function expression, belong to the function itself.
  const kind: string = definition.type;
  return kind === "Parameter"
    ? (definition.node as FunctionNode)
    : functionAround(definition.node === name.parent && kind === "FunctionName" ? definition.node : name);
}

/** What a name says of the value's meaning: an error, a success flag, a retry count. */
export function roleOf(name: string): SlotRole | undefined {
  if (saysForget(name)) return "forgetsWhenTruthy";
  if (
    /^(?:e|ex|exc|err|error|exception|cause|failure|failed)$|(?:Err|Error|Failure|Failed|Exception)$/.test(
      name,
    )
  )
    return "failsWhenTruthy";
  if (/^(?:ok|success|succeeded|successful)$|(?:Ok|Succeeded|Success)$/.test(name)) return "failsWhenFalsy";
  if (/retr(?:y|ies)|requeues|attempts?$|tries$|failures$/i.test(name)) return "retryCount";
  return undefined;
}
