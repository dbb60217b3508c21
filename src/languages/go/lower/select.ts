import type { Guard } from "../../../flow/program.ts";
import { saysStop } from "../../../protocol/known-calls.ts";
import type { CommClause, SelectStmt } from "../ast.ts";
import { bare, lastName, shortened } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";
import { lowerStatement, lowerStatements } from "./statements.ts";
import { gapAfter } from "./switches.ts";

/** Any of the clauses; without one it waits for ever. Their order says nothing, and the last one needs no test. */
export function lowerSelect(l: Lowering, node: SelectStmt, labels: readonly string[]): void {
  if (node.clauses.length === 0) {
    l.builder.never();
    return;
  }
  const stops = node.clauses.filter(waitsForStop);
  const clauses = [...stops, ...node.clauses.filter((clause) => !stops.includes(clause))];
  const after = l.builder.newBlock();
  l.builder.breakable({ labels, breakTo: after }, () => {
    clauses.forEach((clause, index) => {
      const next = l.builder.newBlock();
      if (index < clauses.length - 1) {
        const body = l.builder.newBlock();
        l.builder.branch(guardOf(l, clause, stops.includes(clause)), body, next);
        l.builder.start(body);
      }
      if (clause.comm) lowerStatement(l, clause.comm);
      lowerStatements(l, clause.body);
      gapAfter(l, clause);
      l.builder.jump(after);
      l.builder.start(next);
    });
    l.builder.never();
  });
  l.builder.start(after);
}

function guardOf(l: Lowering, clause: CommClause, stops: boolean): Guard {
  const text = clause.comm ? shortened(l.text(clause.comm)) : "default";
  return {
    test: "opaque",
    ...(stops && { role: "stopsWhenTruthy" }),
    at: l.span(clause),
    words: { yes: `\`${text}\` is ready`, no: `\`${text}\` is not ready` },
  };
}

/** `case <-ctx.Done()`, which is ready once `ctx.Err()` says something. */
function waitsForStop({ comm }: CommClause): boolean {
  const received = comm?.type === "ExprStmt" ? bare(comm.x) : undefined;
  if (received?.type !== "UnaryExpr" || received.op !== "<-") return false;
  const call = bare(received.x);
  if (call.type !== "CallExpr" || call.fun.type !== "SelectorExpr") return false;
  return call.fun.sel.name === "Done" && saysStop(lastName(call.fun.x), "Err");
}
