import type { Handle, HandleId, Limiter } from "../../flow/program.ts";
import { adds, type Effect } from "../../protocol/effects.ts";
import type { CallMeaning, TakeShape } from "../../protocol/profile.ts";
import { callOf, type KnownQueue, type Vocabulary } from "../../protocol/vocabulary.ts";
import type { CallExpr, Expr, SelectorExpr } from "./ast.ts";
import { meaningWithOptions } from "./call-options.ts";
import type { Callees } from "./callees.ts";
import type { FileIndex, FunctionNode, Receive } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { PlaceFlow } from "./place-flow.ts";
import { variableIn, type Places } from "./places.ts";
import type { QueueEvidence } from "./queue-evidence.ts";
import { bare, calleeOf, methodCall } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/** A call of some queue's vocabulary on some receiver, before it is known whether that is a queue. */
interface Candidate {
  readonly call: CallExpr;
  readonly fun: SelectorExpr;
  readonly place: string;
  /** Of a function of another package; that of a method is the queue's to say. */
  readonly meaning?: CallMeaning;
}

/** A call on a queue. */
export interface QueueCall {
  readonly handle: Handle;
  readonly meaning: CallMeaning;
  readonly fun: SelectorExpr;
  /** What denotes the queue; nothing for the queue of another package. */
  readonly on: Expr | undefined;
}

/** A call that takes an item, or a receive that is as good as one. */
export interface TakeSite {
  readonly node: CallExpr | Receive;
  readonly owner: FunctionNode;
  readonly handle: Handle;
  readonly shape: TakeShape;
  /** What denotes the queue there, if anything does. */
  readonly on: Expr | undefined;
  readonly mayShutDown: boolean;
}

/**
 * Finds the work queues of a package. A place (see Places) that receives calls of the vocabulary, other than of methods that the package
 * declares itself, is a candidate; it is known to be a queue when it, or a place it flows to or comes from (see
 * PlaceFlow), has a queue's type, a queue's origin, or a call that only a queue has.
 */
export class Handles {
  readonly handles: Handle[] = [];
  /** What is done to known queues. */
  readonly effects: { readonly call: CallExpr; readonly handle: HandleId; readonly effect: Effect }[] = [];
  readonly takes: TakeSite[] = [];
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #places: Places;
  readonly #callees: Callees;
  readonly #flow: PlaceFlow;
  readonly #evidence: QueueEvidence;
  readonly #vocabulary: Vocabulary;
  readonly #candidates: readonly Candidate[];
  /** Methods that are not called where they stand: `AddFunc: c.queue.AddRateLimited`. */
  readonly #values: readonly Omit<Candidate, "call">[];
  /** The expressions that denote each candidate place; an embedded queue has none. */
  readonly #shown = new Map<string, Expr[]>();
  /** Places of queues that are embedded in a struct. */
  readonly #embedded = new Map<string, KnownQueue>();
  /** Places that are parameters, or hold what is given for one. */
  readonly #given = new Set<string>();
  readonly #ids = new Map<string, HandleId>();

  constructor(
    pkg: GoPackage,
    types: GoTypes,
    { places, callees, flow }: { places: Places; callees: Callees; flow: PlaceFlow },
    evidence: QueueEvidence,
    vocabulary: Vocabulary,
  ) {
    this.#package = pkg;
    this.#types = types;
    this.#places = places;
    this.#callees = callees;
    this.#flow = flow;
    this.#evidence = evidence;
    this.#vocabulary = vocabulary;
    this.#candidates = this.#findCandidates();
    this.#values = this.#findValues();
    this.#followParameters();
    flow.groups.uniteSinglePasses();
    this.#number();
    this.#noteSites();
  }

  /** The queue that an expression denotes, if there is evidence for one. */
  of(expr: Expr): Handle | undefined {
    return this.#at(this.#places.of(expr));
  }

