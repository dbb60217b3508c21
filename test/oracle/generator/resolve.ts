import {
  statementsIn,
  type Block,
  type Condition,
  type Controller,
  type Helper,
  type Statement,
} from "./ast.ts";
import type { Sketch, SketchBlock, SketchCondition, SketchStatement } from "./sketch.ts";

/** Where a statement stands. */
interface Place {
  readonly in: "turn" | "helper" | "change" | "callback";
  /** Loops around it, inmost last; the worker's own loop is the first. */
  readonly loops: readonly { readonly label?: string }[];
  /** A plain `break` would end a switch. */
  readonly inSwitch: boolean;
  /** Leaving from a `finally` would hide what is being thrown. */
  readonly inFinally: boolean;
  /** The item has a second name here. */
  readonly hasAlias: boolean;
  readonly booleans: readonly string[];
  readonly errors: readonly string[];
  readonly flags: readonly string[];
  /** Helpers that can be called, and the sketch's numbers for them. */
  readonly helpers: readonly Helper[];
  /** The name of a question that this function asks more than once. */
  readonly shared: string;
}

const flags = ["flag1", "flag2"];

/** Makes a sketch a controller: names for numbers, no jump without a target, nothing after a jump, no helper that nobody calls. */
export function resolve(sketch: Sketch): Controller {
  const resolver = new Resolver(sketch.keys === "text");
  const helpers: Helper[] = [];
  for (const [index, { isClosure, body }] of sketch.helpers.entries()) {
    const inScope = helpers.filter((helper) => !helper.isClosure);
    const place = resolver.place("helper", `askedInHelper${String(index)}`, inScope, isClosure ? flags : []);
    const resolved = resolver.block(body, place);
    helpers.push({
      name: `helper${String(index)}`,
      isClosure,
      isAsync: waits(resolved, helpers),
      body: resolved,
    });
  }
  const turnPlace = resolver.place("turn", "askedInTurn", helpers, flags);
  const turn = resolver.block(
    sketch.turn,
    sketch.form === "loop" ? { ...turnPlace, loops: [{ label: "turns" }] } : turnPlace,
  );
  const shareable = helpers.filter((helper) => !helper.isAsync && !helper.isClosure);
  const change =
    sketch.change && resolver.block(sketch.change, resolver.place("change", "askedOnChange", shareable, []));
  const called = calledFrom([turn, change ?? []], helpers);
  return {
    keys: sketch.keys,
    form: sketch.form,
    ignoresShutdown: sketch.ignoresShutdown && sketch.form === "loop",
    flags: flags.filter((flag) => JSON.stringify([turn, helpers]).includes(`"${flag}"`)),
    helpers: helpers.filter((helper) => called.has(helper.name)),
    turn,
    change: change && change.length > 0 ? change : undefined,
  };
}

function waits(body: Block, helpers: readonly Helper[]): boolean {
  return statementsIn(body).some(
    (statement) =>
      statement.do === "chain" ||
      ((statement.do === "work" || statement.do === "attempt") && statement.awaited) ||
      (statement.do === "help" && helpers.find((helper) => helper.name === statement.helper)?.isAsync),
  );
}

function calledFrom(blocks: readonly Block[], helpers: readonly Helper[]): Set<string> {
  const called = new Set<string>();
  for (const statement of blocks.flatMap(statementsIn)) {
    if (statement.do !== "help" || called.has(statement.helper)) continue;
    called.add(statement.helper);
    const body = helpers.find((helper) => helper.name === statement.helper)?.body ?? [];
    for (const name of calledFrom([body], helpers)) called.add(name);
  }
  return called;
}

/** An error that nobody looks at is no failure to anybody. */
function lookAt(name: string): Statement {
  return { do: "if", test: { is: "error", name }, yes: [], no: [] };
}

/** Whether what follows the statement is never reached. */
function isJump(statement: Statement | undefined): boolean {
  switch (statement?.do) {
    case "return":
    case "throw":
    case "break":
    case "continue":
      return true;
    case "if":
      return isJump(statement.yes.at(-1)) && isJump(statement.no.at(-1));
    case "try":
      return (
        isJump(statement.body.at(-1)) && (statement.caught === undefined || isJump(statement.caught.at(-1)))
      );
    default:
      return false;
  }
}

class Resolver {
  readonly #hasTexts: boolean;
  #named = 0;

  /** Only of a text can another one be made. */
  constructor(hasTexts: boolean) {
    this.#hasTexts = hasTexts;
  }

  place(
    kind: Place["in"],
    shared: string,
    helpers: readonly Helper[],
    flagsInView: readonly string[],
  ): Place {
    return {
      in: kind,
      loops: [],
      inSwitch: false,
      inFinally: false,
      hasAlias: kind === "turn",
      booleans: [],
      errors: [],
      flags: flagsInView,
      helpers,
      shared,
    };
  }

  block(sketch: SketchBlock, at: Place): Block {
    const found: Statement[] = [];
    let place = at;
    for (const each of sketch) {
      if (isJump(found.at(-1))) break;
      const statement = this.#statement(each, place);
      if (!statement) continue;
      found.push(statement);
      if (statement.do === "ask") place = { ...place, booleans: [...place.booleans, statement.name] };
      if (statement.do !== "attempt") continue;
      place = { ...place, errors: [...place.errors, statement.name] };
      found.push(lookAt(statement.name));
    }
    return found;
  }

