import {
  allStatements,
  statementsIn,
  type Block,
  type Condition,
  type Controller,
  type Helper,
  type Statement,
} from "./ast.ts";

/** Names and layout, which mean nothing: printing with others must leave every verdict as it is. */
export interface Style {
  readonly rename: (name: string) => string;
  readonly indent: string;
  /** `if (c) A else B` is printed as `if (!c) B else A`. */
  readonly swapsBranches: boolean;
  /** The turn is run by a function made on the spot. */
  readonly wrapsTurn: boolean;
}

export const plainStyle: Style = {
  rename: (name) => name,
  indent: "  ",
  swapsBranches: false,
  wrapsTurn: false,
};

const methods = { done: "done", forget: "forget", retry: "addRateLimited", readd: "add", delay: "addAfter" };

/** The controller as a TypeScript module that exports its `worker`. */
export function printTypeScript(controller: Controller, style: Style = plainStyle): string {
  return new Printer(controller, style).print();
}

class Printer {
  readonly #controller: Controller;
  readonly #style: Style;
  readonly #declared = new Map<string, string>();
  /** What `return` is followed by where it stands. */
  #result = "";

  constructor(controller: Controller, style: Style) {
    this.#controller = controller;
    this.#style = style;
  }

  print(): string {
    const { helpers, change, keys } = this.#controller;
    const functions = helpers.filter((helper) => !helper.isClosure).map((helper) => this.#helper(helper));
    const worker = this.#worker();
    const handler = change && this.#handler(change);
    const usesOther = allStatements(this.#controller).some(
      (statement) => statement.do === "effect" && statement.queue === "other",
    );
    const name = this.#style.rename;
    const itemType = this.#itemType();
    const made = `new RateLimitingQueue<${itemType}>(${keys === "keyed" ? "{ keyOf: (key) => key.name }" : ""})`;
    return [
      'import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";',
      "",
      ...(keys === "text" ? [] : ["interface Key { name: string }"]),
      ...[...this.#declared].map(([each, type]) => `declare function ${each}(item?: ${itemType}): ${type};`),
      ...(handler
        ? [
            "declare const informer: { on(event: string, listener: (object: { name: string }) => void): void };",
          ]
        : []),
      "",
      `const ${name("queue")} = ${made};`,
      ...(usesOther ? [`const ${name("other")} = ${made};`] : []),
      ...functions,
      worker,
      ...(handler ? [handler] : []),
      "",
    ].join("\n");
  }

  #helper({ name, body, isAsync, isClosure }: Helper): string {
    const head = isAsync ? "async " : "";
    const result = isAsync ? "Promise<void>" : "void";
    this.#result = "";
    const inside = this.#block(body);
    const item = this.#style.rename("item");
    return isClosure
      ? `const ${this.#style.rename(name)} = ${head}(): ${result} => ${inside};`
      : `${head}function ${this.#style.rename(name)}(${item}: ${this.#itemType()}): ${result} ${inside}`;
  }

  #itemType(): string {
    return this.#controller.keys === "text" ? "string" : "Key";
  }

  #worker(): string {
    const { form, helpers, ignoresShutdown } = this.#controller;
    const onShutdown = ignoresShutdown ? "continue" : "return";
    const name = this.#style.rename;
    const start = `const { item: ${name("item")}, shutdown } = await ${name("queue")}.get();`;
    const closures = helpers.filter((helper) => helper.isClosure).map((helper) => this.#helper(helper));
    const prelude = [...this.#flagsAndAlias(), ...closures];
    this.#result = form === "next" ? " true" : "";
    const wraps = this.#style.wrapsTurn && form === "next";
    const lines = this.#lines(this.#controller.turn);
    const ended = form === "next" && !/^return|^throw/.test(lines.at(-1) ?? "") ? ["return true;"] : [];
    const turn = [...prelude, ...lines, ...ended];
    const body = wraps ? [`return (async () => ${this.#braces(turn)})();`] : turn;
    return form === "loop"
      ? `export async function worker(): Promise<void> ${this.#braces([`turns: for (;;) ${this.#braces([start, `if (shutdown) ${onShutdown};`, ...body])}`])}`
      : `export async function worker(): Promise<boolean> ${this.#braces([start, "if (shutdown) return false;", ...body])}`;
  }

  #flagsAndAlias(): string[] {
    const { flags, turn, helpers } = this.#controller;
    const bodies = [turn, ...helpers.map((helper) => helper.body)];
    const usesAlias = bodies
      .flatMap(statementsIn)
      .some((statement) => statement.do === "effect" && statement.item === "alias");
    const name = this.#style.rename;
    return [
      ...flags.map((flag) => `let ${name(flag)} = false;`),
      ...(usesAlias ? [`const ${name("alias")} = ${name("item")};`] : []),
    ];
  }

  #handler(change: Block): string {
    this.#result = "";
    const name = this.#style.rename;
    const key = this.#controller.keys === "text" ? "object.name" : "{ name: object.name }";
    const body = [`const ${name("item")} = ${key};`, ...this.#lines(change)];
    return `informer.on("add", (object) => ${this.#braces(body)});`;
  }

  #braces(lines: readonly string[]): string {
    const { indent } = this.#style;
    const inner = lines.flatMap((line) => line.split("\n")).map((line) => (line ? indent + line : line));
    return ["{", ...inner, "}"].join("\n");
  }

