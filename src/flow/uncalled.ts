import type { FunctionId, Program } from "./program.ts";

/** More functions than these above a charge: it cannot be told what they are for. */
const callersKept = 100;

/**
 * Where charging begins that nothing in view asks for: functions that nobody calls, from which a call comes to one that charges and
 * sees no failure at all. No worker and no handler in view may come there, too. They are the code of a package whose callers are elsewhere, and are
 * looked at as if they ran on a change.
 */
export function uncalledCharges(program: Program): FunctionId[] {
  const charges = program.additions.filter(({ effect, at }) => effect === "retry" && at.file === undefined);
  const blind = [...new Set(charges.map((charge) => charge.function))].filter(
    (id) => !seesFailure(program, id),
  );
  return [...new Set(blind.flatMap((id) => rootsAbove(program, id)))];
}

function rootsAbove(program: Program, charge: FunctionId): FunctionId[] {
  const known = new Set([
    ...program.registrations.map((registration) => registration.function),
    ...program.takes.map((take) => take.function),
  ]);
  const above = new Set([charge]);
  const roots: FunctionId[] = [];
  for (const id of above) {
    if (known.has(id) || above.size > callersKept) return [];
    const { callers, mentioned } = program.usage(id);
    if (callers.every((caller) => caller === id) && !mentioned) roots.push(id);
    for (const caller of callers) above.add(caller);
  }
  return roots;
}

/** Whether a function looks at an error or a retry count anywhere, or is given one; or hands back an item, which somebody took. */
function seesFailure(program: Program, id: FunctionId): boolean {
  const graph = program.graph(id);
  if (!graph) return true;
  const given = graph.parameters.some(
    (slot) => slot !== undefined && program.slots[slot]?.role !== undefined,
  );
  return (
    given ||
    graph.blocks.some(
      ({ events, end }) =>
        events.some(
          (event) =>
            event.kind === "caught" ||
            (event.kind === "effect" && (event.effect === "inspect" || event.effect === "done")),
        ) ||
        (end.kind === "branch" && end.guard.role !== undefined && end.guard.role !== "keptWhenTruthy"),
    )
  );
}
