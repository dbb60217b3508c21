import {
  statementsIn,
  type Block,
  type Condition,
  type Controller,
  type Helper,
  type Statement,
} from "./ast.ts";

/** The controller does something that Go says in quite another way, or cannot say. */
export class NotInGoError extends Error {}

const methods = { done: "Done", forget: "Forget", retry: "AddRateLimited", readd: "Add", delay: "AddAfter" };

export interface GoText {
  readonly text: string;
  /** The world's functions that give an error. */
  readonly failing: ReadonlySet<string>;
}

/** What becomes of an error here: nothing gives one, or it is returned to the literal that stands for the `try`. */
type Errors = "none" | "returned";

interface Place {
  readonly errors: Errors;
  /** `return`, and jumps to loops that were begun further out, would leave a function literal. */
  readonly inLiteral: boolean;
  /** Loops begun inside the literal. */
  readonly loops: number;
  readonly labels: readonly string[];
  readonly inSwitch: boolean;
  /** The last statement of a function can be deferred to. */
  readonly isTail: boolean;
}

/**
 * The same program in Go, where errors are values: a protected call returns its error, a `try` is a function literal that returns the
 * first one, a `finally` is a deferred call. An error that leaves the worker, and a jump out of a `try`, are not printed:
 * NotInGoError.
 */
export function printGo(controller: Controller): GoText {
  const printer = new Printer(controller);
  return { text: printer.print(), failing: printer.failing };
}

class Printer {
  readonly #controller: Controller;
  readonly #imports = new Set(["k8s.io/client-go/util/workqueue"]);
  readonly failing = new Set<string>();
  /** What `return` is followed by. */
  #result = "";

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  print(): string {
    const { helpers, change, keys } = this.#controller;
    const functions = helpers.filter((helper) => !helper.isClosure).map((helper) => this.#helper(helper));
    const worker = this.#worker();
    const handler = change ? [this.#handler(change)] : [];
    const imports = [...this.#imports].map((path) => `\t"${path}"`).sort();
    const queues = ["queue", "other"].map(
      (name) =>
        `var ${name} = workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[${this.#itemType()}]())`,
    );
    return [
      "package controller",
      "",
      "import (",
      ...imports,
      ")",
      "",
      ...(keys === "text" ? [] : ["type Key struct{ Name string }", ""]),
      ...queues,
      "",
      ...functions,
      worker,
      ...handler,
      "",
    ].join("\n");
  }

  #helper({ name, body, isClosure }: Helper): string {
    this.#result = "";
    const inside = this.#block(body, topOfFunction);
    return isClosure ? `${name} := func() ${inside}` : `func ${name}(item ${this.#itemType()}) ${inside}`;
  }

  /** Structs are compared by value, pointers to them by identity. */
  #itemType(): string {
    return { text: "string", objects: "*Key", keyed: "Key" }[this.#controller.keys];
  }

  #worker(): string {
    const { form, flags, turn, helpers, ignoresShutdown } = this.#controller;
    const closures = helpers.filter((helper) => helper.isClosure).map((helper) => this.#helper(helper));
    const bodies = [turn, ...helpers.map((helper) => helper.body)];
    const usesAlias = bodies
      .flatMap(statementsIn)
      .some((statement) => statement.do === "effect" && statement.item === "alias");
    const start = ["item, shutdown := queue.Get()"];
    const prelude = [
      ...flags.map((flag) => `${flag} := false`),
      ...(usesAlias ? ["alias := item"] : []),
      ...closures,
    ];
    this.#result = form === "next" ? " true" : "";
    if (form === "next") {
      const lines = this.#lines(turn, topOfFunction);
      const body = [...start, "if shutdown {\n\treturn false\n}", ...prelude, ...lines, "return true"];
      return `func worker() bool ${braces(body)}`;
    }
    const inLoop = { ...topOfFunction, loops: 1, labels: ["turns"], isTail: false };
    const body = [
      ...start,
      `if shutdown {\n\t${ignoresShutdown ? "continue" : "return"}\n}`,
      ...prelude,
      ...this.#lines(turn, inLoop),
    ];
    return `func worker() ${braces([`turns:\nfor ${braces(body)}`])}`;
  }

  #handler(change: Block): string {
    this.#imports.add("k8s.io/client-go/tools/cache");
    this.#result = "";
    const name = this.#call("keyOf", "object");
    const values = { text: name, objects: `&Key{Name: ${name}}`, keyed: `Key{Name: ${name}}` };
    const body = [`item := ${values[this.#controller.keys]}`, ...this.#lines(change, topOfFunction)];
    const literal = `func(object interface{}) ${braces(body)}`;
    return `func watch(informer cache.SharedIndexInformer) ${braces([
      `informer.AddEventHandler(cache.ResourceEventHandlerFuncs{\n\tAddFunc: ${literal.replaceAll("\n", "\n\t")},\n})`,
    ])}`;
  }

  #block(block: Block, place: Place): string {
    return braces(this.#lines(block, place));
  }

  #lines(block: Block, place: Place): string[] {
    return block.flatMap((statement, index) =>
      this.#statement(statement, { ...place, isTail: place.isTail && index === block.length - 1 }),
    );
  }

  #call(name: string, argument = ""): string {
    this.#imports.add("example.com/operator/world");
    return `world.${name[0]?.toUpperCase() ?? ""}${name.slice(1)}(${argument})`;
  }

