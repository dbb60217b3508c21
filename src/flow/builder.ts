import { compact } from "./compact.ts";
import type { Effect } from "../protocol/effects.ts";
import type { Gap } from "./gap.ts";
import { liveSlots } from "./liveness.ts";
import type {
  Block,
  BlockId,
  Call,
  Constant,
  EffectEvent,
  FlowEvent,
  FlowGraph,
  FunctionId,
  Guard,
  Slot,
  Source,
  Span,
  Take,
  Terminal,
  ThrowOrigin,
} from "./program.ts";
import type { SlotTable } from "./slots.ts";

interface JumpFrame {
  readonly kind: "jump";
  readonly labels: readonly string[];
  readonly breakTo: BlockId;
  /** Absent for a switch or a labelled block. */
  readonly continueTo: BlockId | undefined;
  /** A plain `break` stops here (not at a labelled block). */
  readonly plain: boolean;
}
interface CatchFrame {
  readonly kind: "catch";
  readonly to: BlockId;
}
interface FinallyFrame {
  readonly kind: "finally";
  readonly completion: Slot;
  readonly entry: BlockId;
  readonly ways: Map<Constant, () => void>;
  throwEntry: BlockId | undefined;
}
type Frame = JumpFrame | CatchFrame | FinallyFrame;

/** A call on a queue, as a language sees it. */
type QueueCall = Pick<EffectEvent, "at" | "handle" | "name" | "text"> & {
  readonly [Part in "handleSlot" | "item" | "itemAt"]: EffectEvent[Part] | undefined;
};

interface OpenBlock {
  readonly id: BlockId;
  readonly events: FlowEvent[];
  end: Terminal | undefined;
}

/** How a throw leaves through a finalizer; it is in one while something is thrown. */
export const thrownWay = "throw";

/**
 * Builds the flow graph of one function, for any language. A language's lowering walks its syntax and says what happens; the builder
 * knows completions. A `finally` is lowered once: whoever leaves through it notes the way in a completion slot, and a
 * dispatch at its end goes on from there. Since facts are kept for each path, that equals a copy for each completion, and
 * stays linear however deep they nest.
 */
export class GraphBuilder {
  readonly #function: FunctionId;
  readonly #slots: SlotTable;
  readonly #blocks: OpenBlock[] = [];
  #frames: Frame[] = [];
  #current: OpenBlock;
  #throwExit: BlockId | undefined;
  /** Finalizers being lowered. */
  #finalizers = 0;
  /** Protected regions begun so far. */
  #catches = 0;
  readonly #end: Span;
  readonly #withGaps: boolean;

  constructor(id: FunctionId, slots: SlotTable, end: Span, withGaps = false) {
    this.#function = id;
    this.#slots = slots;
    this.#end = end;
    this.#withGaps = withGaps;
    this.#current = this.#open();
  }

  #open(): OpenBlock {
    const block: OpenBlock = { id: this.#blocks.length, events: [], end: undefined };
    this.#blocks.push(block);
    return block;
  }

  /** A block that is filled later, by `start`. */
  newBlock(): BlockId {
    return this.#open().id;
  }

