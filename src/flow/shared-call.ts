import type { Finding } from "./finding.ts";
import type { EffectEvent, FunctionId, Program } from "./program.ts";
import { reachOf } from "./reach.ts";

/** Whether the adding call that a finding ends at is also reached from a function that takes items. */
export function isReachedByWorkers(program: Program, finding: Finding): boolean {
  return isReachedFrom(
    program,
    program.takes.map((take) => take.function),
    finding,
  );
}

/** Whether the function with the adding call that a finding ends at is only called in the course of taking items from that very queue. */
export function isOnlyForItsWorkers(program: Program, { end, handle }: Finding): boolean {
  const site = end.kind === "effect" ? siteOf(program, end.effect) : undefined;
  if (site === undefined) return false;
  const { callers, mentioned } = program.usage(site);
  const own = program.takes.filter((take) => program.handles[take.handle]?.group === handle.group);
  const reached = own.map((take) => reachOf(program, take.function).functions);
  return (
    !mentioned && callers.length > 0 && callers.every((caller) => reached.some((each) => each.has(caller)))
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
  const site = end.kind === "effect" ? siteOf(program, end.effect) : undefined;
  return site !== undefined && roots.some((root) => reachOf(program, root).functions.has(site));
}

/** The function in which an adding call stands. */
function siteOf(program: Program, { at: { start, file } }: EffectEvent): FunctionId | undefined {
  return program.additions.find(({ at }) => at.start === start && at.file === file)?.function;
}
