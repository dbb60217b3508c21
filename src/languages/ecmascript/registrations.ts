import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { Registration } from "../../flow/program.ts";
import { saysDeletion, type ChangeEvents, type HandlerRegistration } from "../../protocol/change-events.ts";
import type { Callees } from "./callees.ts";
import type { FileSet } from "./file-set.ts";
import { bare, isFunction, keyName, literalText, methodCall, type Node } from "./syntax.ts";

/** The functions of a file that run because something changed. */
export function findRegistrations(index: FileSet, callees: Callees, changes: ChangeEvents): Registration[] {
  const finder = new RegistrationFinder(index, callees, changes);
  return [...finder.fromCalls(), ...finder.fromClasses()];
}

class RegistrationFinder {
  readonly #index: FileSet;
  readonly #callees: Callees;
  readonly #changes: ChangeEvents;
  readonly #fields: ReadonlySet<string>;
  readonly #methods: ReadonlySet<string>;

  constructor(index: FileSet, callees: Callees, changes: ChangeEvents) {
    this.#index = index;
    this.#callees = callees;
    this.#changes = changes;
    this.#fields = new Set(changes.handlerFields);
    this.#methods = new Set(changes.handlerMethods);
  }

  fromCalls(): Registration[] {
    return this.#index.calls.flatMap((call) => {
      const name = calledName(call);
      const registrations = this.#changes.registrations.filter((registration) => registration.call === name);
      return registrations.flatMap((registration) => this.#registered(call, name, registration));
    });
  }

  #registered(
    call: TSESTree.CallExpression,
    name: string,
    { event, handler }: HandlerRegistration,
  ): Registration[] {
    const events = event === undefined ? undefined : this.#eventNames(call.arguments[event]);
    const changes = events?.filter((candidate) => this.#changes.events.includes(candidate));
    const change = changes?.find((candidate) => !saysDeletion(candidate)) ?? changes?.[0];
    const argument = call.arguments[handler];
    if (!argument || (event !== undefined && change === undefined)) return [];
    const label = change === undefined ? name : `${name}("${change}")`;
    const given = event === undefined ? this.#givenTo(argument, label) : [];
    return [...this.#handlers(argument, label, change), ...this.#fromObject(argument), ...given];
  }

  #handlers(expression: Node, label: string, change = label): Registration[] {
    const ofDeletion = saysDeletion(change);
    return this.#callees
      .of(expression)
      .map((id) => ({ function: id, label, ofDeletion, at: this.#index.span(expression) }));
  }

  /** The functions that a handler whose class is elsewhere is given where it is made: `new Blocking(this.enqueue)`. */
  #givenTo(argument: Node, label: string): Registration[] {
    const node = bare(argument);
    if (node.type !== AST_NODE_TYPES.NewExpression || this.#index.classNamed(node.callee)) return [];
    return node.arguments.flatMap((given) => this.#handlers(given, label));
  }

  /** What an event argument can be: a literal, or a variable that runs over a list of literals. */
  #eventNames(argument: Node | undefined): string[] {
    if (!argument) return [];
    const text = literalText(argument);
    if (text !== undefined) return [text];
    const node = bare(argument);
    if (node.type === AST_NODE_TYPES.ConditionalExpression) {
      return [...this.#eventNames(node.consequent), ...this.#eventNames(node.alternate)];
    }
    if (node.type !== AST_NODE_TYPES.Identifier) return this.#enumValue(node);
    const definition = this.#index.variableOf(node)?.defs[0]?.node;
    if (definition && isFunction(definition)) return this.#fromIteration(definition);
    if (definition?.type !== AST_NODE_TYPES.VariableDeclarator) return [];
    const loop = definition.parent.parent;
    if (loop.type === AST_NODE_TYPES.ForOfStatement) return this.#listed(loop.right);
    return definition.init ? this.#eventNames(definition.init) : [];
  }

  /** `["add", "update"].forEach((event) => ...)`: what the callback's parameter runs over. */
  #fromIteration(callback: Node): string[] {
    const call = callback.parent && methodCall(callback.parent);
    return call?.name === "forEach" ? this.#listed(call.receiver) : [];
  }

  #listed(list: Node): string[] {
    const node = bare(list);
    if (node.type === AST_NODE_TYPES.ArrayExpression)
      return node.elements.flatMap((element) => this.#eventNames(element ?? undefined));
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const definition = this.#index.variableOf(node)?.defs[0]?.node;
    return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
      ? this.#listed(definition.init)
      : [];
  }

  /** `ADD` of `informer.on(k8s.ADD, ...)` is the event in upper case. */
  #enumValue(node: Node): string[] {
    const name =
      node.type === AST_NODE_TYPES.MemberExpression ? keyName(node.property, node.computed) : undefined;
    return name === undefined ? [] : [name.toLowerCase()];
  }

  /** `{ addFunc: f }`, `{ onAdd() {} }`, and the class instance that has such methods, which `fromClasses` sees. */
  #fromObject(argument: Node): Registration[] {
    const node = this.#objectAt(argument);
    if (node?.type !== AST_NODE_TYPES.ObjectExpression) return [];
    return node.properties.flatMap((property) => {
      if (property.type !== AST_NODE_TYPES.Property) return [];
      const name = keyName(property.key, property.computed) ?? "";
      if (this.#fields.has(lowerFirst(name))) return this.#handlers(property.value, name);
      return bare(property.value).type === AST_NODE_TYPES.ObjectExpression
        ? this.#fromObject(property.value)
        : [];
    });
  }

  #objectAt(argument: Node): Node | undefined {
    const node = bare(argument);
    if (node.type !== AST_NODE_TYPES.Identifier) return node;
    const definition = this.#index.variableOf(node)?.defs[0]?.node;
    return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
      ? bare(definition.init)
      : undefined;
  }

  /** Methods and function fields whose name says that they handle a change. */
  fromClasses(): Registration[] {
    return this.#index.classes.flatMap((owner) =>
      owner.body.body.flatMap((member) => {
        const isMember =
          member.type === AST_NODE_TYPES.MethodDefinition ||
          member.type === AST_NODE_TYPES.PropertyDefinition;
        const name = isMember ? (keyName(member.key, member.computed) ?? "") : "";
        if (!isMember || !member.value || !this.#methods.has(lowerFirst(name))) return [];
        return this.#callees.of(member.value).map((id) => ({
          function: id,
          label: name,
          ofDeletion: saysDeletion(name),
          at: this.#index.span(member.key),
        }));
      }),
    );
  }
}

function calledName(call: TSESTree.CallExpression): string {
  const method = methodCall(call);
  if (method) return lowerFirst(method.name);
  const callee = bare(call.callee);
  return callee.type === AST_NODE_TYPES.Identifier ? lowerFirst(callee.name) : "";
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