  /** The queue on which `x.name()` is called, or that a function of another package is given, and what the call means to it. */
  calledBy(call: CallExpr): QueueCall | undefined {
    const fun = methodCall(call);
    const fact = fun && this.#evidence.functionFact(fun);
    const on = fact ? (typeof fact.on === "number" ? call.args[fact.on] : undefined) : fun?.x;
    const handle = fun && this.#at(fact ? this.#placeOf(fact, on) : this.#places.ofReceiver(fun));
    const named = handle && (fact ? fact.meaning : callOf(handle.profile, fun.sel.name));
    const meaning = named && meaningWithOptions(named, call);
    return meaning && this.#callees.of(call.fun).length === 0 ? { handle, meaning, fun, on } : undefined;
  }

  /** The place of the queue that a function of another package calls. */
  #placeOf({ on, path }: NonNullable<ReturnType<QueueEvidence["functionFact"]>>, argument: Expr | undefined) {
    if (typeof on === "number") return argument && this.#places.of(argument);
    return `${path}.${on.name}`;
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
    return type !== undefined && this.#places.fieldsOf(type).some((place) => this.#holdsQueue(place));
  }

  /** The calls on known queues that stand in a file. */
  callsIn(file: FileIndex): CallExpr[] {
    return this.#candidates.flatMap(({ call }) =>
      this.#isIn(file, call) && this.calledBy(call) ? [call] : [],
    );
  }

  /** The groups of the queues that a file calls, and of those that may be passed to it or by it. */
  groupsIn(file: FileIndex): ReadonlySet<number> {
    const related = new Map<string, true>();
    for (const { call, place } of this.#candidates)
      if (this.#isIn(file, call)) related.set(this.#flow.groups.of(place), true);
    this.#flow.groups.spread(related);
    const numbers = new Set<number>();
    for (const [place, id] of this.#ids) {
      const group = this.handles[id]?.group;
      if (group !== undefined && related.has(this.#flow.groups.of(place))) numbers.add(group);
    }
    return numbers;
  }

  /** Whether nothing but a retry puts items into a queue, as far as is in view. */
  isOnlyRetried({ group }: Handle): boolean {
    const added = this.effects.filter(({ effect }) => adds(effect));
    return added.every(({ handle, effect }) => effect === "retry" || this.handles[handle]?.group !== group);
  }

  #isIn(file: FileIndex, call: CallExpr): boolean {
    const owner = this.#package.ownerOf(call);
    return owner !== undefined && this.#package.fileOf(owner) === file;
  }

  #holdsQueue(place: string): boolean {
    return this.#at(place) !== undefined || this.#at(`${place}[]`) !== undefined;
  }

  #show(place: string, expr: Expr): void {
    const shown = this.#shown.get(place);
    if (shown) shown.push(expr);
    else this.#shown.set(place, [expr]);
  }

  #findCandidates(): Candidate[] {
    return this.#package.calls.flatMap((call): Candidate[] => {
      const fun = methodCall(call);
      if (!fun) return [];
      const given = this.#candidateByFact(call, fun);
      if (given) return [given];
      if (!this.#evidence.isMethod(fun.sel.name)) return [];
      if (this.#callees.of(call.fun).length > 0 || this.#evidence.isSomethingElse(fun.x)) return [];
      const place = this.#places.ofReceiver(fun);
      if (place === undefined) return [];
      if (!this.#noteEmbedded(fun, place)) this.#show(place, bare(fun.x));
      return [{ call, fun, place }];
    });
  }

  #findValues(): Omit<Candidate, "call">[] {
    const called = new Set<Expr>(this.#package.calls.map(calleeOf));
    return this.#package.files.flatMap(({ mentions }) =>
      mentions.flatMap((fun) => {
        if (fun.type !== "SelectorExpr" || called.has(fun) || !this.#evidence.isMethod(fun.sel.name))
          return [];
        const isOther =
          this.#callees.of(fun).length > 0 || this.#types.select(fun.x, fun.sel.name)?.kind === "field";
        const place =
          isOther || this.#evidence.isSomethingElse(fun.x) ? undefined : this.#places.ofReceiver(fun);
        if (place === undefined || !(this.#evidence.byType(fun.x) ?? this.#shown.has(place))) return [];
        if (!this.#noteEmbedded(fun, place)) this.#show(place, bare(fun.x));
        return [{ fun, place }];
      }),
    );
  }

  /** The methods of known queues that are handed on as functions. */
  get methodValues(): SelectorExpr[] {
    return this.#values.flatMap(({ fun }) => (this.valueOf(fun) ? [fun] : []));
  }

  /** The queue whose method a value is, and what a call of it means. */
  valueOf(fun: Expr): Omit<QueueCall, "on" | "fun"> | undefined {
    const value = this.#values.find((each) => each.fun === fun);
    const handle = this.#at(value?.place);
    const meaning = value && handle && callOf(handle.profile, value.fun.sel.name);
    return meaning && !meaning.options ? { handle, meaning } : undefined;
  }

  /** A call of another package's function that calls a queue. */
  #candidateByFact(call: CallExpr, fun: SelectorExpr): Candidate | undefined {
    const fact = this.#evidence.functionFact(fun);
    const argument = typeof fact?.on === "number" ? call.args[fact.on] : undefined;
    const place = fact && this.#placeOf(fact, argument);
    if (!fact || place === undefined) return undefined;
    if (argument) this.#show(place, bare(argument));
    else if (!this.#shown.has(place)) this.#shown.set(place, []);
    if (typeof fact.on !== "number") this.#embedded.set(place, fact.on.queue);
    return { call, fun, place, meaning: fact.meaning };
  }

  /** A method promoted from an embedded field: the place is the field's, which the receiver's text does not show. */
  #noteEmbedded(fun: SelectorExpr, place: string): boolean {
    const found = this.#types.select(fun.x, fun.sel.name);
    if (found?.kind !== "promoted") return false;
    if (!this.#shown.has(place)) this.#shown.set(place, []);
    for (const field of found.fields) {
      const queue = this.#evidence.named(field.typeExpr);
      if (queue) this.#embedded.set(place, queue);
    }
    return true;
  }

  /** Notes what is passed for the parameters that candidates are, or come from; what is passed becomes a candidate in turn. */
  #followParameters(): void {
    const pending = new Set(this.#shown.keys());
    for (const place of pending) {
      for (const origin of this.#flow.originsOf(place)) {
        const from = this.#places.of(origin);
        if (from !== undefined) pending.add(from);
      }
      const passed = this.#flow.follow(place, this.#shown.get(place) ?? []);
      if (!passed) continue;
      this.#given.add(place);
      for (const { place: from, argument } of passed) {
        pending.add(from);
        this.#show(from, bare(argument));
      }
    }
  }

  #number(): void {
    const queues = this.#flow.groups.spread(this.#queues());
    const charged = this.#flow.groups.spreadDone(this.#charged(queues));
    const limiters = this.#limiters(charged);
    const ofControllers = this.#evidence.limiterOfControllers();
    const groups = new Map<string, number>();
    for (const [place, shown] of this.#shown) {
      const group = this.#flow.groups.of(place);
      const isParameter = this.#mayBeSeveral(place, shown);
      if (!groups.has(group)) groups.set(group, groups.size);
      const queue = queues.get(group);
      const profile = queue?.profile ?? this.#vocabulary.profiles[0];
      if (!profile) return;
      this.#ids.set(place, this.handles.length);
      this.handles.push({
        id: this.handles.length,
        name: shown[0] ? this.#package.textOf(shown[0]) : place,
        group: groups.get(group) ?? 0,
        known: queue !== undefined,
        items: shown.some((expr) => this.#evidence.holdsPointers(expr)) ? "pointer" : "unknown",
        keyed: false,
        canRetry: queue?.rateLimited ?? false,
        retried: charged.has(group),
        limiter: limiters.get(group) ?? (isParameter ? ofControllers : "unknown"),
        profile,
        isParameter,
      });
    }
  }

  /** Whether a place is a parameter, or is given several queues by one. */
  #mayBeSeveral(place: string, shown: readonly Expr[]): boolean {
    if (!this.#given.has(place)) return false;
    if (shown.some((expr) => variableIn(this.#package, expr)?.kind === "parameter")) return true;
    return this.#flow.groups.sourcesOf(this.#flow.groups.of(place)).length > 0;
  }

  /** What each group is for which there is evidence. */
  #queues(): Map<string, KnownQueue> {
    const found = new Map<string, KnownQueue>();
    for (const [place, shown] of this.#shown) {
      const queue =
        this.#embedded.get(place) ??
        firstQueue(shown, (expr) => this.#evidence.byType(expr)) ??
        firstQueue(this.#flow.originsOf(place), (origin) => this.#evidence.byOrigin(origin));
      if (queue) found.set(this.#flow.groups.of(place), queue);
    }
    for (const { fun, place, meaning } of this.#candidates) {
      const group = this.#flow.groups.of(place);
      const profile = meaning ? this.#vocabulary.profiles[0] : this.#vocabulary.distinctiveFor(fun.sel.name);
      const known = found.get(group);
      if (!profile || known?.rateLimited || known?.profile.wraps) continue;
      found.set(group, { profile, rateLimited: meaning?.effects.includes("retry") ?? true });
    }
    return found;
  }

  #charged(queues: ReadonlyMap<string, KnownQueue>): Map<string, true> {
    const charged = new Map<string, true>();
    for (const { call, fun, place, meaning } of this.#candidates) {
      const group = this.#flow.groups.of(place);
      const profile = queues.get(group)?.profile;
      const named = meaning ?? (profile && callOf(profile, fun.sel.name));
      const known = named && meaningWithOptions(named, call);
      if (profile && known?.effects.includes("retry")) charged.set(group, true);
    }
    for (const { fun, place } of this.#values) {
      const group = this.#flow.groups.of(place);
      const profile = queues.get(group)?.profile;
      if (profile && callOf(profile, fun.sel.name)?.effects.includes("retry")) charged.set(group, true);
    }
    return charged;
  }

  /** What is known of the limiters of each group: of queues made in several ways, or several that are given and charged, the one that keeps most. */
  #limiters(charged: ReadonlyMap<string, true>): Map<string, Limiter> {
    const limiters = new Map<string, Limiter>();
    const note = (group: string, kind: Limiter): void => {
      const known = limiters.get(group);
      if (known === undefined || strength(kind) > strength(known)) limiters.set(group, kind);
    };
    for (const [place, origins] of this.#flow.origins) {
      const group = this.#flow.groups.of(place);
      for (const origin of origins) note(group, this.#evidence.limiterOf(origin));
    }
    for (const place of this.#given) {
      const group = this.#flow.groups.of(place);
      if ((limiters.get(group) ?? "unknown") !== "unknown") continue;
      for (const source of this.#flow.groups.sourcesOf(group)) {
        const kind = charged.has(source) ? limiters.get(source) : undefined;
        if (kind) note(group, kind);
      }
    }
    return limiters;
  }

  #noteSites(): void {
    for (const { call } of this.#candidates) {
      const called = this.calledBy(call);
      if (!called) continue;
      const { handle, meaning, fun } = called;
      for (const effect of meaning.effects) this.effects.push({ call, handle: handle.id, effect });
      const { take: shape } = meaning;
      const owner = this.#package.ownerOf(call);
      if (!shape || !owner) continue;
      const mayShutDown = shape.flagFields.length > 0;
      this.takes.push({ node: call, owner, handle, shape, on: fun.x, mayShutDown });
    }
  }
}

function firstQueue(
  exprs: readonly Expr[],
  find: (expr: Expr) => KnownQueue | undefined,
): KnownQueue | undefined {
  for (const expr of exprs) {
    const found = find(expr);
    if (found) return found;
  }
  return undefined;
}

function strength(limiter: Limiter): number {
  return ["unknown", "given", "foreign", "custom", "stateless", "tracking"].indexOf(limiter);
}