  /** Goes on in `id`; if the current block has no end yet, it runs into it. */
  start(id: BlockId): void {
    if (!this.#current.end) this.#current.end = { kind: "jump", to: id };
    this.#current = this.#blocks[id] as OpenBlock;
  }

  emit(event: FlowEvent): void {
    this.#current.events.push(event);
  }

  /** A place where a statement may be put; noted only where that is asked for. */
  gap(kind: Gap["kind"], at: Span, isAlone = false): void {
    if (this.#withGaps) this.emit({ kind: "gap", gap: { kind, at, ...(isAlone && { isAlone }) } });
  }

  /** A call on a queue, which may have several effects. */
  effects(effects: readonly Effect[], { handleSlot, item, itemAt, ...call }: QueueCall): void {
    for (const effect of effects) {
      this.emit({
        kind: "effect",
        effect,
        ...call,
        ...(handleSlot !== undefined && { handleSlot }),
        ...(item !== undefined && { item }),
        ...(itemAt && { itemAt }),
        ...(this.inFinalizer && { guaranteed: true }),
      });
    }
  }

  /** Whether what is lowered now runs however the code before it ends. */
  get inFinalizer(): boolean {
    return this.#finalizers > 0;
  }

  assign(to: Slot, value: Source): void {
    this.emit({ kind: "assign", to, value });
  }

  /** Gives a slot its value before anything else in the function. */
  assignAtEntry(to: Slot, value: Source): void {
    this.#blocks[0]?.events.unshift({ kind: "assign", to, value });
  }

  /** A fresh slot with `value`. */
  temporary(value: Source, name = ""): Slot {
    const slot = this.#slots.add({ name, owner: this.#function });
    this.assign(slot, value);
    return slot;
  }

  /** Ends the current block; what follows is unreachable until a block is started. */
  #terminate(end: Terminal): void {
    this.#current.end = end;
    this.#current = this.#open();
  }

  jump(to: BlockId): void {
    this.#terminate({ kind: "jump", to });
  }

  branch(guard: Guard, yes: BlockId, no: BlockId): void {
    this.#terminate({ kind: "branch", guard, yes, no });
  }

  call(call: Call): void {
    const next = this.newBlock();
    const onThrow = this.#throwTarget();
    this.#terminate({ kind: "call", call, next, onThrow });
    this.start(next);
  }

  take(take: Take): void {
    const next = this.newBlock();
    this.#terminate({ kind: "take", take, next });
    this.start(next);
  }

  release(functions: readonly FunctionId[], call: Call): void {
    const next = this.newBlock();
    this.#terminate({ kind: "release", functions, call, next });
    this.start(next);
  }

  never(): void {
    this.#terminate({ kind: "never" });
  }

  raise(origin: ThrowOrigin, at: Span): void {
    this.emit({ kind: "raise", origin, at });
    this.jump(this.#throwTarget());
  }

  return(values: readonly Slot[], at: Span, implicit = false): void {
    const kept = values.map((slot) => this.temporary({ kind: "copy", from: slot }));
    this.returnResults(kept, at, implicit);
  }

  /** Returns what `kept` holds when all finalizers have run: Go's named results, which deferred calls may still change. */
  returnResults(kept: readonly Slot[], at: Span, implicit = false): void {
    this.#leave(this.#frames.length, `return@${String(at.start)}`, 0, () => {
      this.#terminate({ kind: "exit", completion: "return", values: kept, at, implicit });
    });
  }

