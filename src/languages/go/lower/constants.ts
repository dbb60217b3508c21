import type { Constant, Source } from "../../../flow/program.ts";
import type { BasicLit, Expr, Ident, SelectorExpr } from "../ast.ts";
import { withoutParens } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/** The constant that an expression is known to be; nil is null. A named constant without a plain value stands for itself. */
export function constantOf(l: Lowering, expr: Expr): Constant | undefined {
  const node = withoutParens(expr);
  switch (node.type) {
    case "BasicLit":
      return literalValue(node);
    case "Ident":
      return namedConstant(l, node);
    case "SelectorExpr":
      return importedName(l, node);
    case "UnaryExpr": {
      const inner = node.op === "-" ? constantOf(l, node.x) : undefined;
      return typeof inner === "number" ? -inner : undefined;
    }
    default:
      return undefined;
  }
}

function literalValue({ kind, value }: BasicLit): Constant | undefined {
  if (kind === "INT" || kind === "FLOAT") {
    const number = Number(value.replaceAll("_", ""));
    return Number.isNaN(number) ? undefined : number;
  }
  return kind === "STRING" ? value.slice(1, -1) : undefined;
}

function namedConstant(l: Lowering, node: Ident): Constant | undefined {
  const object = l.objectOf(node);
  if (object?.kind === "builtin") {
    if (node.name === "nil") return null;
    return node.name === "true" ? true : node.name === "false" ? false : undefined;
  }
  if (object?.kind !== "const" || object.decl?.type !== "ValueSpec") return undefined;
  const index = object.decl.names.findIndex((name) => name === object.ident);
  const value = object.decl.values[index];
  const plain = value?.type === "BasicLit" ? literalValue(value) : undefined;
  return plain ?? `const ${node.name}`;
}

/** `v1.PodFailed`, `io.EOF`: what another package exports under one name is one value. */
function importedName(l: Lowering, { x, sel }: SelectorExpr): Constant | undefined {
  const isExported = x.type === "Ident" && l.context.package.importOf(x) !== undefined;
  return isExported && /^[A-Z]/.test(sel.name) ? `${x.name}.${sel.name}` : undefined;
}

/** What a variable of a type holds before it is assigned. */
export function zeroValue(l: Lowering, type: Expr): Source {
  const under = l.context.types.underlying(type);
  if (type.type === "StarExpr") return { kind: "constant", value: null };
  switch (under.type) {
    case "Ident":
      return zeroOfBasic(l.builtin(under));
    case "ArrayType":
      return under.len ? { kind: "object" } : { kind: "constant", value: null };
    case "MapType":
    case "ChanType":
    case "FuncType":
    case "InterfaceType":
      return { kind: "constant", value: null };
    case "StructType":
      return { kind: "object" };
    default:
      return { kind: "unknown" };
  }
}

function zeroOfBasic(name: string | undefined): Source {
  if (name === undefined) return { kind: "unknown" };
  if (name === "error" || name === "any") return { kind: "constant", value: null };
  if (name === "bool") return { kind: "constant", value: false };
  return { kind: "constant", value: name === "string" ? "" : 0 };
}
