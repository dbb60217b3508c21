import { areApart, mostObjects } from "../../flow/apart.ts";
import type { FunctionId } from "../../flow/program.ts";
import type { AssignedValues, Field, Target } from "./assigned-values.ts";
import type { CallExpr, Expr, FuncLit, Ident, SelectorExpr } from "./ast.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import { leftmostName, withoutParens } from "./syntax.ts";
import type { GoTypes } from "./types.ts";

/** What is given to an object, which a variable or field holds. */
export interface Given {
  readonly argument: Expr;
  readonly object: Target;
}

export interface CalleesOf {
  of(expr: Expr): readonly FunctionId[];
}

/**
 * Functions that are given to objects of one type, each to one of its own: `c.pods = newQueue(c.syncPod)`, `c.nodes = newQueue(c.syncNode)`. Which object runs
 * which function is not told apart.
 */
export class GivenApart {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  readonly #callees: CalleesOf;
  readonly #values: AssignedValues;
  #literals: Map<FunctionNode, FuncLit[]> | undefined;

  constructor(pkg: GoPackage, types: GoTypes, callees: CalleesOf, values: AssignedValues) {
    this.#package = pkg;
    this.#types = types;
    this.#callees = callees;
    this.#values = values;
  }

  /** What calls that make such objects give for the parameter at `index`; nothing where they do anything else. */
  givenTo(calls: readonly CallExpr[], index: number): Given[] {
    if (calls.length > mostObjects) return [];
    const given = calls.flatMap((call) => {
      const argument = call.args[index];
      const object = argument && this.#objectMadeBy(call);
      return argument && object ? [{ argument, object }] : [];
    });
    return given.length === calls.length ? given : [];
  }

  /** Whether each gives one function, which does not come near the object of another. */
  areApart(given: readonly Given[]): boolean {
    const objects = given.map(({ argument, object }) => ({
      functions: this.#callees.of(argument),
      namedIn: this.#namedIn(object),
    }));
    return areApart(objects, (id) => this.#runBy(id));
  }

  /** The variable or field that holds what a call makes, and nothing else, and from which it goes nowhere. */
  #objectMadeBy(call: CallExpr): Target | undefined {
    const [target, another] = this.#values.targetsOf(call);
    if (!target || another) return undefined;
    const writes = isField(target)
      ? this.#values.toField(target)
      : this.#package.writesOf(target).map(({ value }) => value);
    const goesOn = this.#mentionsOf(target).some((mention) => this.#values.targetsOf(mention).length > 0);
    return writes.length === 1 && !goesOn ? target : undefined;
  }

  #mentionsOf(target: Target): readonly (Ident | SelectorExpr)[] {
    if (!isField(target)) return target.uses;
    const { struct, name } = target;
    return this.#package.mentionsOf(name).filter((mention) => {
      const found = mention.type === "SelectorExpr" && this.#types.select(mention.x, name);
      return found && found.kind === "field" && found.struct === struct;
    });
  }

  #namedIn(target: Target): FunctionId[] {
    return this.#mentionsOf(target).flatMap((mention) => {
      const name = leftmostName(mention);
      const owner = name && this.#package.ownerOf(name);
      return owner ? this.#package.idOf(owner) : [];
    });
  }

  /** The functions that may run when one does: what it calls, or gives to be called, and the literals in it. */
  #runBy(id: FunctionId): FunctionId[] {
    const node = this.#package.functions[id];
    const calls = (node && this.#package.bodyOf(node)?.calls) ?? [];
    const within = (node && this.#literalsIn(node)) ?? [];
    const run = [...calls.flatMap(({ fun, args }) => [fun, ...args]), ...within];
    return run.flatMap((expr) => this.#callees.of(withoutParens(expr)));
  }

  #literalsIn(node: FunctionNode): readonly FuncLit[] {
    if (!this.#literals) {
      this.#literals = new Map();
      for (const fn of this.#package.functions) {
        const around = fn.type === "FuncLit" ? this.#package.ownerOf(fn) : undefined;
        if (fn.type === "FuncLit" && around)
          this.#literals.set(around, [...(this.#literals.get(around) ?? []), fn]);
      }
    }
    return this.#literals.get(node) ?? [];
  }
}

function isField(target: Target): target is Field {
  return "struct" in target;
}