  /** Whether there was a target. */
  break(label: string | undefined): boolean {
    const index = this.#frames.findLastIndex(
      (frame) => frame.kind === "jump" && (label === undefined ? frame.plain : frame.labels.includes(label)),
    );
    return this.#leaveTo(index, `break@${String(index)}`, (frame) => frame.breakTo);
  }

  continue(label: string | undefined): boolean {
    const index = this.#frames.findLastIndex(
      (frame) =>
        frame.kind === "jump" &&
        frame.continueTo !== undefined &&
        (label === undefined || frame.labels.includes(label)),
    );
    return this.#leaveTo(index, `continue@${String(index)}`, (frame) => frame.continueTo ?? frame.breakTo);
  }

  #leaveTo(index: number, way: string, target: (frame: JumpFrame) => BlockId): boolean {
    const frame = this.#frames[index];
    if (frame?.kind !== "jump") return false;
    this.#leave(this.#frames.length, way, index + 1, () => {
      this.jump(target(frame));
    });
    return true;
  }

  /** Leaves the frames between `from` and `to`, by way of the finalizers among them. */
  #leave(from: number, way: string, to: number, arrive: () => void): void {
    for (let index = from - 1; index >= to; index--) {
      const frame = this.#frames[index];
      if (frame?.kind !== "finally") continue;
      this.assign(frame.completion, { kind: "constant", value: way });
      frame.ways.set(way, () => {
        this.#leave(index, way, to, arrive);
      });
      this.jump(frame.entry);
      return;
    }
    arrive();
  }

  #throwTarget(): BlockId {
    const frame = this.#frames.findLast((candidate) => candidate.kind !== "jump");
    if (frame?.kind === "catch") return frame.to;
    if (frame?.kind === "finally") return this.#throwInto(frame);
    if (this.#throwExit === undefined) {
      const exit = this.#open();
      exit.end = { kind: "exit", completion: "throw", values: [], at: this.#end, implicit: true };
      this.#throwExit = exit.id;
    }
    return this.#throwExit;
  }

  #throwInto(frame: FinallyFrame): BlockId {
    if (frame.throwEntry === undefined) {
      const block = this.#open();
      block.events.push({
        kind: "assign",
        to: frame.completion,
        value: { kind: "constant", value: thrownWay },
      });
      block.end = { kind: "jump", to: frame.entry };
      frame.throwEntry = block.id;
      frame.ways.set(thrownWay, () => {
        this.jump(this.#throwTarget());
      });
    }
    return frame.throwEntry;
  }

  #within(frame: Frame, body: () => void): void {
    this.#frames.push(frame);
    body();
    this.#frames.pop();
  }

  /** `body` with targets for `break` and `continue`. */
  breakable(
    targets: { labels: readonly string[]; breakTo: BlockId; continueTo?: BlockId; plain?: boolean },
    body: () => void,
  ): void {
    const { labels, breakTo, continueTo, plain = true } = targets;
    this.#within({ kind: "jump", labels, breakTo, continueTo, plain }, body);
  }

  /** `body`, whose throws go to `handler`. */
  catching(body: () => void, handler: () => void): void {
    this.#catches++;
    const to = this.newBlock();
    const after = this.newBlock();
    this.#within({ kind: "catch", to }, body);
    this.jump(after);
    this.start(to);
    handler();
    this.start(after);
  }

  /** `body`, then `finalizer` however it ends. */
  finalizing(body: () => void, finalizer: () => void): void {
    const completion = this.#slots.add({ name: "completion", owner: this.#function });
    const entry = this.newBlock();
    const after = this.newBlock();
    const frame: FinallyFrame = {
      kind: "finally",
      completion,
      entry,
      ways: new Map(),
      throwEntry: undefined,
    };
    this.#within(frame, body);
    frame.ways.set("normal", () => {
      this.jump(after);
    });
    this.assign(completion, { kind: "constant", value: "normal" });
    this.jump(entry);
    this.start(entry);
    this.#finalizers++;
    const catchesBefore = this.#catches;
    finalizer();
    this.#finalizers--;
    if (this.#catches > catchesBefore) this.#keepThrown(frame);
    this.#dispatch(frame);
    this.start(after);
  }

  /** Lets a throw through a finalizer go on as what it was, whatever the finalizer catches. */
  #keepThrown({ throwEntry, ways }: FinallyFrame): void {
    const goOn = ways.get(thrownWay);
    if (throwEntry === undefined || !goOn) return;
    const thrown = this.#slots.add({ name: "", owner: this.#function });
    this.#blocks[throwEntry]?.events.push({ kind: "interrupt", thrown });
    ways.set(thrownWay, () => {
      this.emit({ kind: "resume", thrown });
      goOn();
    });
  }

  #dispatch(frame: FinallyFrame): void {
    const cases = new Map([...frame.ways.keys()].map((way) => [way, this.newBlock()]));
    this.#terminate({ kind: "dispatch", on: frame.completion, cases });
    for (const [way, go] of frame.ways) {
      this.#current = this.#blocks[cases.get(way) ?? 0] as OpenBlock;
      go();
    }
  }

  finish(parameters: readonly (Slot | undefined)[], implicitValues: readonly Slot[] = []): FlowGraph {
    this.return(implicitValues, this.#end, true);
    const blocks = compact(
      this.#blocks.map((block): Block => ({
        id: block.id,
        events: block.events,
        end: block.end ?? { kind: "never" },
      })),
    );
    const live = liveSlots(blocks, (slot) => this.#slots.infos[slot]?.captured ?? false);
    return { function: this.#function, parameters, blocks, live };
  }
}
