import { Groups } from "../../flow/groups.ts";
import type { FunctionId, Handle, HandleId, Limiter } from "../../flow/program.ts";
import type { CallMeaning, TakeShape } from "../../protocol/profile.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { CallExpr, Expr, SelectorExpr } from "./ast.ts";
import { literalFields, type Callees } from "./callees.ts";
import type { GoPackage } from "./package/go-package.ts";
import { variableIn, type Places } from "./places.ts";
import type { QueueEvidence } from "./queue-evidence.ts";
import { bare, flattened, methodCall } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/** A call of a queue's vocabulary on some receiver, before it is known whether that is a queue. */
interface Candidate {
  readonly call: CallExpr;
  readonly fun: SelectorExpr;
  readonly meaning: CallMeaning;
}

/** A call that takes an item. */
export interface TakeSite {
  readonly call: CallExpr;
  readonly fun: SelectorExpr;
  readonly handle: Handle;
  readonly shape: TakeShape;
}

interface PlaceNotes {
  readonly expressions: Expr[];
  distinctive: boolean;
  charged: boolean;
  isParameter: boolean;
  /** An embedded queue has a type, and no expression. */
  isQueue: boolean;
}

/**
 * Finds the work queues of a package. A place (see Places) that receives calls of the vocabulary, other than of methods that
 * the package declares itself, is a candidate; it is known to be a queue when it, or a place it flows to or comes from, has a queue's
 * type, a queue's origin, or a call that only a queue has. Places joined by assignment are one queue; a parameter
 * joins the one place that is passed for it, and stays apart when several are.
 */
export class Handles {
  readonly handles: Handle[] = [];
  readonly charges: { readonly call: CallExpr; readonly handle: HandleId }[] = [];
  readonly takes: TakeSite[] = [];
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #places: Places;
  readonly #callees: Callees;
  readonly #evidence: QueueEvidence;
  readonly #vocabulary: Vocabulary;
  readonly #candidates: readonly Candidate[];
  readonly #notes = new Map<string, PlaceNotes>();
  readonly #origins = new Map<string, Expr[]>();
  readonly #groups = new Groups();
  /** From a place to the parameters it is passed for. */
  readonly #flows: [from: string, to: string][] = [];
  readonly #ids = new Map<string, HandleId>();

  constructor(
    pkg: GoPackage,
    types: GoTypes,
    places: Places,
    callees: Callees,
    evidence: QueueEvidence,
    vocabulary: Vocabulary,
  ) {
    this.#package = pkg;
    this.#types = types;
    this.#places = places;
    this.#callees = callees;
    this.#evidence = evidence;
    this.#vocabulary = vocabulary;
    this.#noteOrigins();
    this.#candidates = this.#findCandidates();
    this.#followParameters();
    this.#joinSingleFlows();
    this.#number();
    this.#noteSites();
  }

  /** The queue that an expression denotes, if there is evidence for one. */
  of(expr: Expr): Handle | undefined {
    return this.#at(this.#places.of(expr));
  }

  /** The queue on which `x.name()` is called. */
  ofReceiver(fun: SelectorExpr): Handle | undefined {
    return this.#at(this.#places.ofReceiver(fun));
  }

