import type { Gaps } from "../../flow/gap.ts";
import type { FileIndex, Variable } from "./file-index.ts";
import { lowerFunction } from "./lower/function.ts";
import type { FileContext } from "./lower/lowering.ts";
import type { FunctionNode } from "./syntax.ts";

/** A function of the linted file that is understood, as edits see it. */
export function gapsOf(file: FileContext, node: FunctionNode): Gaps {
  const { linted } = file.index;
  return {
    graph: lowerFunction(file, node, true),
    slotAt: (name, { start }) => {
      const variable = variableAt(linted, name, start);
      return variable && file.variableSlots.get(variable);
    },
    meansSame: (name, one, other) =>
      variableAt(linted, name, one.start) === variableAt(linted, name, other.start),
  };
}

/** What a name means at an offset; nothing where it is declared only later. */
function variableAt({ scopes }: FileIndex, name: string, offset: number): Variable | undefined {
  let scope = scopes.findLast(({ block: { range } }) => range[0] <= offset && offset < range[1]) ?? null;
  for (; scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) return (variable.identifiers[0]?.range[0] ?? 0) < offset ? variable : undefined;
  }
  return undefined;
}
