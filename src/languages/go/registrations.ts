import type { FunctionId, Registration, Span } from "../../flow/program.ts";
import { saysDeletion, type ChangeEvents } from "../../protocol/change-events.ts";
import type { CompositeLit, Expr, FuncDecl, Node } from "./ast.ts";
import { spanIn } from "./lower/lowering.ts";
import type { PackageAnalysis } from "./package/analysis.ts";
import type { FunctionNode } from "./package/file-index.ts";
import { bare, baseType, flattened, lastName, withoutParens } from "./syntax.ts";

/** The type of controller-runtime's events: `event.CreateEvent`, `event.TypedUpdateEvent[T]`. */
const eventType = /^(?:Typed)?(?:Create|Update|Delete|Generic)Event$/;

/** Fields with functions that hear of no change: they say which ones count, or of a failure. */
const decidesOnly = /filter|predicate|err(?:or)?|fail/i;

/** The functions of a package that run because something changed. */
export function findRegistrations(analysis: PackageAnalysis, changes: ChangeEvents): Registration[] {
  const finder = new RegistrationFinder(analysis, changes);
  return [
    ...finder.fromLiterals(),
    ...finder.fromAssignments(),
    ...finder.fromCalls(),
    ...finder.fromMethods(),
  ];
}

class RegistrationFinder {
  readonly #analysis: PackageAnalysis;
  readonly #changes: ChangeEvents;
  readonly #fields: ReadonlySet<string>;

  constructor(analysis: PackageAnalysis, changes: ChangeEvents) {
    this.#analysis = analysis;
    this.#changes = changes;
    this.#fields = new Set(changes.handlerFields.map(exported));
  }

  /** `cache.ResourceEventHandlerFuncs{AddFunc: f}`, `handler.Funcs{CreateFunc: f}`, wherever they are made. */
  fromLiterals(): Registration[] {
    return this.#analysis.package.literals.flatMap((literal) => {
      if (!this.#isForeign(literal)) return [];
      const isHandlers = /EventHandler(?:Detailed)?Funcs$/.test(typeName(literal));
      return literal.elts.flatMap((entry) => {
        if (entry.type !== "KeyValueExpr") return isHandlers ? this.#handlers(entry, typeName(literal)) : [];
        const name = entry.key.type === "Ident" ? entry.key.name : "";
        return this.#fields.has(name) ? this.#handlers(entry.value, name) : [];
      });
    });
  }

  /** A struct of the package is followed itself: what its fields hold runs where they are called. */
  #isForeign(literal: CompositeLit): boolean {
    const { types } = this.#analysis;
    const type = types.of(literal);
    return type !== undefined && types.underlying(type).type === "SelectorExpr";
  }

  /** `handlers.AddFunc = f`. */
  fromAssignments(): Registration[] {
    return this.#analysis.package.assignments.flatMap(({ target, value, part }) => {
      const isField = target.type === "SelectorExpr" && this.#fields.has(target.sel.name);
      if (!isField || part !== undefined) return [];
      const found = this.#analysis.types.select(target.x, target.sel.name);
      return found ? [] : this.#handlers(value, target.sel.name);
    });
  }

  /** `informer.AddEventHandler(f)`, `handler.EnqueueRequestsFromMapFunc(f)`. */
  fromCalls(): Registration[] {
    return this.#changes.registrations.flatMap(({ call: name, event, handler }) => {
      if (event !== undefined) return [];
      return this.#analysis.package.callsNamed(exported(name)).flatMap((call) => {
        const argument = call.args[handler];
        return argument ? [...this.#handlers(argument, exported(name)), ...this.#givenTo(argument)] : [];
      });
    });
  }

  /** The functions that a handler of another package's type is given where it is made: `&controllers.Blocking{Work: c.enqueue}`. */
  #givenTo(argument: Expr): Registration[] {
    const node = bare(argument);
    if (node.type !== "CompositeLit" || !this.#isForeign(node)) return [];
    if (/Funcs$|^Filtering/.test(typeName(node))) return []; // their fields are known by name
    return node.elts.flatMap((entry) => {
      const name = entry.type === "KeyValueExpr" ? lastName(entry.key) : typeName(node);
      const value = entry.type === "KeyValueExpr" ? entry.value : entry;
      return decidesOnly.test(name) ? [] : this.#handlers(value, name);
    });
  }

  /** The functions that an expression is, or that a call of another package's function is given. */
  #handlers(expr: Expr, label: string): Registration[] {
    const node = withoutParens(expr);
    const { callees, package: pkg } = this.#analysis;
    const value = this.#methodValue(node, label);
    if (value) return [value];
    const direct = callees.of(node);
    const functions =
      direct.length === 0 && node.type === "CallExpr"
        ? node.args.flatMap((arg) => [...callees.of(arg)])
        : direct;
    const handed = node.type === "CallExpr" && direct.length === 0 ? node.args : [];
    return [
      ...functions.flatMap((id) => {
        const fn = pkg.functions[id];
        return fn ? [this.#registration(id, label, fn)] : [];
      }),
      ...handed.flatMap((arg) => this.#methodValue(withoutParens(arg), label) ?? []),
    ];
  }

  /** `AddFunc: c.queue.AddRateLimited` */
  #methodValue(node: Expr, label: string): Registration | undefined {
    const value = this.#analysis.methodValues.of(node);
    if (!value) return undefined;
    const at = this.#spanOf(value.owner, value.fun);
    return { function: value.id, label, ofDeletion: saysDeletion(label), at };
  }

  #spanOf(owner: FunctionNode, { start, end }: Node): Span {
    return spanIn(this.#analysis.package.fileOf(owner), start, end);
  }

  #registration(id: FunctionId, label: string, node: FunctionNode): Registration {
    const at = this.#spanOf(node, node.type === "FuncDecl" ? node.name : node);
    return { function: id, label, ofDeletion: saysDeletion(label), at };
  }

  /** Methods whose name, and what they are given, say that they handle a change. */
  fromMethods(): Registration[] {
    const { package: pkg } = this.#analysis;
    const handlerMethods = new Set(this.#changes.handlerMethods.map(exported));
    const eventMethods = new Set(this.#changes.eventMethods.map(exported));
    return pkg.methods.flatMap((method) => {
      const { name } = method.name;
      const isHandler =
        (handlerMethods.has(name) && isEventHandler(method)) ||
        (eventMethods.has(name) && isGivenEvent(method));
      return isHandler ? [this.#registration(pkg.idOf(method), name, method)] : [];
    });
  }
}

/** `OnAdd(obj)`, `OnUpdate(before, after)`, without results. */
function isEventHandler({ signature }: FuncDecl): boolean {
  const { length } = flattened(signature.params);
  return (length === 1 || length === 2) && flattened(signature.results).length === 0;
}

function isGivenEvent({ signature }: FuncDecl): boolean {
  return flattened(signature.params).some(({ type }) => eventType.test(lastName(baseType(type))));
}

function typeName({ typeExpr }: CompositeLit): string {
  return typeExpr ? lastName(baseType(typeExpr)) : "";
}

/** The tables begin with a small letter, Go's exported names with a capital. */
function exported(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
