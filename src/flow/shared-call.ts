import type { Finding } from "./finding.ts";
import type { FunctionId, Program } from "./program.ts";
import { reachOf } from "./reach.ts";

/** Whether the adding call that a finding ends at is also reached from a function that takes items. */
export function isReachedByWorkers(program: Program, finding: Finding): boolean {
  return isReachedFrom(
    program,
    program.takes.map((take) => take.function),
    finding,
  );
}

/** The same of functions that take items from the very queue that the call adds to. */
export function isReachedByItsWorkers(program: Program, finding: Finding): boolean {
  const own = program.takes.filter(({ handle }) => program.handles[handle]?.group === finding.handle.group);
  return isReachedFrom(
    program,
    own.map((take) => take.function),
    finding,
  );
}

/** Whether the adding call that a finding ends at is also reached from code that runs on a change. */
export function isReachedOnChange(program: Program, finding: Finding): boolean {
  return isReachedFrom(
    program,
    program.registrations.map((registration) => registration.function),
    finding,
  );
}

function isReachedFrom(program: Program, roots: readonly FunctionId[], { end }: Finding): boolean {
  if (end.kind !== "effect") return false;
  const { start, file } = end.effect.at;
  const site = program.additions.find(({ at }) => at.start === start && at.file === file)?.function;
  return site !== undefined && roots.some((root) => reachOf(program, root).functions.has(site));
}