  #name(prefix: string): string {
    this.#named += 1;
    return `${prefix}${String(this.#named)}`;
  }

  #statement(sketch: SketchStatement, place: Place): Statement | undefined {
    switch (sketch.do) {
      case "effect":
        return this.#effect(sketch, place);
      case "work":
        return {
          do: "work",
          name: this.#name("work"),
          awaited: this.#mayWait(sketch, place),
          givesItem: sketch.givesItem,
        };
      case "attempt":
        return { do: "attempt", name: this.#name("attempt"), awaited: this.#mayWait(sketch, place) };
      case "ask":
        return { do: "ask", name: this.#name("answer") };
      case "set": {
        const flag = place.flags[sketch.pick % place.flags.length];
        return flag === undefined ? undefined : { do: "set", flag, value: sketch.value };
      }
      case "help": {
        const helper = place.helpers[sketch.pick % place.helpers.length];
        const fits = helper && !(place.in === "callback" && helper.isAsync);
        return fits ? { do: "help", helper: helper.name } : undefined;
      }
      case "return":
        return place.inFinally || place.in === "callback" ? undefined : { do: "return" };
      case "throw":
        return place.inFinally ? undefined : { do: "throw" };
      case "break":
      case "continue":
        return this.#jump(sketch, place);
      default:
        return this.#compound(sketch, place);
    }
  }

  #mayWait({ awaited }: { awaited: boolean }, place: Place): boolean {
    return awaited && place.in !== "change" && place.in !== "callback";
  }

  /** On a change nothing is done or forgotten, and there is no alias. */
  #effect(sketch: SketchStatement & { do: "effect" }, place: Place): Statement | undefined {
    const { effect, queue, item, strays } = sketch;
    if (place.in === "change" && (effect === "done" || effect === "forget")) return undefined;
    const mayStray = strays && place.in !== "change" && (queue === "other" || this.#hasTexts);
    if (queue === "other" && effect !== "readd" && effect !== "delay" && !mayStray) return undefined;
    return {
      do: "effect",
      effect,
      queue,
      item: mayStray && queue === "queue" ? "part" : place.hasAlias ? item : "item",
    };
  }

  #jump(sketch: SketchStatement & { do: "break" | "continue" }, place: Place): Statement | undefined {
    if (place.inFinally || place.in === "callback") return undefined;
    const index = place.loops.length - 1 - (sketch.pick % Math.max(place.loops.length, 1));
    const loop = place.loops[index];
    if (!loop) return undefined;
    const isInmost = index === place.loops.length - 1;
    if (isInmost && !place.inSwitch) return { do: sketch.do };
    return loop.label === undefined ? undefined : { do: sketch.do, label: loop.label };
  }

  #compound(sketch: SketchStatement, place: Place): Statement | undefined {
    switch (sketch.do) {
      case "if": {
        const test = this.#condition(sketch.test, place);
        return { do: "if", test, yes: this.block(sketch.yes, place), no: this.block(sketch.no, place) };
      }
      case "each":
      case "while": {
        const name = this.#name(sketch.do === "each" ? "parts" : "more");
        const label = sketch.label ? { label: this.#name("loop") } : {};
        const within = { ...place, loops: [...place.loops, label], inSwitch: false, inFinally: false };
        return {
          do: sketch.do,
          name,
          ...label,
          body: this.block(sketch.body, place.inFinally ? { ...within, inFinally: true } : within),
        };
      }
      case "switch": {
        const within = { ...place, inSwitch: true };
        return {
          do: "switch",
          name: this.#name("kind"),
          cases: sketch.cases.map((each) => this.block(each, within)),
          ...(sketch.otherwise && { otherwise: this.block(sketch.otherwise, within) }),
        };
      }
      case "try":
        return this.#try(sketch, place);
      case "chain":
        return this.#chain(sketch, place);
      default:
        return undefined;
    }
  }

  #try(sketch: SketchStatement & { do: "try" }, place: Place): Statement {
    const caught = sketch.caught ?? (sketch.last ? undefined : []);
    const body = this.#protected(this.block(sketch.body, place), caught !== undefined);
    return {
      do: "try",
      body,
      ...(caught && { caught: this.block(caught, place) }),
      ...(sketch.last && { last: this.block(sketch.last, { ...place, inFinally: true }) }),
    };
  }

  /** What is caught has to be thrown: a body that cannot is given something to do. */
  #protected(body: Block, isCaught: boolean): Block {
    const calls = statementsIn(body).some(({ do: what }) => what === "work" || what === "throw");
    if (!isCaught || calls) return body;
    return [{ do: "work", name: this.#name("work"), awaited: false, givesItem: false }, ...body];
  }

  #chain(sketch: SketchStatement & { do: "chain" }, place: Place): Statement | undefined {
    if (place.in === "change" || place.in === "callback") return undefined;
    const within: Place = { ...place, in: "callback", loops: [], inSwitch: false };
    return {
      do: "chain",
      name: this.#name("work"),
      then: this.block(sketch.then, within),
      ...(sketch.caught && { caught: this.block(sketch.caught, within) }),
      ...(sketch.last && { last: this.block(sketch.last, { ...within, inFinally: true }) }),
    };
  }

  #condition(sketch: SketchCondition, place: Place): Condition {
    switch (sketch.is) {
      case "asked":
        return { is: "asked", name: sketch.shared ? place.shared : this.#name("asked") };
      case "form":
        return { is: "form", name: this.#name("isBad") };
      case "variable": {
        const variables = [...place.flags, ...place.booleans];
        const name = variables[sketch.pick % variables.length];
        return name === undefined ? { is: "asked", name: this.#name("asked") } : { is: "variable", name };
      }
      case "error": {
        const name = place.errors[sketch.pick % place.errors.length];
        return name === undefined ? { is: "asked", name: this.#name("asked") } : { is: "error", name };
      }
      case "underLimit":
        return { is: "underLimit" };
      case "not":
        return { is: "not", of: this.#condition(sketch.of, place) };
      default:
        return {
          is: sketch.is,
          left: this.#condition(sketch.left, place),
          right: this.#condition(sketch.right, place),
        };
    }
  }
}
