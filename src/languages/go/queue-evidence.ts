import type { Limiter } from "../../flow/program.ts";
import type { KnownQueue, Vocabulary } from "../../protocol/vocabulary.ts";
import type { CallExpr, Expr, FuncDecl, Ident, SelectorExpr } from "./ast.ts";
import { embeddedLimiter } from "./embedded-limiter.ts";
import type { FunctionFact, ImportedFacts } from "./module/facts.ts";
import type { GoPackage } from "./package/go-package.ts";
import { baseType, calleeOf, lastName, withoutParens } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/** Named types and factories are followed this deep; it also stops at cycles. */
const maxHops = 8;

/** Says whether a type or an origin is evidence of a work queue. */
export class QueueEvidence {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #vocabulary: Vocabulary;
  readonly #facts: ImportedFacts;
  readonly #dotImports: readonly string[];

  constructor(pkg: GoPackage, types: GoTypes, vocabulary: Vocabulary, facts: ImportedFacts) {
    this.#package = pkg;
    this.#types = types;
    this.#vocabulary = vocabulary;
    this.#facts = facts;
    this.#dotImports = pkg.dotImports();
  }

  /** The queue that a type is: by its name, what it is declared as, or an interface that it embeds. */
  named(type: Expr, hops = 0): KnownQueue | undefined {
    const node = baseType(type);
    if (hops > maxHops) return undefined;
    if (node.type === "InterfaceType")
      return firstOf(node.methods.fields, (field) =>
        field.names.length === 0 ? this.named(field.typeExpr, hops + 1) : undefined,
      );
    const imported = this.#imported(node, "types");
    if (imported || node.type !== "Ident") return imported;
    const decl = this.#package.objectOf(node)?.decl;
    if (decl?.type === "TypeSpec" || decl?.type === "Field") return this.named(decl.typeExpr, hops + 1);
    return undefined;
  }

  /** The queue type that the declarations give an expression. */
  byType(expr: Expr): KnownQueue | undefined {
    const type = this.#types.of(expr);
    return type && this.named(type);
  }

  /** Whether a queue's type argument is a pointer: `TypedInterface[*Request]`. */
  holdsPointers(expr: Expr): boolean {
    const type = this.#types.of(expr);
    return type?.type === "IndexExpr" && type.indices[0]?.type === "StarExpr";
  }

  /** Whether an expression is known to be something else: a limiter has calls of a queue's names. */
  isSomethingElse(expr: Expr): boolean {
    const type = this.#types.of(expr);
    if (!type) return false;
    const under = this.#types.underlying(type);
    const isForeign = under.type === "SelectorExpr" && under.x.type === "Ident";
    return isForeign && /RateLimiter$/.test(under.sel.name);
  }

  /** Whether a queue may have a method of this name. */
  isMethod(name: string): boolean {
    return this.#vocabulary.meanings(name).length > 0 || this.#facts.isMethod(name);
  }

  /** What is known of a function of another package of the module, and where that is. */
  functionFact({ x, sel }: SelectorExpr): (FunctionFact & { readonly path: string }) | undefined {
    const path = x.type === "Ident" ? this.#package.importOf(x) : undefined;
    const fact = path === undefined ? undefined : this.#facts.of(path)?.functions.get(sel.name);
    return fact && path !== undefined ? { ...fact, path } : undefined;
  }