  /** A call with a result: kept in `name`, its error returned where calls give one. */
  #kept(name: string, asked: string, argument: string, { errors }: Place): string[] {
    const call = this.#call(asked, argument);
    if (errors === "none") return [`${name} := ${call}`];
    if (/^asked(?:In|On)/.test(asked)) throw new NotInGoError("a question that is asked again, kept");
    this.failing.add(asked);
    return [`${name}, err := ${call}`, "if err != nil {\n\treturn err\n}"];
  }

  #statement(statement: Statement, place: Place): string[] {
    switch (statement.do) {
      case "effect": {
        const item = statement.item === "part" ? 'item + "/part"' : statement.item;
        if (statement.effect === "delay") this.#imports.add("time");
        const delay = statement.effect === "delay" ? ", time.Second" : "";
        return [`${statement.queue}.${methods[statement.effect]}(${item}${delay})`];
      }
      case "work": {
        if (statement.awaited && place.errors === "none")
          throw new NotInGoError("a rejection leaves the function");
        const call = this.#call(statement.name, statement.givesItem ? "item" : "");
        if (place.errors === "returned") this.failing.add(statement.name);
        return [place.errors === "none" ? call : `if err := ${call}; err != nil {\n\treturn err\n}`];
      }
      case "attempt":
        if (statement.awaited && place.errors === "none")
          throw new NotInGoError("a rejection leaves the function");
        return this.#kept(`${statement.name}Err`, statement.name, "", place);
      case "ask":
        return this.#kept(statement.name, `ask${statement.name}`, "", place);
      case "set":
        if (place.inLiteral) throw new NotInGoError("a flag set in a function literal");
        return [`${statement.flag} = ${String(statement.value)}`];
      case "help":
        return [this.#help(statement.helper, place)];
      case "break":
      case "continue":
      case "return":
      case "throw":
        return [this.#jump(statement, place)];
      default:
        return this.#compound(statement, place);
    }
  }

  #help(name: string, place: Place): string {
    const helper = this.#controller.helpers.find((each) => each.name === name);
    const calls = statementsIn(helper?.body ?? []).some((each) => each.do !== "effect" && each.do !== "set");
    if (!helper || (calls && place.errors === "returned")) throw new NotInGoError("a helper throws");
    return `${name}(${helper.isClosure ? "" : "item"})`;
  }

  #jump(statement: Statement & { do: "break" | "continue" | "return" | "throw" }, place: Place): string {
    if (statement.do === "throw") {
      if (place.errors === "none") throw new NotInGoError("a throw leaves the function");
      this.#imports.add("errors");
      return 'return errors.New("explicit")';
    }
    if (statement.do === "return") {
      if (place.inLiteral) throw new NotInGoError("a return out of a try");
      return `return${this.#result}`;
    }
    const { label } = statement;
    const isInside = label === undefined ? place.loops > 0 : place.labels.includes(label);
    if (!isInside) throw new NotInGoError("a jump out of a try");
    return `${statement.do}${label === undefined ? "" : ` ${label}`}`;
  }

  #compound(statement: Statement, place: Place): string[] {
    const inner = { ...place, isTail: false };
    switch (statement.do) {
      case "if": {
        const test = this.#condition(statement.test, inner);
        const otherwise = statement.no.length > 0 ? ` else ${this.#block(statement.no, place)}` : "";
        return [...test.before, `if ${test.text} ${this.#block(statement.yes, place)}${otherwise}`];
      }
      case "each":
      case "while":
        return this.#loop(statement, inner);
      case "switch":
        return this.#switch(statement, inner);
      case "try":
        return this.#try(statement, place);
      default:
        throw new NotInGoError("a promise chain");
    }
  }

  #loop(loop: Statement & { do: "each" | "while" }, place: Place): string[] {
    const within: Place = {
      ...place,
      loops: place.loops + 1,
      labels: loop.label === undefined ? place.labels : [...place.labels, loop.label],
      inSwitch: false,
    };
    const label = loop.label === undefined ? "" : `${loop.label}:\n`;
    const body = this.#lines(loop.body, within);
    if (loop.do === "each") {
      const parts = place.errors === "none" ? [] : this.#kept(loop.name, loop.name, "", place);
      const over = place.errors === "none" ? this.#call(loop.name) : loop.name;
      return [...parts, `${label}for range ${over} ${braces(body)}`];
    }
    if (place.errors === "none") return [`${label}for ${this.#call(loop.name)} ${braces(body)}`];
    const test = [...this.#kept(loop.name, loop.name, "", place), `if !${loop.name} {\n\tbreak\n}`];
    return [`${label}for ${braces([...test, ...body])}`];
  }

  #switch({ name, cases, otherwise }: Statement & { do: "switch" }, place: Place): string[] {
    const within = { ...place, inSwitch: true };
    const before = place.errors === "none" ? [] : this.#kept(name, name, "", place);
    const subject = place.errors === "none" ? this.#call(name) : name;
    const clauses = cases.map((body, index) =>
      [`case "${"abc"[index] ?? ""}":`, ...indented(this.#lines(body, within))].join("\n"),
    );
    if (otherwise) clauses.push(["default:", ...indented(this.#lines(otherwise, within))].join("\n"));
    return [...before, `switch ${subject} {\n${clauses.join("\n")}\n}`];
  }

  #try({ body, caught, last }: Statement & { do: "try" }, place: Place): string[] {
    if (
      last &&
      place.errors === "returned" &&
      statementsIn(last).some((each) => each.do !== "effect" && each.do !== "set")
    )
      throw new NotInGoError("a finally that throws");
    const literal: Place = {
      errors: "returned",
      inLiteral: true,
      loops: 0,
      labels: [],
      inSwitch: false,
      isTail: false,
    };
    const protect = (inside: Block, where: Place): string[] =>
      caught
        ? [
            `if err := func() error ${braces([...this.#lines(inside, literal), "return nil"])}(); err != nil ${this.#block(caught, where)}`,
          ]
        : this.#lines(inside, where);
    if (!last) return protect(body, { ...place, isTail: false });
    const deferred = `defer func() ${this.#block(last, { ...literal, errors: "none" })}()`;
    if (place.isTail && !place.inLiteral) return [deferred, ...protect(body, place)];
    const inside = { ...literal, errors: place.errors };
    const lines = [deferred, ...protect(body, inside)];
    return place.errors === "none"
      ? [`func() ${braces(lines)}()`]
      : [`if err := func() error ${braces([...lines, "return nil"])}(); err != nil {\n\treturn err\n}`];
  }

  /** A condition, and what has to be asked before it, where asking may give an error. */
  #condition(test: Condition, place: Place): { text: string; before: string[] } {
    switch (test.is) {
      case "asked":
      case "form": {
        const argument = test.is === "form" ? "item" : "";
        if (place.errors === "none") return { text: this.#call(test.name, argument), before: [] };
        return { text: test.name, before: this.#kept(test.name, test.name, argument, place) };
      }
      case "variable":
        return { text: test.name, before: [] };
      case "error":
        return { text: `${test.name}Err != nil`, before: [] };
      case "underLimit":
        return { text: "queue.NumRequeues(item) < 3", before: [] };
      case "not": {
        const { text, before } = this.#condition(test.of, place);
        return { text: `!(${text})`, before };
      }
      default: {
        const [left, right] = [this.#condition(test.left, place), this.#condition(test.right, place)];
        if (right.before.length > 0) throw new NotInGoError("an error in the middle of a condition");
        return {
          text: `(${left.text} ${test.is === "both" ? "&&" : "||"} ${right.text})`,
          before: left.before,
        };
      }
    }
  }
}

const topOfFunction: Place = {
  errors: "none",
  inLiteral: false,
  loops: 0,
  labels: [],
  inSwitch: false,
  isTail: true,
};

function indented(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split("\n")).map((line) => (line ? `\t${line}` : line));
}

function braces(lines: readonly string[]): string {
  return ["{", ...indented(lines), "}"].join("\n");
}
