import type { SlotRole } from "../../../flow/program.ts";
import { saysForget } from "../../../protocol/known-calls.ts";
import type { Expr } from "../ast.ts";
import { lastName } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";

/** What a name says of the value's meaning: an error, a success flag, a retry count. `ok` says nothing of success in Go. */
export function roleOfName(name: string): SlotRole | undefined {
  if (/^(?:err|e)$|^err[A-Z0-9_]|[a-z0-9](?:Err|Error)\d*$|^failed$/.test(name)) return "failsWhenTruthy";
  if (/^(?:success|succeeded|successful)$/.test(name)) return "failsWhenFalsy";
  if (/retr(?:y|ies)(?:count|num)?$|requeues|attempts?$|tries$|failures$/i.test(name)) return "retryCount";
  return saysForget(name) ? "forgetsWhenTruthy" : undefined;
}

/** The same for an expression, by the name it ends in. */
export function roleOf(expr: Expr): SlotRole | undefined {
  return roleOfName(lastName(expr));
}

/** Whether a value is an error, by its type or its name. */
export function isError(l: Lowering, expr: Expr): boolean {
  return isErrorType(l.context.types.of(expr)) || roleOf(expr) === "failsWhenTruthy";
}

export function isErrorType(type: Expr | undefined): boolean {
  return type?.type === "Ident" && type.name === "error";
}

/** Whether a value is a list of errors, by its type or its name. */
export function isListOfErrors(l: Lowering, expr: Expr | undefined): boolean {
  if (!expr) return false;
  const type = expr.type === "CompositeLit" ? expr.typeExpr : l.context.types.of(expr);
  if (type) return isErrorListType(type);
  return /err(?:or)?(?:s|list)$/i.test(lastName(expr));
}

export function isErrorListType(type: Expr | null | undefined): boolean {
  return type?.type === "ArrayType" && isErrorType(type.elt);
}
