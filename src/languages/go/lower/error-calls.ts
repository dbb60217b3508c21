import type { Slot } from "../../../flow/program.ts";
import { asksErrorKind, gathersErrors, makesError, wrapsError } from "../../../protocol/known-go-calls.ts";
import type { CallExpr, Expr } from "../ast.ts";
import { shortened } from "../syntax.ts";
import { lowerExpression } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { isError, isListOfErrors } from "./roles.ts";

/**
 * The results of a call, with what is known of errors: a constructor never gives nil, a wrapper leaves nil as it is, and what gathers
 * a list of errors gives nil if that has none.
 */
export function errorResult(
  l: Lowering,
  node: CallExpr,
  fun: Expr,
  args: readonly Slot[],
  results: readonly Slot[],
): Slot[] {
  if (fun.type !== "SelectorExpr" || fun.x.type !== "Ident") return [...results];
  const { name } = fun.sel;
  const [wrapped] = args;
  const gathers = gathersErrors.has(name) && node.args.length === 1 && isListOfErrors(l, node.args[0]);
  if (gathers && wrapped !== undefined) return [l.temporary({ kind: "copy", from: wrapped })];
  if (Object.hasOwn(makesError, fun.x.name) && makesError[fun.x.name]?.test(name))
    return [l.temporary({ kind: "object" })];
  const isWrapper = wrapsError.has(name) && node.args[0] !== undefined && isError(l, node.args[0]);
  return isWrapper && wrapped !== undefined ? [l.temporary({ kind: "copy", from: wrapped })] : [...results];
}

/** `apierrors.IsNotFound(err)`, `errors.Is(err, x)`: false for nil, and true only of a failure. */
export function lowerErrorQuestion(l: Lowering, node: CallExpr, fun: Expr): (() => Slot[]) | undefined {
  const [asked, ...others] = node.args;
  const isQuestion = fun.type === "SelectorExpr" && asksErrorKind.test(fun.sel.name);
  if (!isQuestion || !asked || !isError(l, asked) || l.context.callees.of(fun).length > 0) return undefined;
  const error = lowerExpression(l, asked);
  for (const other of others) lowerExpression(l, other);
  return () => {
    const answer = l.context.slots.add({ name: "", owner: l.id, role: "failsWhenTruthy" });
    const [none, some, after] = [l.builder.newBlock(), l.builder.newBlock(), l.builder.newBlock()];
    const text = shortened(l.text(asked));
    const words = { yes: `\`${text}\` is nil`, no: `\`${text}\` is not nil` };
    l.builder.branch({ test: "nil", on: error, about: [error], at: l.span(asked), words }, none, some);
    l.builder.start(none);
    l.builder.assign(answer, { kind: "constant", value: false });
    l.builder.jump(after);
    l.builder.start(some);
    l.builder.assign(answer, { kind: "unknown" });
    l.builder.start(after);
    return [answer];
  };
}
