import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Handle, HandleId, Limiter } from "../../flow/program.ts";
import type { Effect } from "../../protocol/effects.ts";
import type { CallMeaning, TakeShape } from "../../protocol/profile.ts";
import { callOf, leaseCallOf, type KnownQueue, type Vocabulary } from "../../protocol/vocabulary.ts";
import type { FileSet } from "./file-set.ts";
import { parameterProperties } from "./parameters.ts";
import type { PlaceFlow } from "./place-flow.ts";
import type { Places } from "./places.ts";
import type { QueueEvidence } from "./queue-evidence.ts";
import { bare, keyName, memberName, methodCall, type ClassNode, type Node } from "./syntax.ts";

/** A call of some queue's vocabulary on some receiver, before it is known whether that is a queue. */
interface Candidate {
  readonly call: TSESTree.CallExpression;
  readonly receiver: Node;
  readonly method: string;
  readonly place: string;
}

/** A call or a loop that takes an item. */
export interface TakeSite {
  readonly node: TSESTree.CallExpression | TSESTree.ForOfStatement;
  readonly queue: Node;
  readonly handle: Handle;
  readonly shape: TakeShape;
}

/**
 * Finds the work queues of a file. A place (see Places) that receives calls of the vocabulary is a candidate; it is known to be a queue
 * when it, or a place it flows to or comes from (see PlaceFlow), has a queue's type, a queue's origin, or a call that only a queue has.
 */
export class Handles {
  readonly handles: Handle[] = [];
  /** What is done to known queues. */
  readonly effects: {
    readonly call: TSESTree.CallExpression;
    readonly handle: HandleId;
    readonly effect: Effect;
  }[] = [];
  /** Calls and loops that take an item from a known queue. */
  readonly takes: TakeSite[] = [];
  readonly #index: FileSet;
  readonly #places: Places;
  readonly #flow: PlaceFlow;
  readonly #evidence: QueueEvidence;
  readonly #vocabulary: Vocabulary;
  readonly #candidates: readonly Candidate[];
  /** The expressions that denote each candidate place. */
  readonly #shown = new Map<string, Node[]>();
  /** Places that are parameters, or hold what is given for one. */
  readonly #given = new Set<string>();
  readonly #ids = new Map<string, HandleId>();
  /** From the place of a lease to that of its queue. */
  readonly #leases = new Map<string, string>();

  constructor(
    index: FileSet,
    places: Places,
    flow: PlaceFlow,
    evidence: QueueEvidence,
    vocabulary: Vocabulary,
  ) {
    this.#index = index;
    this.#places = places;
    this.#flow = flow;
    this.#evidence = evidence;
    this.#vocabulary = vocabulary;
    this.#candidates = this.#findCandidates();
    this.#noteIterations();
    this.#noteLeases();
    this.#followParameters();
    flow.groups.uniteSinglePasses();
    this.#number();
    this.#noteSites();
  }

  /** The queue that an expression denotes, if there is evidence for one. */
  of(expression: Node): Handle | undefined {
    return this.#at(this.#places.of(expression));
  }

  /** The queue whose lease an expression denotes. */
  leasedFrom(expression: Node): Handle | undefined {
    const place = this.#places.of(expression);
    return this.#at(place === undefined ? undefined : this.#leases.get(place));
  }

  /** What a call means to a queue, or to a lease of one. */
  meaningOf(call: TSESTree.CallExpression): CallMeaning | undefined {
    const method = methodCall(call);
    if (!method || !this.#vocabulary.isMethod(method.name)) return undefined;
    const leased = this.leasedFrom(method.receiver);
    const settling = leased && leaseCallOf(leased.profile, method.name);
    if (settling) return settling;
    const handle = this.of(method.receiver);
    return handle && callOf(handle.profile, method.name);
  }

  /** The fields read of leases: `lease.numRequeues`. */
  leaseFields(): TSESTree.MemberExpression[] {
    if (this.#leases.size === 0) return [];
    return this.#index.members.filter((member) => this.leasedFrom(member.object) !== undefined);
  }

  /** What reading a field of a lease means. */
  fieldMeaning(member: TSESTree.MemberExpression): CallMeaning | undefined {
    const leased = this.leasedFrom(member.object);
    return leased && leaseCallOf(leased.profile, memberName(member) ?? "");
  }

  /** What leaving the scope of `using` variables does: a lease is done. */
  disposedWith({ declarations }: TSESTree.VariableDeclaration): readonly Effect[] {
    return declarations.flatMap(({ id }) => {
      const leased = this.leasedFrom(id);
      return (leased && leaseCallOf(leased.profile, "dispose")?.effects) ?? [];
    });
  }

  #at(place: string | undefined): Handle | undefined {
    const id = place === undefined ? undefined : this.#ids.get(place);
    const handle = id === undefined ? undefined : this.handles[id];
    return handle?.known ? handle : undefined;
  }

  /** Whether a known queue is imported from another file of the project: a third one may import it as well. */
  get areImported(): boolean {
    return [...this.#shown].some(
      ([place, shown]) => this.#at(place) && shown.some((node) => this.#index.isImportedFromProject(node)),
    );
  }

  /** Whether code that has `expression` in hand can reach a known queue through it. */
  reachesFrom(expression: Node): boolean {
    const place = this.#places.of(expression);
    return (
      place !== undefined &&
      this.#knownPlaces().some((key) => key === place || /^[.[]/.test(rest(key, place)))
    );
  }

  /** Whether the queues that `expression` holds are private fields of this class: code elsewhere cannot reach them. */
  isPrivateTo(expression: Node): boolean {
    const node = bare(expression);
    const owner = node.type === AST_NODE_TYPES.ThisExpression ? this.#index.thisClass(node) : undefined;
    if (!owner) return false;
    const held = this.#knownPlaces().map((key) => rest(key, this.#places.ofClass(owner)));
    const fields = held.filter((field) => field.startsWith(".")).map((field) => field.split(/[.[]/)[1] ?? "");
    return fields.length > 0 && fields.every((field) => isPrivateField(owner, field));
  }

  #knownPlaces(): string[] {
    return [...this.#ids].flatMap(([place, id]) => (this.handles[id]?.known ? [place] : []));
  }

  #show(place: string, expression: Node): void {
    this.#shown.set(place, [...(this.#shown.get(place) ?? []), expression]);
  }

  #findCandidates(): Candidate[] {
    return this.#index.calls.flatMap((call) => {
      const method = methodCall(call);
      if (!method || this.#vocabulary.meanings(method.name).length === 0) return [];
      const receiver = bare(method.receiver);
      const place = this.#places.of(receiver);
      if (place === undefined || !this.#maybeQueue(receiver)) return [];
      this.#show(place, receiver);
      return [{ call, receiver, method: method.name, place }];
    });
  }

