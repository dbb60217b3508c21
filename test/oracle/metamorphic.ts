import { allStatements, type Block, type Controller, type Statement } from "./generator/ast.ts";
import { plainStyle, printTypeScript, type Style } from "./generator/print-typescript.ts";

/** A change of a program's text that means nothing. */
export interface Relation {
  readonly name: string;
  /** The changed text; undefined where the change cannot be made. */
  readonly change: (controller: Controller) => string | undefined;
  /** A rule that speaks of where a call stands, which the change moves. */
  readonly spares?: string;
}

const whereDoneStands = "prefer-guaranteed-done";

const words = new Map([
  ["item", "podKey"],
  ["queue", "pending"],
  ["other", "elsewhere"],
  ["alias", "sameKey"],
  ["flag1", "seen"],
  ["flag2", "noted"],
]);

const styled = (style: Partial<Style>) => (controller: Controller) =>
  printTypeScript(controller, { ...plainStyle, ...style });

/** What must leave every verdict as it is. */
export const relations: readonly Relation[] = [
  {
    name: "formatting",
    change: (controller) =>
      printTypeScript(controller, { ...plainStyle, indent: "" }).replaceAll(";\n", ";\n\n/* nothing */ "),
  },
  { name: "renaming", change: styled({ rename: (name) => words.get(name) ?? name }) },
  { name: "swapping the branches of if", change: styled({ swapsBranches: true }) },
  {
    name: "wrapping the turn in a closure",
    change: (controller) =>
      controller.form === "next"
        ? printTypeScript(controller, { ...plainStyle, wrapsTurn: true })
        : undefined,
  },
  {
    name: "extracting a helper",
    change: (controller) => {
      const extracted = withHelper(controller);
      return extracted && printTypeScript(extracted);
    },
    spares: whereDoneStands,
  },
  {
    name: "inlining a helper",
    change: (controller) => {
      const inlined = withoutHelpers(controller);
      return inlined && printTypeScript(inlined);
    },
    spares: whereDoneStands,
  },
];

/** The first effect of the turn, moved to a function of its own. */
function withHelper(controller: Controller): Controller | undefined {
  const index = controller.turn.findIndex(
    (statement) => statement.do === "effect" && statement.item === "item",
  );
  const statement = controller.turn[index];
  if (!statement) return undefined;
  const helper = { name: "extracted", isClosure: false, isAsync: false, body: [statement] };
  const call: Statement = { do: "help", helper: helper.name };
  return {
    ...controller,
    helpers: [...controller.helpers, helper],
    turn: controller.turn.map((each, at) => (at === index ? call : each)),
  };
}

/** Each call of a helper that only has effects replaced by what it does. */
function withoutHelpers(controller: Controller): Controller | undefined {
  const bodies = new Map(
    controller.helpers
      .filter(({ body }) => body.every((statement) => statement.do === "effect"))
      .map(({ name, body }) => [name, body]),
  );
  if (bodies.size === 0) return undefined;
  const inlined = (block: Block): Block =>
    block.flatMap((statement) =>
      statement.do === "help" ? (bodies.get(statement.helper) ?? [statement]) : [statement],
    );
  const changed = { ...controller, turn: inlined(controller.turn) };
  const called = allStatements(changed).map((each) => (each.do === "help" ? each.helper : undefined));
  return { ...changed, helpers: controller.helpers.filter(({ name }) => called.includes(name)) };
}
