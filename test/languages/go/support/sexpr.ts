import type { Node } from "../../../../src/languages/go/ast.ts";
import { visitorKeys } from "../../../../src/languages/go/visitor-keys.ts";

const OWN_PROPERTIES = new Set(["name", "value", "op", "tok", "dir", "hasEllipsis", "isFull", "isAlias"]);

/** A tree as nested lists, names and literals bare: `(CallExpr fun:f args:[x 1])`. Absent parts are left out. */
export function sexpr(node: Node): string {
  if (node.type === "Ident") return node.name;
  if (node.type === "BasicLit") return node.value;
  const parts: string[] = [node.type];
  const childKeys: ReadonlySet<string> = new Set(visitorKeys[node.type]);
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (childKeys.has(key)) parts.push(...child(key, value as Node | readonly Node[] | null));
    else if (OWN_PROPERTIES.has(key) && value !== false && value !== null) {
      parts.push(value === true ? key : `${value as string | number}`);
    }
  }
  return `(${parts.join(" ")})`;
}

function child(key: string, value: Node | readonly Node[] | null): string[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [`${key}:${sexpr(value as Node)}`];
  const list = value as readonly Node[];
  return list.length === 0 ? [] : [`${key}:[${list.map(sexpr).join(" ")}]`];
}