  /** `this` is a queue only in a class that extends one. */
  #maybeQueue(receiver: Node): boolean {
    return receiver.type !== AST_NODE_TYPES.ThisExpression || this.#evidence.byType(receiver) !== undefined;
  }

  #noteIterations(): void {
    for (const loop of this.#index.loops) {
      const place = loop.await ? this.#places.of(loop.right) : undefined;
      if (place !== undefined) this.#show(place, bare(loop.right));
    }
  }

  #noteLeases(): void {
    for (const { call, method, place } of this.#candidates) {
      const leases = this.#vocabulary.meanings(method).some(({ take }) => take?.form === "lease");
      const target = leases ? variableFor(call) : undefined;
      if (target) this.#noteLease(target, place);
    }
    for (const { await: isAwait, left, right } of this.#index.loops) {
      const declared = left.type === AST_NODE_TYPES.VariableDeclaration ? left.declarations[0].id : undefined;
      if (isAwait && declared) this.#noteLease(declared, this.#places.of(right));
    }
  }

  #noteLease(variable: Node, queue: string | undefined): void {
    const place = variable.type === AST_NODE_TYPES.Identifier ? this.#places.of(variable) : undefined;
    if (place !== undefined && queue !== undefined && this.#shown.has(queue)) this.#leases.set(place, queue);
  }

  /** Notes what is passed for the parameters that candidates are, or come from; what is passed becomes a candidate in turn. */
  #followParameters(): void {
    const pending = new Set(this.#shown.keys());
    for (const place of pending) {
      const shown = this.#shown.get(place) ?? [];
      for (const origin of this.#flow.originsOf(place, shown[0])) {
        const from = this.#places.of(origin);
        if (from !== undefined) pending.add(from);
      }
      const passed = this.#flow.follow(place, shown);
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
    const groups = new Map<string, number>();
    for (const [place, shown] of this.#shown) {
      const group = this.#flow.groups.of(place);
      if (!groups.has(group)) groups.set(group, groups.size);
      const queue = queues.get(group);
      const profile = queue?.profile ?? this.#vocabulary.profiles[0];
      if (!profile) return;
      this.#ids.set(place, this.handles.length);
      this.handles.push({
        id: this.handles.length,
        name: shown[0] ? this.#index.text(shown[0]) : place,
        group: groups.get(group) ?? 0,
        known: queue !== undefined,
        items: this.#itemsOf(group),
        keyed: this.#origins(group).some((origin) => this.#evidence.isKeyed(origin)),
        canRetry: queue?.rateLimited ?? false,
        retried: charged.has(group),
        limiter: this.#limiterOf(this.#madeIn(group, charged)),
        profile,
        isParameter: this.#mayBeSeveral(place, shown) || this.#mayBeAnother(place, shown),
      });
    }
  }

  /** Whether a place is a parameter, or is given several queues by one. */
  #mayBeSeveral(place: string, shown: readonly Node[]): boolean {
    if (!this.#given.has(place)) return false;
    if (shown.some((node) => this.#flow.isParameter(node))) return true;
    return this.#flow.groups.sourcesOf(this.#flow.groups.of(place)).length > 0;
  }

  /** Whether a place is reached in ways that are not followed, so that it may hold a queue that has another name elsewhere. */
  #mayBeAnother(place: string, shown: readonly Node[]): boolean {
    if (!this.#index.hasTypes) return false;
    const isOwn = /^(?:v\d+|class\d+\.[^.[(]+)$/.test(place);
    return !isOwn || !shown.some((node) => this.#index.isInLinted(node));
  }

  /** What each group is for which there is evidence: a type or an origin first, a distinctive call else. */
  #queues(): Map<string, KnownQueue> {
    const found = new Map<string, KnownQueue>();
    for (const [place, shown] of this.#shown) {
      const group = this.#flow.groups.of(place);
      const known =
        shown.map((node) => this.#evidence.byType(node)).find((queue) => queue) ??
        this.#flow
          .originsOf(place, shown[0])
          .map((origin) => this.#evidence.byOrigin(origin))
          .find((queue) => queue);
      if (known && !found.has(group)) found.set(group, known);
    }
    for (const { place, method } of this.#candidates) {
      const group = this.#flow.groups.of(place);
      const profile = this.#vocabulary.distinctiveFor(method);
      if (profile && !found.get(group)?.rateLimited) found.set(group, { profile, rateLimited: true });
    }
    return found;
  }

  /** The groups that some call charges. */
  #charged(queues: ReadonlyMap<string, KnownQueue>): Map<string, true> {
    const found = new Map<string, true>();
    for (const { place, method } of this.#candidates) {
      const group = this.#flow.groups.of(place);
      const profile = queues.get(group)?.profile;
      if (profile && callOf(profile, method)?.effects.includes("retry")) found.set(group, true);
    }
    for (const call of this.#index.calls) {
      const method = methodCall(call);
      const queue = method && this.#leases.get(this.#places.of(method.receiver) ?? "");
      const group = queue === undefined ? undefined : this.#flow.groups.of(queue);
      const profile = group === undefined ? undefined : queues.get(group)?.profile;
      if (group === undefined || !method || !profile) continue;
      if (leaseCallOf(profile, method.name)?.effects.includes("retry")) found.set(group, true);
    }
    return found;
  }

  /** The expressions that make the queue of a group. */
  #origins(group: string): Node[] {
    return [...this.#shown].flatMap(([place, shown]) =>
      this.#flow.groups.of(place) === group ? this.#flow.originsOf(place, shown[0]) : [],
    );
  }

  /** What the type arguments of a queue say of its items. */
  #itemsOf(group: string): Handle["items"] {
    const shown = [...this.#shown].flatMap(([place, nodes]) =>
      this.#flow.groups.of(place) === group ? nodes : [],
    );
    const kinds = [...shown, ...this.#origins(group)].map((node) => this.#evidence.itemsOf(node));
    return kinds.find((kind) => kind !== "unknown") ?? "unknown";
  }

  /** What makes the queue of a group, or those that are charged of several that it is given. */
  #madeIn(group: string, charged: ReadonlyMap<string, true>): Node[] {
    const own = this.#origins(group);
    if (own.some((origin) => this.#evidence.limiterOf(origin) !== "unknown")) return own;
    const sources = this.#flow.groups.sourcesOf(group).filter((source) => charged.has(source));
    return sources.flatMap((source) => this.#origins(source));
  }

  #limiterOf(origins: readonly Node[]): Limiter {
    const kinds = new Set(origins.map((origin) => this.#evidence.limiterOf(origin)));
    return (
      (["tracking", "stateless", "custom", "foreign", "given"] as const).find((kind) => kinds.has(kind)) ??
      "unknown"
    );
  }

  #noteSites(): void {
    for (const { call, receiver, method } of this.#candidates) {
      const handle = this.of(receiver);
      const meaning = handle && callOf(handle.profile, method);
      if (!meaning) continue;
      for (const effect of meaning.effects) this.effects.push({ call, handle: handle.id, effect });
      if (meaning.take) this.takes.push({ node: call, queue: receiver, handle, shape: meaning.take });
    }
    for (const loop of this.#index.loops) {
      const handle = loop.await ? this.of(loop.right) : undefined;
      const shape = handle?.profile.iteration;
      if (handle && shape) this.takes.push({ node: loop, queue: loop.right, handle, shape });
    }
  }
}

/** What follows a place's name in another's: `.queue` of `class1.queue` after `class1`. */
function rest(key: string, place: string): string {
  return key.startsWith(place) ? key.slice(place.length) : "";
}

/** The variable that a call's (awaited) value initialises or is assigned to. */
function variableFor(call: Node): Node | undefined {
  let at: Node = call;
  while (at.parent && bare(at.parent) === call) at = at.parent;
  if (at.parent?.type === AST_NODE_TYPES.VariableDeclarator) return at.parent.id;
  return at.parent?.type === AST_NODE_TYPES.AssignmentExpression ? at.parent.left : undefined;
}

function isPrivateField(owner: ClassNode, name: string): boolean {
  if (name.startsWith("#")) return true;
  const declared = owner.body.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.PropertyDefinition &&
      member.accessibility === "private" &&
      keyName(member.key, member.computed) === name,
  );
  return (
    declared ||
    parameterProperties(owner).some((field) => field.accessibility === "private" && field.name.name === name)
  );
}
