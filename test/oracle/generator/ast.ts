/** Small controllers, in the vocabulary of the engine. One tree is printed as TypeScript and as Go. */

export type QueueName = "queue" | "other";
export type SettlingEffect = "done" | "forget" | "retry" | "readd" | "delay";

/** The item taken, the same under another name, or a key that is made from it. */
export type ItemRef = "item" | "alias" | "part";

export type Condition =
  /** A question to the world: `asked3()`. */
  | { readonly is: "asked"; readonly name: string }
  /** A question about the item's form: `isBad3(item)`. */
  | { readonly is: "form"; readonly name: string }
  /** A boolean variable: one that is set along the way, or an answer that was kept. */
  | { readonly is: "variable"; readonly name: string }
  /** An error value is there. */
  | { readonly is: "error"; readonly name: string }
  /** `numRequeues(item) < 3` */
  | { readonly is: "underLimit" }
  | { readonly is: "not"; readonly of: Condition }
  | { readonly is: "both" | "either"; readonly left: Condition; readonly right: Condition };

export type Statement =
  | {
      readonly do: "effect";
      readonly effect: SettlingEffect;
      readonly queue: QueueName;
      readonly item: ItemRef;
    }
  | { readonly do: "work"; readonly name: string; readonly awaited: boolean; readonly givesItem: boolean }
  /** Keeps an error value, or nothing. */
  | { readonly do: "attempt"; readonly name: string; readonly awaited: boolean }
  /** Keeps the answer of the world. */
  | { readonly do: "ask"; readonly name: string }
  | { readonly do: "set"; readonly flag: string; readonly value: boolean }
  | { readonly do: "if"; readonly test: Condition; readonly yes: Block; readonly no: Block }
  | { readonly do: "each" | "while"; readonly name: string; readonly label?: string; readonly body: Block }
  | { readonly do: "break" | "continue"; readonly label?: string }
  | { readonly do: "return" }
  | { readonly do: "throw" }
  | { readonly do: "try"; readonly body: Block; readonly caught?: Block; readonly last?: Block }
  | {
      readonly do: "switch";
      readonly name: string;
      readonly cases: readonly Block[];
      readonly otherwise?: Block;
    }
  | { readonly do: "help"; readonly helper: string }
  /** `await work3().then(...).catch(...).finally(...)` */
  | {
      readonly do: "chain";
      readonly name: string;
      readonly then: Block;
      readonly caught?: Block;
      readonly last?: Block;
    };

export type Block = readonly Statement[];

export interface Helper {
  readonly name: string;
  /** Made inside the turn, it sees the item and the flags; otherwise it is given the item. */
  readonly isClosure: boolean;
  readonly isAsync: boolean;
  readonly body: Block;
}

/** What the items are: strings; objects that compare by identity; objects of which equal ones are one item. */
export type Keys = "text" | "objects" | "keyed";

export interface Controller {
  readonly keys: Keys;
  /** A worker that loops, or one that works on one item and says whether there is more. */
  readonly form: "loop" | "next";
  /** On shutdown a loop goes on, and takes again. */
  readonly ignoresShutdown: boolean;
  readonly flags: readonly string[];
  readonly helpers: readonly Helper[];
  readonly turn: Block;
  /** What is done when something changed. */
  readonly change: Block | undefined;
}

/** The blocks directly inside a statement. */
function blocksIn(statement: Statement): readonly Block[] {
  switch (statement.do) {
    case "if":
      return [statement.yes, statement.no];
    case "each":
    case "while":
      return [statement.body];
    case "try":
      return defined(statement.body, statement.caught, statement.last);
    case "switch":
      return defined(...statement.cases, statement.otherwise);
    case "chain":
      return defined(statement.then, statement.caught, statement.last);
    default:
      return [];
  }
}

/** Every statement of a block, those inside others included. */
export function statementsIn(block: Block): Statement[] {
  return block.flatMap((statement) => [statement, ...blocksIn(statement).flatMap(statementsIn)]);
}

/** Every statement of a controller. */
export function allStatements({ turn, change, helpers }: Controller): Statement[] {
  return [turn, change ?? [], ...helpers.map((helper) => helper.body)].flatMap(statementsIn);
}

function defined(...blocks: readonly (Block | undefined)[]): Block[] {
  return blocks.filter((block) => block !== undefined);
}
