import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { ThrowOrigin } from "../../flow/program.ts";
import { neverThrowCalls, neverThrowReceivers } from "../../protocol/known-calls.ts";
import { bare, methodCall, type Node } from "./syntax.ts";

/** What becomes of a call's value: waited for, used as it is, or dropped. */
export type Use = "awaited" | "used" | "dropped";

/** Names of functions that only look at the form of what they are given. */
const lookingNames =
  /^(?:split|parse|validate|is(?:Valid|Invalid|WellFormed|Malformed|Bad|Empty)|format|stringify|decode|assert|log|debug|info|warn|error|trace|String$|Number$)/;
const links = new Set(["then", "catch", "finally"]);

/** Whether a call of `text` only looks at the form of what it is given. */
export function looksOnly(text: string, use: Use): boolean {
  return (use !== "awaited" && lookingNames.test(text.split(/[.#]/).at(-1) ?? "")) || neverThrows(text);
}

/** How a call of `text`, which is not in view, may throw. */
export function throwsOf(text: string, use: Use): "never" | ThrowOrigin {
  if (neverThrows(text)) return "never";
  return use === "awaited" ? "awaited" : "call";
}

function neverThrows(text: string): boolean {
  return Object.hasOwn(neverThrowCalls, text) || writesDown(text);
}

/** Whether a call does no more than to write down, or to count with, what it is given. */
export function writesDown(text: string): boolean {
  const names = text.replace(/^this\.#?/, "").split(/\??\./);
  return names.length > 1 && names.slice(0, -1).some((name) => Object.hasOwn(neverThrowReceivers, name));
}

/** `x.then(f)`, `x.catch(f)`, `x.finally(f)`. */
export function isPromiseChain(node: TSESTree.CallExpression): boolean {
  const method = methodCall(node);
  return method !== undefined && links.has(method.name) && node.arguments.length > 0;
}

/** What the code around a call does with its value. */
export function useOf(call: Node): Use {
  let at = call;
  while (at.parent && at.parent.type !== AST_NODE_TYPES.AwaitExpression && bare(at.parent) === call)
    at = at.parent;
  const { parent } = at;
  if (parent?.type === AST_NODE_TYPES.AwaitExpression) return "awaited";
  const isVoid = parent?.type === AST_NODE_TYPES.UnaryExpression && parent.operator === "void";
  return isVoid || parent?.type === AST_NODE_TYPES.ExpressionStatement ? "dropped" : "used";
}
