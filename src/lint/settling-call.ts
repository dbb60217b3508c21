import type { ItemName } from "../flow/finding.ts";
import type { Handle, Take } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import { methodFor } from "../protocol/vocabulary.ts";

/** The code of a call that has an effect on an item; undefined where there is no such call, or nothing that denotes the queue. */
export function settlingCall(
  effect: Effect,
  { handleCode }: Pick<Take, "handleCode">,
  { text, isLease }: ItemName,
  { profile }: Handle,
): string | undefined {
  const method = methodFor(profile, effect, isLease ? "leaseCalls" : "calls");
  if (method === undefined) return undefined;
  if (isLease) return `${text}.${method}()`;
  return handleCode && `${handleCode}.${method}(${text})`;
}
