import type { Judge } from "./judge.ts";
import { noForgetWithRetry } from "./no-forget-with-retry.ts";
import { noRateLimitedAddInHandler } from "./no-rate-limited-add-in-handler.ts";
import { requireDone } from "./require-done.ts";
import { requireForget } from "./require-forget.ts";

/** Every rule that can be judged from behaviour. */
export const judges: readonly Judge[] = [
  noForgetWithRetry,
  noRateLimitedAddInHandler,
  requireDone,
  requireForget,
];
