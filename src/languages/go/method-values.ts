import { GraphBuilder } from "../../flow/builder.ts";
import type { FlowGraph, FunctionId, FunctionInfo } from "../../flow/program.ts";
import type { SlotTable } from "../../flow/slots.ts";
import type { Expr, SelectorExpr } from "./ast.ts";
import type { Handles } from "./handles.ts";
import type { FunctionNode } from "./package/file-index.ts";
import type { GoPackage } from "./package/go-package.ts";
import { leftmostName } from "./syntax.ts";

/** A queue's own method that is handed on as a function: what a literal would be that calls it with what it is given. */
export interface MethodValue {
  readonly id: FunctionId;
  readonly fun: SelectorExpr;
  /** The function it stands in. */
  readonly owner: FunctionNode;
}

/** Method values count as functions after those that the package declares. */
export class MethodValues {
  readonly all: readonly MethodValue[];
  readonly #handles: Handles;

  constructor(pkg: GoPackage, handles: Handles) {
    this.#handles = handles;
    this.all = handles.methodValues
      .flatMap((fun) => {
        const name = leftmostName(fun);
        const owner = name && pkg.ownerOf(name);
        return owner ? [{ fun, owner }] : [];
      })
      .map((value, index) => ({ ...value, id: pkg.functions.length + index }));
  }

  of(expr: Expr): MethodValue | undefined {
    return this.all.find(({ fun }) => fun === expr);
  }

  /** Calls the method with what the function is given. */
  graph(id: FunctionId, { name, at }: FunctionInfo, slots: SlotTable): FlowGraph | undefined {
    const value = this.all.find((each) => each.id === id);
    const called = value && this.#handles.valueOf(value.fun);
    if (!called) return undefined;
    const { handle, meaning } = called;
    const builder = new GraphBuilder(id, slots, at);
    const given = slots.add({ name: "", owner: id });
    const item = meaning.item === 0 ? given : undefined;
    const call = { handle: handle.id, handleSlot: undefined, item, itemAt: undefined, at, text: name };
    builder.effects(meaning.effects, call);
    return builder.finish([given]);
  }
}
