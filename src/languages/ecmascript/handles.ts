import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/utils";
import { Groups } from "../../flow/groups.ts";
import type { FunctionId, Handle, HandleId, Limiter } from "../../flow/program.ts";
import type { CallMeaning, TakeShape } from "../../protocol/profile.ts";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { Callees } from "./callees.ts";
import type { FileIndex } from "./file-index.ts";
import type { Places } from "./places.ts";
import type { QueueEvidence } from "./queue-evidence.ts";
import { bare, isClass, isFunction, keyName, methodCall, type ClassNode, type Node } from "./syntax.ts";

/** A call of a queue's vocabulary on some receiver, before it is known whether that is a queue. */
interface Candidate {
  readonly call: TSESTree.CallExpression;
  readonly receiver: Node;
  readonly meaning: CallMeaning;
  readonly distinctive: boolean;
}

/** A call or a loop that takes an item. */
export interface TakeSite {
  readonly node: TSESTree.CallExpression | TSESTree.ForOfStatement;
  readonly queue: Node;
  readonly handle: Handle;
  readonly shape: TakeShape;
}

interface PlaceNotes {
  readonly expressions: Node[];
  distinctive: boolean;
  charged: boolean;
  isParameter: boolean;
}

/**
 * Finds the work queues of a file. A place (see Places) that receives calls of the vocabulary is a candidate; it is known to be a queue
 * when it, or a place it flows to or comes from, has a queue's type, a queue's origin, or a call that only a queue has.
 * Places joined by assignment are one queue; a parameter joins the one place that is passed for it, and stays apart when several are.
 */
export class Handles {
  readonly handles: Handle[] = [];
  readonly charges: { readonly call: TSESTree.CallExpression; readonly handle: HandleId }[] = [];
  /** Calls and loops that take an item from a known queue. */
  readonly takes: TakeSite[] = [];
  readonly #candidates: readonly Candidate[];
  readonly #index: FileIndex;
  readonly #places: Places;
  readonly #callees: Callees;
  readonly #evidence: QueueEvidence;
  readonly #vocabulary: Vocabulary;
  readonly #notes = new Map<string, PlaceNotes>();
  readonly #origins = new Map<string, Node[]>();
  readonly #groups = new Groups();
  /** From a place to the parameters it is passed for. */
  readonly #flows: [from: string, to: string][] = [];
  readonly #ids = new Map<string, HandleId>();
  readonly #leases = new Map<string, string>();

  constructor(
    index: FileIndex,
    places: Places,
    callees: Callees,
    evidence: QueueEvidence,
    vocabulary: Vocabulary,
  ) {
    this.#index = index;
    this.#places = places;
    this.#callees = callees;
    this.#evidence = evidence;
    this.#vocabulary = vocabulary;
    this.#noteOrigins();
    this.#candidates = this.#findCandidates();
    this.#noteIterations();
    this.#noteLeases();
    this.#followParameters();
    this.#joinSingleFlows();
    this.#number();
    this.#noteCharges();
  }

  /** The queue that an expression denotes, if there is evidence for one. */
  of(expression: Node): Handle | undefined {
    const place = this.#places.of(expression);
    const id = place === undefined ? undefined : this.#ids.get(place);
    const handle = id === undefined ? undefined : this.handles[id];
    return handle?.known ? handle : undefined;
  }

  /** The queue whose lease an expression denotes. */
  leasedFrom(expression: Node): Handle | undefined {
    const place = this.#places.of(expression);
    const queue = place === undefined ? undefined : this.#leases.get(place);
    const id = queue === undefined ? undefined : this.#ids.get(queue);
    const handle = id === undefined ? undefined : this.handles[id];
    return handle?.known ? handle : undefined;
  }