  /** A name of another package, when it is one that the profiles know, or that package's facts. */
  #imported(node: Expr, kind: "types" | "factories"): KnownQueue | undefined {
    if (node.type === "SelectorExpr" && node.x.type === "Ident") {
      const path = this.#package.importOf(node.x);
      return (
        this.#vocabulary.queueNamed(node.sel.name, kind, path) ??
        (path === undefined ? undefined : this.#facts.of(path)?.[kind].get(node.sel.name))
      );
    }
    if (node.type !== "Ident" || this.#package.objectOf(node)) return undefined;
    return firstOf(this.#dotImports, (path) => this.#vocabulary.queueNamed(node.name, kind, path));
  }

  /** The queue that evaluating an expression makes. */
  byOrigin(expr: Expr): KnownQueue | undefined {
    const call = this.#factoryCall(expr, 0);
    return call && this.#imported(calleeOf(call), "factories");
  }

  /** The call of a queue's factory that an expression is, or that the function it calls returns. */
  #factoryCall(expr: Expr, hops: number): CallExpr | undefined {
    const node = withoutParens(expr);
    if (node.type !== "CallExpr" || hops > maxHops) return undefined;
    const fun = calleeOf(node);
    if (this.#imported(fun, "factories")) return node;
    const decl = fun.type === "Ident" ? this.#package.objectOf(fun)?.decl : undefined;
    if (decl?.type !== "FuncDecl") return undefined;
    return firstOf(this.#package.returnsOf(decl), ({ results }) =>
      results[0] ? this.#factoryCall(this.#valueOf(results[0]), hops + 1) : undefined,
    );
  }

  /** The one value that a name has, if it has one; else the expression itself. */
  #valueOf(expr: Expr): Expr {
    const node = withoutParens(expr);
    const object = node.type === "Ident" ? this.#package.objectOf(node) : undefined;
    const writes = object ? this.#package.writesOf(object) : [];
    const only = writes.length === 1 ? writes[0] : undefined;
    return only && only.part === undefined ? only.value : node;
  }

  /** What the limiter of a queue made by an expression keeps for an item. */
  limiterOf(expr: Expr): Limiter {
    const call = this.#factoryCall(expr, 0);
    if (call && this.#imported(calleeOf(call), "factories")?.profile.wraps) return "unknown";
    const limiter = call?.args[0];
    return limiter ? this.#kindOf(limiter, 0) : "unknown";
  }

  /** The limiter that the package sets for the controllers it makes, whose queues its handlers are given. */
  limiterOfControllers(): Limiter {
    const kinds = this.#package.literals.flatMap(({ typeExpr, elts }) => {
      if (!typeExpr || !this.#isControllerOptions(baseType(typeExpr))) return [];
      return elts.flatMap((entry) => {
        const isLimiter =
          entry.type === "KeyValueExpr" && entry.key.type === "Ident" && entry.key.name === "RateLimiter";
        return isLimiter ? [this.#kindOf(entry.value, 0)] : [];
      });
    });
    const kind = strongest(kinds);
    return kinds.length > 0 && (kind === "unknown" || kind === "foreign") ? "custom" : kind;
  }

  /** `controller.Options` and `controller.TypedOptions[T]` of controller-runtime. */
  #isControllerOptions(type: Expr): boolean {
    if (type.type !== "SelectorExpr" || type.x.type !== "Ident") return false;
    return /Options$/.test(type.sel.name) && /\/controller$/.test(this.#package.importOf(type.x) ?? "");
  }

  #kindOf(expr: Expr, hops: number): Limiter {
    const node = this.#valueOf(expr);
    if (hops > maxHops) return "unknown";
    if (node.type === "UnaryExpr") return this.#kindOf(node.x, hops + 1);
    if (node.type === "Ident") return this.#isGiven(node) ? "given" : "unknown";
    if (node.type === "CompositeLit") {
      const embedded = embeddedLimiter(this.#package, this.#types, node);
      if (embedded) return this.#kindOf(embedded, hops + 1);
      return node.typeExpr ? this.#kindNamed(baseType(node.typeExpr)) : "unknown";
    }
    if (node.type !== "CallExpr") return "unknown";
    const fun = calleeOf(node);
    const fact = this.#limiterFact(fun);
    if (fact) return fact;
    const wrapped = wrappedLimiters(nameOf(fun), node.args);
    if (wrapped) return strongest(wrapped.map((arg) => this.#kindOf(arg, hops + 1)));
    const decl = fun.type === "Ident" ? this.#package.objectOf(fun)?.decl : undefined;
    if (decl?.type !== "FuncDecl") return this.#kindNamed(fun);
    return this.limiterMadeBy(decl, hops + 1);
  }

  /** What the limiter keeps that a function returns: not known where it decides between a tracking limiter and another. */
  limiterMadeBy(decl: FuncDecl, hops = 0): Limiter {
    const kinds = this.#package
      .returnsOf(decl)
      .map(({ results }) => (results[0] ? this.#kindOf(results[0], hops) : "unknown"));
    const kind = strongest(kinds);
    return kind === "tracking" && kinds.some((each) => each !== kind) ? "unknown" : kind;
  }

  /** The limiter that a function of another package of the module makes; what one of that package's own does is not looked at. */
  #limiterFact(fun: Expr): Limiter | undefined {
    const path =
      fun.type === "SelectorExpr" && fun.x.type === "Ident" ? this.#package.importOf(fun.x) : undefined;
    const made = path === undefined ? undefined : this.#facts.of(path)?.limiters.get(lastName(fun));
    return made === "custom" ? "foreign" : made;
  }

  /** A parameter of an exported function, whose callers are elsewhere. */
  #isGiven(node: Ident): boolean {
    const object = this.#package.objectOf(node);
    const owner = object?.scope.func;
    return object?.kind === "parameter" && owner?.type === "FuncDecl" && /^[A-Z]/.test(owner.name.name);
  }

  #kindNamed(type: Expr): Limiter {
    const name = nameOf(type);
    if (this.#vocabulary.isStatelessLimiter(name)) return "stateless";
    if (this.#vocabulary.isTrackingLimiter(name)) return "tracking";
    if (this.#isOwn(type)) return this.#forgetsNothing(name) ? "stateless" : "custom";
    return this.#isForeign(type) ? "foreign" : "unknown";
  }

  /** Made by another package than client-go's: what it keeps, and when it forgets it, is not in view. */
  #isForeign(type: Expr): boolean {
    const source =
      type.type === "SelectorExpr" && type.x.type === "Ident" ? this.#package.importOf(type.x) : undefined;
    return source !== undefined && !/(?:^|\/)util\/workqueue$/.test(source);
  }

  /** A limiter of the package with nothing to forget: its `Forget` is empty. */
  #forgetsNothing(name: string): boolean {
    const [forget, ...others] = this.#package.methodsOf(name, "Forget");
    return others.length === 0 && forget?.body?.list.length === 0;
  }

  #isOwn(type: Expr): boolean {
    return type.type === "Ident" && this.#package.objectOf(type) !== undefined;
  }
}

/** The limiters that a limiter of this name asks. */
function wrappedLimiters(name: string, args: readonly Expr[]): readonly Expr[] | undefined {
  if (/MaxOf/.test(name)) return args;
  return /WithMaxWait/.test(name) ? args.slice(0, 1) : undefined;
}

function nameOf(expr: Expr): string {
  const ident: Ident | undefined =
    expr.type === "SelectorExpr" ? expr.sel : expr.type === "Ident" ? expr : undefined;
  return ident?.name ?? "";
}

/** A limiter that asks several is as forgetful as the one that remembers most. */
function strongest(kinds: readonly Limiter[]): Limiter {
  for (const kind of ["tracking", "unknown", "given", "foreign", "custom", "stateless"] as const)
    if (kinds.includes(kind)) return kind;
  return "unknown";
}

function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
