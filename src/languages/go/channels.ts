import type { Handle } from "../../flow/program.ts";
import { settles } from "../../protocol/effects.ts";
import type { TakeShape } from "../../protocol/profile.ts";
import type { CallExpr, CommClause, Expr, SendStmt } from "./ast.ts";
import type { CallGraph } from "./call-graph.ts";
import type { Callees } from "./callees.ts";
import type { Handles, TakeSite } from "./handles.ts";
import type { FunctionNode, Receive } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { PlaceFlow } from "./place-flow.ts";
import { variableIn, type Places } from "./places.ts";
import { calleeOf, withoutParens } from "./syntax.ts";
import { walk } from "./walk.ts";

/** Names for an item are followed this far. */
const maxHops = 4;

/** What was sent, and whether it still comes. */
const receivedPair: TakeShape = { form: "tuple", itemFields: ["0"], flagFields: ["1"] };

export interface ChannelContext {
  readonly package: GoPackage;
  readonly places: Places;
  readonly flow: PlaceFlow;
  readonly handles: Handles;
  readonly callees: Callees;
  readonly callGraph: CallGraph;
}

/**
 * Receives that take an item: all that is sent on their channel, as far as the package goes, was taken from one queue, and who took it does nothing with it but
 * send it on. A channel is known by its place (see Places); where several are given for a parameter, all carry items of that queue. An item that
 * is a part of what is sent is not followed, nor one that is received and sent on.
 */
export function receivedItems(context: ChannelContext): TakeSite[] {
  const { package: pkg, handles } = context;
  const sends = pkg.files.flatMap((file) => file.sends);
  if (handles.takes.length === 0 || sends.length === 0) return [];
  const items = new SentItems(context);
  const sent = new Map(sends.map((send) => [send, items.takeOf(send)]));
  return [...sent.values()].some(Boolean) ? new Channels(context, sent).receivedItems() : [];
}

/** Where a value was taken that is sent. */
class SentItems {
  readonly #context: ChannelContext;

  constructor(context: ChannelContext) {
    this.#context = context;
  }

  /** The take, if who took the item leaves it alone otherwise. */
  takeOf(send: SendStmt): TakeSite | undefined {
    const taken = this.#takenAs(send.value);
    if (!taken || taken.handle.isParameter) return undefined;
    return this.#isSettledThere(send, taken) ? undefined : taken;
  }

  #takenAs(expr: Expr, hops = 0): TakeSite | undefined {
    const { package: pkg, handles } = this.#context;
    let node = withoutParens(expr);
    while (node.type === "TypeAssertExpr") node = withoutParens(node.x);
    const object = node.type === "Ident" ? variableIn(pkg, node) : undefined;
    const [only, another] = object ? pkg.writesOf(object) : [];
    if (!only || another || hops > maxHops) return undefined;
    const value = withoutParens(only.value);
    const site = handles.takes.find((each) => each.node === value);
    if (site) return String(only.part) === site.shape.itemFields[0] ? site : undefined;
    return only.part === undefined || only.part === 0 ? this.#takenAs(value, hops + 1) : undefined;
  }

  /** Whether the functions that take and send an item settle it, too, other than where it is not sent: in another case of the same `select`. */
  #isSettledThere(send: SendStmt, taken: TakeSite): boolean {
    const { package: pkg, handles, callees, callGraph } = this.#context;
    const { group } = taken.handle;
    const settlers = handles.effects.flatMap(({ call, handle, effect }) => {
      const isOwn = handles.handles[handle]?.group === group && settles(effect);
      return isOwn ? (pkg.ownerOf(call) ?? []) : [];
    });
    const reaching = callGraph.reaching(settlers.map((owner) => pkg.idOf(owner)));
    const functions = new Set([taken.owner, pkg.ownerOf(send) ?? taken.owner]);
    const elsewhere = otherCases(taken.owner, send);
    const calls = [...functions].flatMap((fn) => pkg.bodyOf(fn)?.calls ?? []);
    return calls.some((call) => {
      if (elsewhere.some(({ start, end }) => start <= call.start && call.end <= end)) return false;
      const called = handles.calledBy(call);
      if (called) return called.handle.group === group && called.meaning.effects.some(settles);
      if (this.#runsWithout(call, taken)) return false;
      return [call.fun, ...call.args].some((fun) => callees.of(fun).some((id) => reaching.has(id)));
    });
  }

  /** A goroutine that is not given the item. */
  #runsWithout(call: CallExpr, taken: TakeSite): boolean {
    return (
      this.#context.package.isStarted(call) &&
      calleeOf(call).type !== "FuncLit" &&
      !call.args.some((arg) => this.#takenAs(arg) === taken)
    );
  }
}