  /** Whether code that has `expression` in hand can reach a known queue through it. */
  reachesFrom(expression: Node): boolean {
    const place = this.#places.of(expression);
    if (place === undefined) return false;
    return this.handles.some((handle) => {
      const key = this.#keyOf(handle.id);
      return handle.known && (key === place || key.startsWith(`${place}.`) || key.startsWith(`${place}[`));
    });
  }

  /** Whether the queues that `expression` holds are private fields of this class: code elsewhere cannot reach them. */
  isPrivateTo(expression: Node): boolean {
    const owner =
      bare(expression).type === AST_NODE_TYPES.ThisExpression ? this.#index.thisClass(expression) : undefined;
    if (!owner) return false;
    const held = this.handles.filter(
      (handle) => handle.known && this.#keyOf(handle.id).startsWith(`${this.#places.ofClass(owner)}.`),
    );
    return (
      held.length > 0 &&
      held.every((handle) => isPrivateField(owner, this.#keyOf(handle.id).split(".")[1] ?? ""))
    );
  }

  #keyOf(id: HandleId): string {
    return [...this.#ids.keys()][id] ?? "";
  }

  #noteOf(place: string): PlaceNotes {
    let notes = this.#notes.get(place);
    if (!notes)
      this.#notes.set(
        place,
        (notes = { expressions: [], distinctive: false, charged: false, isParameter: false }),
      );
    return notes;
  }

  #findCandidates(): Candidate[] {
    const found: Candidate[] = [];
    for (const call of this.#index.calls) {
      const method = methodCall(call);
      const meaning = method && this.#vocabulary.call(method.name);
      if (!meaning) continue;
      const receiver = bare(method.receiver);
      const place = this.#places.of(receiver);
      if (place === undefined || !this.#maybeQueue(receiver)) continue;
      const notes = this.#noteOf(place);
      notes.expressions.push(receiver);
      const distinctive = this.#vocabulary.isDistinctive(method.name);
      notes.distinctive ||= distinctive;
      notes.charged ||= meaning.effects.includes("retry");
      found.push({ call, receiver, meaning, distinctive });
    }
    return found;
  }

