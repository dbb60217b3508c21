import type { Call, FlowGraph, FunctionId, Guard, Program, Slot } from "./program.ts";
import { allWritesIn } from "./writes.ts";

/** More functions than these above a charge: it cannot be told what they are for. */
const callersKept = 100;

/**
 * Where charging begins that nothing in view asks for: functions that nobody calls, from which a call comes to one that charges and
 * sees no failure at all. No worker and no handler in view may come there, too. They are the code of a package whose callers are elsewhere, and are
 * looked at as if they ran on a change. So are constructors, whoever calls them: what fails there later has nothing to do with an item.
 */
export function uncalledCharges(program: Program): FunctionId[] {
  const charges = program.additions.filter(
    ({ effect, at }) => effect === "retry" && at.file === program.file,
  );
  const charging = [...new Set(charges.map((charge) => charge.function))];
  const roots = charging.flatMap((id) => {
    if (program.functions[id]?.isConstructor) return id;
    return seesFailure(program, id) ? [] : rootsAbove(program, id);
  });
  return [...new Set(roots)];
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

/** Whether a function looks at a failure of work or a retry count anywhere, or is given one; or hands back an item, which somebody took. */
function seesFailure(program: Program, id: FunctionId): boolean {
  const graph = program.graph(id);
  if (!graph) return true;
  const given = graph.parameters.some(
    (slot) => slot !== undefined && program.slots[slot]?.role !== undefined,
  );
  const looked = formsIn(program, graph);
  return (
    given ||
    graph.blocks.some(
      ({ events, end }) =>
        events.some(
          (event) =>
            event.kind === "caught" ||
            (event.kind === "effect" && (event.effect === "inspect" || event.effect === "done")),
        ) ||
        (end.kind === "branch" && tellsOfFailure(end.guard) && !isAbout(end.guard, looked)),
    )
  );
}

function tellsOfFailure({ role }: Guard): boolean {
  return role !== undefined && role !== "keptWhenTruthy";
}

function isAbout({ on, about = [] }: Guard, slots: ReadonlySet<Slot>): boolean {
  const asked = on === undefined ? about : [on];
  return asked.length > 0 && asked.every((slot) => slots.has(slot));
}

/** The variables of a function that hold nothing but constants, and results of calls that only look at the form of what they are given. */
function formsIn(program: Program, graph: FlowGraph): Set<Slot> {
  const results = new Map<Slot, boolean>();
  for (const { end } of graph.blocks)
    if (end.kind === "call")
      for (const slot of end.call.results) results.set(slot, onlyLooks(program, end.call));
  const sources = allWritesIn(graph);
  const forms = new Set([...sources.keys()].filter((slot) => results.get(slot) ?? true));
  for (let size = -1; size !== forms.size;) {
    size = forms.size;
    for (const slot of forms)
      for (const source of results.has(slot) ? [] : (sources.get(slot) ?? []))
        if (source.kind !== "constant" && !(source.kind === "copy" && forms.has(source.from)))
          forms.delete(slot);
  }
  return forms;
}

/** Whether a call does no more than look at the form of what it is given, as far as it is in view. */
function onlyLooks(program: Program, { functions, looksOnly }: Call, hops = 2): boolean {
  if (functions.length === 0) return looksOnly;
  return functions.every((id) => {
    const graph = hops > 0 ? program.graph(id) : undefined;
    return (
      graph?.blocks.every(({ end }) => end.kind !== "call" || onlyLooks(program, end.call, hops - 1)) ?? false
    );
  });
}