/** Finds what is received on the channels that carry items. */
class Channels {
  readonly #context: ChannelContext;
  readonly #sent: ReadonlyMap<SendStmt, TakeSite | undefined>;

  constructor(context: ChannelContext, sent: ReadonlyMap<SendStmt, TakeSite | undefined>) {
    this.#context = context;
    this.#sent = sent;
  }

  receivedItems(): TakeSite[] {
    const bodies = this.#context.package.files.flatMap((file) => [...file.bodies.values()]);
    const sent = [...this.#sent.keys()].map(({ chan }) => chan);
    const received = bodies.flatMap(({ receives }) => receives.map(({ x }) => x));
    this.#uniteParameters([...sent, ...received]);
    const queues = this.#queuesByChannel();
    return bodies.flatMap(({ node: owner, calls, receives }) =>
      receives.flatMap((node) => {
        const channel = this.#channelOf(node.x);
        const handle = channel === undefined ? undefined : queues.get(channel);
        if (!handle || isDropped(owner, node)) return [];
        return {
          node,
          owner,
          handle,
          shape: receivedPair,
          on: this.#nameFor(handle, calls),
          mayShutDown: false,
        };
      }),
    );
  }

  #channelOf(expr: Expr): string | undefined {
    const place = this.#context.places.of(expr);
    return place === undefined ? undefined : this.#context.flow.groups.of(place);
  }

  /** Makes one of a parameter and all that is given for it. */
  #uniteParameters(channels: readonly Expr[]): void {
    const { places, flow } = this.#context;
    const shown = new Map<string, Expr[]>();
    const show = (expr: Expr, place = places.of(expr)): void => {
      if (place !== undefined) shown.set(place, [...(shown.get(place) ?? []), expr]);
    };
    for (const channel of channels) show(channel);
    for (const [place, exprs] of shown)
      for (const { place: from, argument } of flow.follow(place, exprs) ?? []) {
        flow.groups.unite(from, place);
        show(argument, from);
      }
  }

  /** The queue whose items each channel carries; undefined for one that carries other things, or items that another carries, too. */
  #queuesByChannel(): Map<string, Handle | undefined> {
    const ways = new Map<TakeSite, Set<string | undefined>>();
    for (const [{ chan }, taken] of this.#sent)
      if (taken) ways.set(taken, (ways.get(taken) ?? new Set()).add(this.#channelOf(chan)));
    const queues = new Map<string, Handle | undefined>();
    for (const [{ chan }, taken] of this.#sent) {
      const channel = this.#channelOf(chan);
      if (channel === undefined) continue;
      const handle = taken && ways.get(taken)?.size === 1 ? taken.handle : undefined;
      const isOther = queues.has(channel) && queues.get(channel)?.group !== handle?.group;
      queues.set(channel, isOther ? undefined : handle);
    }
    return queues;
  }

  /** What one of these calls names the queue. */
  #nameFor({ group }: Handle, calls: readonly CallExpr[]): Expr | undefined {
    const called = calls.map((call) => this.#context.handles.calledBy(call));
    return called.find((each) => each?.handle.group === group)?.on;
  }
}

/** Whether what is received goes nowhere: the channel is only waited for, or drained. */
function isDropped(owner: FunctionNode, receive: Receive): boolean {
  const isReceived = (value: Expr): boolean => withoutParens(value) === receive;
  if (receive.type === "RangeStmt") return receive.key !== null && isBlank(receive.key);
  let dropped = false;
  walk(owner, (node) => {
    if (node.type === "ExprStmt" && isReceived(node.x)) dropped = true;
    else if (node.type === "AssignStmt" && isBlank(node.lhs[node.rhs.findIndex(isReceived)])) dropped = true;
  });
  return dropped;
}

function isBlank(target: Expr | undefined): boolean {
  return target?.type === "Ident" && target.name === "_";
}

/** The other cases of the `select` that a send is a case of. */
function otherCases(owner: FunctionNode, send: SendStmt): readonly CommClause[] {
  let others: readonly CommClause[] = [];
  walk(owner, (node) => {
    if (node.type === "SelectStmt" && node.clauses.some(({ comm }) => comm === send))
      others = node.clauses.filter(({ comm }) => comm !== send);
  });
  return others;
}