  /** `this` is a queue only in a class that extends one. */
  #maybeQueue(receiver: Node): boolean {
    if (receiver.type !== AST_NODE_TYPES.ThisExpression) return true;
    const owner = this.#index.thisClass(receiver);
    return owner !== undefined && this.#evidence.isQueueClass(owner);
  }

  #noteIterations(): void {
    for (const loop of this.#index.loops) {
      const place = loop.await ? this.#places.of(loop.right) : undefined;
      if (place !== undefined) this.#noteOf(place).expressions.push(bare(loop.right));
    }
  }

  /** Where places get their values; places that get each other's are joined. */
  #noteOrigins(): void {
    for (const { left, right } of this.#index.assignments) this.#flowsInto(this.#places.of(left), right);
    for (const property of this.#index.properties) {
      if (property.value) this.#flowsInto(this.#placeOfProperty(property), property.value);
    }
    for (const owner of this.#index.classes) this.#joinParameterProperties(owner);
  }

  #flowsInto(place: string | undefined, value: Node): void {
    if (place === undefined) return;
    const node = bare(value);
    const source =
      node.type === AST_NODE_TYPES.LogicalExpression ? this.#places.of(node.left) : this.#places.of(node);
    if (source !== undefined) this.#groups.unite(place, source);
    this.#origins.set(place, [...(this.#origins.get(place) ?? []), value]);
  }

  #placeOfProperty(property: TSESTree.PropertyDefinition | TSESTree.Property): string | undefined {
    const name = keyName(property.key, property.computed);
    if (name === undefined) return undefined;
    if (property.type === AST_NODE_TYPES.PropertyDefinition)
      return this.#fieldPlace(property.parent.parent, name);
    const holder = property.parent.parent;
    if (
      property.parent.type !== AST_NODE_TYPES.ObjectExpression ||
      holder.type !== AST_NODE_TYPES.VariableDeclarator
    )
      return undefined;
    const base = holder.id.type === AST_NODE_TYPES.Identifier ? this.#places.of(holder.id) : undefined;
    return base === undefined ? undefined : `${base}.${name}`;
  }

  #fieldPlace(owner: Node, name: string): string | undefined {
    const base = isClass(owner) ? this.#places.ofClass(owner) : undefined;
    return base === undefined ? undefined : `${base}.${name}`;
  }

  #joinParameterProperties(owner: Node): void {
    if (!isClass(owner)) return;
    for (const member of owner.body.body) {
      if (
        member.type !== AST_NODE_TYPES.MethodDefinition ||
        member.kind !== "constructor" ||
        !isFunction(member.value)
      )
        continue;
      for (const param of member.value.params) {
        if (param.type !== AST_NODE_TYPES.TSParameterProperty) continue;
        const target =
          param.parameter.type === AST_NODE_TYPES.AssignmentPattern ? param.parameter.left : param.parameter;
        const place = target.type === AST_NODE_TYPES.Identifier ? this.#places.of(target) : undefined;
        const field =
          target.type === AST_NODE_TYPES.Identifier ? this.#fieldPlace(owner, target.name) : undefined;
        if (place !== undefined && field !== undefined) this.#groups.unite(field, place);
      }
    }
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
    const identifier = this.#notes
      .get(place)
      ?.expressions.find((node) => node.type === AST_NODE_TYPES.Identifier);
    const definition = identifier && this.#index.variableOf(identifier)?.defs[0];
    if (!definition || !isFunction(definition.node)) return undefined;
    const index = definition.node.params.findIndex((param) => param === definition.name);
    return index < 0 ? undefined : { function: this.#index.idOf(definition.node), index };
  }

  #argumentsFor(id: FunctionId, index: number): Node[] {
    const calls = this.#index.calls.filter(
      (call) => call.arguments[index] && this.#callees.of(call.callee).includes(id),
    );
    const owner = this.#index.functions[id]?.parent;
    const constructed =
      owner?.type === AST_NODE_TYPES.MethodDefinition && owner.kind === "constructor"
        ? this.#index.news.filter(({ callee }) => this.#index.classNamed(callee) === owner.parent.parent)
        : [];
    return [...calls, ...constructed].flatMap((call) => call.arguments[index] ?? []);
  }

  /** A parameter for which one queue is passed everywhere is that queue. */
  #joinSingleFlows(): void {
    const sources = new Map<string, Set<string>>();
    for (const [from, to] of this.#flows) {
      sources.set(to, (sources.get(to) ?? new Set()).add(this.#groups.find(from)));
    }
    for (const [to, from] of sources) {
      const [only] = from;
      if (from.size === 1 && only !== undefined) this.#groups.unite(only, to);
    }
  }

  #number(): void {
    const known = this.#spread((notes, place) => notes.distinctive || this.#isQueue(notes, place));
    const charged = this.#spread((notes) => notes.charged);
    const groups = new Map<string, number>();
    for (const [place, notes] of this.#notes) {
      const root = this.#groups.find(place);
      if (!groups.has(root)) groups.set(root, groups.size);
      this.#ids.set(place, this.handles.length);
      const shown = notes.expressions[0];
      this.handles.push({
        id: this.handles.length,
        name: shown ? this.#index.text(shown) : place,
        group: groups.get(root) ?? 0,
        known: known.has(root),
        retried: charged.has(root),
        limiter: this.#limiterOf(root),
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
      notes.expressions.some((node) => this.#evidence.byType(node) ?? this.#originOfVariable(node)) ||
      (this.#origins.get(place) ?? []).some((origin) => this.#evidence.byOrigin(origin))
    );
  }

  #originOfVariable(node: Node): boolean {
    return this.#initialisers(node).some((init) => this.#evidence.byOrigin(init) !== undefined);
  }

  #initialisers(node: Node): Node[] {
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const variable = this.#index.variableOf(node);
    return (variable?.references ?? []).flatMap((reference) =>
      reference.writeExpr ? [reference.writeExpr] : [],
    );
  }

  #limiterOf(root: string): Limiter {
    const kinds = new Set<Limiter>();
    for (const [place, notes] of this.#notes) {
      if (this.#groups.find(place) !== root) continue;
      const origins = [
        ...(this.#origins.get(place) ?? []),
        ...notes.expressions.slice(0, 1).flatMap((node) => this.#initialisers(node)),
      ];
      for (const origin of origins) kinds.add(this.#evidence.limiterOf(origin));
    }
    if (kinds.has("tracking")) return "tracking";
    if (kinds.has("stateless")) return "stateless";
    return kinds.has("custom") ? "custom" : "unknown";
  }

  #noteLeases(): void {
    for (const { call, receiver, meaning } of this.#candidates) {
      const target = meaning.take?.form === "lease" ? this.#variableFor(call) : undefined;
      if (target) this.#noteLease(target, this.#places.of(receiver));
    }
    for (const loop of this.#index.loops) {
      const declared =
        loop.left.type === AST_NODE_TYPES.VariableDeclaration ? loop.left.declarations[0]?.id : undefined;
      if (loop.await && declared) this.#noteLease(declared, this.#places.of(loop.right));
    }
    for (const call of this.#index.calls) {
      const method = methodCall(call);
      const queue =
        method &&
        this.#vocabulary.leaseCall(method.name) &&
        this.#leases.get(this.#places.of(method.receiver) ?? "");
      if (queue !== undefined && this.#vocabulary.leaseCall(method?.name ?? "")?.effects.includes("retry"))
        this.#noteOf(queue).charged = true;
    }
  }

  #noteLease(variable: Node, queue: string | undefined): void {
    const place = variable.type === AST_NODE_TYPES.Identifier ? this.#places.of(variable) : undefined;
    if (place !== undefined && queue !== undefined && this.#notes.has(queue)) this.#leases.set(place, queue);
  }

  /** The variable that a call's (awaited) value initialises or is assigned to. */
  #variableFor(call: Node): Node | undefined {
    let at: Node = call;
    while (at.parent && bare(at.parent) === call) at = at.parent;
    if (at.parent?.type === AST_NODE_TYPES.VariableDeclarator) return at.parent.id;
    return at.parent?.type === AST_NODE_TYPES.AssignmentExpression ? at.parent.left : undefined;
  }

  #noteCharges(): void {
    for (const { call, receiver, meaning } of this.#candidates) {
      const handle = this.of(receiver);
      if (!handle) continue;
      if (meaning.effects.includes("retry")) this.charges.push({ call, handle: handle.id });
      if (meaning.take) this.takes.push({ node: call, queue: receiver, handle, shape: meaning.take });
    }
    for (const loop of this.#index.loops) {
      const handle = loop.await ? this.of(loop.right) : undefined;
      const shape = this.#vocabulary.iteration;
      if (handle && shape) this.takes.push({ node: loop, queue: loop.right, handle, shape });
    }
  }
}

function isPrivateField(owner: ClassNode, name: string): boolean {
  if (name.startsWith("#")) return true;
  return owner.body.body.some((member) => {
    if (member.type === AST_NODE_TYPES.PropertyDefinition) {
      return member.accessibility === "private" && keyName(member.key, member.computed) === name;
    }
    if (
      member.type !== AST_NODE_TYPES.MethodDefinition ||
      member.kind !== "constructor" ||
      !isFunction(member.value)
    )
      return false;
    return member.value.params.some(
      (param) =>
        param.type === AST_NODE_TYPES.TSParameterProperty &&
        param.accessibility === "private" &&
        parameterName(param) === name,
    );
  });
}

function parameterName({ parameter }: TSESTree.TSParameterProperty): string | undefined {
  const target = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
  return target.type === AST_NODE_TYPES.Identifier ? target.name : undefined;
}