  #block(block: Block): string {
    return this.#braces(this.#lines(block));
  }

  #lines(block: Block): string[] {
    return block.map((statement) => this.#statement(statement));
  }

  /** The call of a world function, which is declared for it. */
  #call(name: string, type: string, argument = ""): string {
    const called = this.#style.rename(name);
    this.#declared.set(called, type);
    return `${called}(${argument})`;
  }

  #statement(statement: Statement): string {
    const name = this.#style.rename;
    switch (statement.do) {
      case "effect": {
        const item = statement.item === "part" ? `\`\${${name("item")}}/part\`` : name(statement.item);
        const delay = statement.effect === "delay" ? ", 1000" : "";
        return `${name(statement.queue)}.${methods[statement.effect]}(${item}${delay});`;
      }
      case "work": {
        const item = statement.givesItem ? name("item") : "";
        return statement.awaited
          ? `await ${this.#call(statement.name, "Promise<void>", item)};`
          : `${this.#call(statement.name, "void", item)};`;
      }
      case "attempt": {
        const type = statement.awaited ? "Promise<Error | undefined>" : "Error | undefined";
        return `const ${name(`${statement.name}Err`)} = ${statement.awaited ? "await " : ""}${this.#call(statement.name, type)};`;
      }
      case "ask":
        return `const ${name(statement.name)} = ${this.#call(`ask${statement.name}`, "boolean")};`;
      case "set":
        return `${name(statement.flag)} = ${String(statement.value)};`;
      case "break":
      case "continue":
        return `${statement.do}${statement.label === undefined ? "" : ` ${statement.label}`};`;
      case "return":
        return `return${this.#result};`;
      case "throw":
        return 'throw new Error("explicit");';
      case "help": {
        const helper = this.#controller.helpers.find((each) => each.name === statement.helper);
        const item = helper?.isClosure ? "" : name("item");
        return `${helper?.isAsync ? "await " : ""}${name(statement.helper)}(${item});`;
      }
      default:
        return this.#compound(statement);
    }
  }

  #compound(statement: Statement): string {
    switch (statement.do) {
      case "if":
        return this.#if(statement);
      case "each":
        return `${label(statement)}for (const part of ${this.#call(statement.name, "string[]")}) ${this.#block(statement.body)}`;
      case "while":
        return `${label(statement)}while (${this.#call(statement.name, "boolean")}) ${this.#block(statement.body)}`;
      case "try":
        return [
          `try ${this.#block(statement.body)}`,
          ...(statement.caught ? [` catch ${this.#block(statement.caught)}`] : []),
          ...(statement.last ? [` finally ${this.#block(statement.last)}`] : []),
        ].join("");
      case "switch":
        return this.#switch(statement);
      case "chain":
        return this.#chain(statement);
      default:
        return "";
    }
  }

  #if({ test, yes, no }: Statement & { do: "if" }): string {
    if (this.#style.swapsBranches)
      return `if (!(${this.#condition(test)})) ${this.#block(no)} else ${this.#block(yes)}`;
    const otherwise = no.length > 0 ? ` else ${this.#block(no)}` : "";
    return `if (${this.#condition(test)}) ${this.#block(yes)}${otherwise}`;
  }

  #switch({ name, cases, otherwise }: Statement & { do: "switch" }): string {
    const values = ["a", "b", "c"].slice(0, cases.length + 1);
    const type = values.map((value) => `"${value}"`).join(" | ");
    const clauses = cases.map(
      (body, index) =>
        `case "${String(values[index])}": ${this.#braces([...this.#lines(body), ...breakAfter(body)])}`,
    );
    if (otherwise) clauses.push(`default: ${this.#block(otherwise)}`);
    return `switch (${this.#call(name, type)}) ${this.#braces(clauses)}`;
  }

  #chain({ name, then, caught, last }: Statement & { do: "chain" }): string {
    return [
      `await ${this.#call(name, "Promise<void>")}.then(() => ${this.#block(then)})`,
      ...(caught ? [`.catch(() => ${this.#block(caught)})`] : []),
      ...(last ? [`.finally(() => ${this.#block(last)})`] : []),
      ";",
    ].join("");
  }

  #condition(test: Condition): string {
    const name = this.#style.rename;
    switch (test.is) {
      case "asked":
        return this.#call(test.name, "boolean");
      case "form":
        return this.#call(test.name, "boolean", name("item"));
      case "variable":
        return name(test.name);
      case "error":
        return `${name(`${test.name}Err`)} !== undefined`;
      case "underLimit":
        return `${name("queue")}.numRequeues(${name("item")}) < 3`;
      case "not":
        return `!(${this.#condition(test.of)})`;
      default:
        return `(${this.#condition(test.left)} ${test.is === "both" ? "&&" : "||"} ${this.#condition(test.right)})`;
    }
  }
}

function label(loop: { label?: string }): string {
  return loop.label === undefined ? "" : `${loop.label}: `;
}

/** A case that ends in a jump needs no `break`. */
function breakAfter(body: Block): string[] {
  const last = body.at(-1)?.do ?? "";
  return ["return", "throw", "break", "continue"].includes(last) ? [] : ["break;"];
}