  #at(place: string | undefined): Handle | undefined {
    const id = place === undefined ? undefined : this.#ids.get(place);
    const handle = id === undefined ? undefined : this.handles[id];
    return handle?.known ? handle : undefined;
  }

  /** Whether code that has `expr` in hand can reach a known queue through it. */
  reachesFrom(expr: Expr): boolean {
    if (this.of(expr) || this.#evidence.byType(expr)) return true;
    const type = this.#types.of(expr);
    return type !== undefined && this.#places.fieldsOf(type).some(({ place }) => this.#holdsQueue(place));
  }

  #holdsQueue(place: string): boolean {
    return this.#at(place) !== undefined || this.#at(`${place}[]`) !== undefined;
  }

  #noteOf(place: string): PlaceNotes {
    let notes = this.#notes.get(place);
    if (!notes) {
      notes = { expressions: [], distinctive: false, charged: false, isParameter: false, isQueue: false };
      this.#notes.set(place, notes);
    }
    return notes;
  }

  #findCandidates(): Candidate[] {
    return this.#package.calls.flatMap((call): Candidate[] => {
      const fun = methodCall(call);
      const meaning = fun && this.#vocabulary.call(fun.sel.name);
      if (!meaning || this.#callees.of(call.fun).length > 0) return [];
      const place = this.#evidence.isSomethingElse(fun.x) ? undefined : this.#places.ofReceiver(fun);
      if (place === undefined) return [];
      const notes = this.#noteOf(place);
      const found = this.#types.select(fun.x, fun.sel.name);
      if (found?.kind === "promoted")
        notes.isQueue ||= found.fields.some((field) => this.#evidence.named(field.typeExpr) !== undefined);
      else notes.expressions.push(bare(fun.x));
      notes.distinctive ||= this.#vocabulary.isDistinctive(fun.sel.name);
      notes.charged ||= meaning.effects.includes("retry");
      return [{ call, fun, meaning }];
    });
  }

  /** Where places get their values; places that get each other's are joined. */
  #noteOrigins(): void {
    for (const { target, value, part } of this.#package.assignments) {
      if (part === undefined) this.#flowsInto(this.#places.of(target), value);
    }
    for (const literal of this.#package.literals) {
      for (const { struct, name, value } of literalFields(this.#types, literal))
        this.#flowsInto(this.#places.ofField(struct, name), value);
    }
  }

  #flowsInto(place: string | undefined, value: Expr): void {
    if (place === undefined) return;
    const source = this.#places.of(value);
    if (source !== undefined) this.#groups.unite(place, source);
    const known = this.#origins.get(place);
    if (known) known.push(value);
    else this.#origins.set(place, [value]);
  }

  /** Notes what is passed for a candidate parameter; what is passed becomes a candidate in turn. */
  #followParameters(): void {
    const pending = [...this.#notes.keys()];
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      const parameter = this.#parameterAt(place);
      if (!parameter) continue;
      this.#noteOf(place).isParameter = true;
      for (const argument of this.#argumentsFor(parameter.function, parameter.index)) {
        const from = this.#places.of(argument);
        if (from === undefined || from === place) continue;
        this.#flows.push([from, place]);
        if (this.#notes.has(from)) continue;
        this.#noteOf(from).expressions.push(bare(argument));
        pending.push(from);
      }
    }
  }

  #parameterAt(place: string): { function: FunctionId; index: number } | undefined {
    for (const expr of this.#notes.get(place)?.expressions ?? []) {
      const variable = variableIn(this.#package, expr);
      const owner = variable?.object.scope.func;
      if (variable?.object.kind !== "parameter" || !owner) continue;
      const index = flattened(owner.signature.params).findIndex(({ name }) => name === variable.object.ident);
      if (index >= 0) return { function: this.#package.idOf(owner), index };
    }
    return undefined;
  }

  #argumentsFor(id: FunctionId, index: number): Expr[] {
    const node = this.#package.functions[id];
    const name = node?.type === "FuncDecl" ? node.name.name : undefined;
    const calls = name === undefined ? this.#package.calls : this.#package.callsNamed(name);
    return calls.flatMap((call) => {
      const argument = call.args[index];
      return argument && this.#callees.of(call.fun).includes(id) ? [argument] : [];
    });
  }

  /** A parameter for which one queue is passed everywhere is that queue. */
  #joinSingleFlows(): void {
    const sources = new Map<string, Set<string>>();
    for (const [from, to] of this.#flows)
      sources.set(to, (sources.get(to) ?? new Set()).add(this.#groups.find(from)));
    for (const [to, from] of sources) {
      const [only] = from;
      if (from.size === 1 && only !== undefined) this.#groups.unite(only, to);
    }
  }

  #number(): void {
    const known = this.#spread((notes, place) => this.#isQueue(notes, place));
    const charged = this.#spread((notes) => notes.charged);
    const limiters = this.#limiters();
    const groups = new Map<string, number>();
    for (const [place, notes] of this.#notes) {
      const root = this.#groups.find(place);
      if (!groups.has(root)) groups.set(root, groups.size);
      this.#ids.set(place, this.handles.length);
      this.handles.push({
        id: this.handles.length,
        name: place,
        group: groups.get(root) ?? 0,
        known: known.has(root),
        retried: charged.has(root),
        limiter: limiters.get(root) ?? "unknown",
        isParameter: notes.isParameter,
      });
    }
  }

  /** The groups for which something holds at one of their places, or at one they flow to or come from. */
  #spread(holds: (notes: PlaceNotes, place: string) => boolean): Set<string> {
    const groups = new Set<string>();
    for (const [place, notes] of this.#notes) if (holds(notes, place)) groups.add(this.#groups.find(place));
    for (let size = -1; size !== groups.size;) {
      size = groups.size;
      for (const [from, to] of this.#flows) {
        if (groups.has(this.#groups.find(from))) groups.add(this.#groups.find(to));
        else if (groups.has(this.#groups.find(to))) groups.add(this.#groups.find(from));
      }
    }
    return groups;
  }

  #isQueue(notes: PlaceNotes, place: string): boolean {
    return (
      notes.isQueue ||
      notes.distinctive ||
      notes.expressions.some((expr) => this.#evidence.byType(expr)) ||
      (this.#origins.get(place) ?? []).some((origin) => this.#evidence.byOrigin(origin))
    );
  }

  /** What is known of the limiters of each group: of queues made in several ways, the one that keeps most. */
  #limiters(): Map<string, Limiter> {
    const limiters = new Map<string, Limiter>();
    for (const [place, origins] of this.#origins) {
      const root = this.#groups.find(place);
      for (const origin of origins) {
        const kind = this.#evidence.limiterOf(origin);
        const known = limiters.get(root);
        if (known === undefined || strength(kind) > strength(known)) limiters.set(root, kind);
      }
    }
    return limiters;
  }

  #noteSites(): void {
    for (const { call, fun, meaning } of this.#candidates) {
      const handle = this.ofReceiver(fun);
      if (!handle) continue;
      if (meaning.effects.includes("retry")) this.charges.push({ call, handle: handle.id });
      if (meaning.take) this.takes.push({ call, fun, handle, shape: meaning.take });
    }
  }
}

function strength(limiter: Limiter): number {
  return ["unknown", "custom", "stateless", "tracking"].indexOf(limiter);
}
