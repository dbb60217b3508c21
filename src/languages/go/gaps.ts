import type { Gaps } from "../../flow/gap.ts";
import type { Node } from "./ast.ts";
import { lowerFunction } from "./lower/function.ts";
import type { PackageContext } from "./lower/lowering.ts";
import type { FileIndex, FunctionNode } from "./package/file-index.ts";
import type { GoObject } from "./scope/scope.ts";
import { childrenOf } from "./walk.ts";

/** A function that is understood, as edits see it. */
export function gapsOf(context: PackageContext, node: FunctionNode): Gaps {
  const file = context.package.fileOf(node);
  return {
    graph: lowerFunction(context, node, true),
    slotAt: (name, { start }) => {
      const object = objectAt(file, name, start);
      return object && context.variableSlots.get(object);
    },
    meansSame: (name, one, other) => objectAt(file, name, one.start) === objectAt(file, name, other.start),
  };
}

/** What a name means at an offset, by the innermost block that declares it before. */
function objectAt({ file, resolution }: FileIndex, name: string, offset: number): GoObject | undefined {
  let found: GoObject | undefined;
  let since = -1;
  for (const object of new Set(resolution.objectOf.values())) {
    const { ident } = object;
    if (object.name !== name || !ident || ident.end > offset || ident.start < since) continue;
    const block = object.decl?.type === "CaseClause" ? object.decl : blockAround(file, ident);
    if (block.start <= offset && offset < block.end) [found, since] = [object, ident.start];
  }
  return found;
}

const blocks: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "FuncDecl",
  "FuncLit",
  "BlockStmt",
  "IfStmt",
  "ForStmt",
  "RangeStmt",
  "SwitchStmt",
  "TypeSwitchStmt",
  "CaseClause",
  "CommClause",
]);

/** The innermost node with names of its own that holds another one. */
function blockAround(root: Node, inner: Node): Node {
  let block = root;
  for (let at: Node | undefined = root; at && at !== inner;) {
    if (blocks.has(at.type)) block = at;
    at = childrenOf(at).find(({ start, end }) => start <= inner.start && inner.end <= end);
  }
  return block;
}
