import type { Judge } from "./judge.ts";
import { noDoubleDone } from "./no-double-done.ts";
import { noForgetWithRetry } from "./no-forget-with-retry.ts";
import { noImmediateRetry } from "./no-immediate-retry.ts";
import { noMismatchedItem } from "./no-mismatched-item.ts";
import { noRateLimitedAddInHandler } from "./no-rate-limited-add-in-handler.ts";
import { noReferenceItems } from "./no-reference-items.ts";
import { preferGuaranteedDone } from "./prefer-guaranteed-done.ts";
import { requireDone } from "./require-done.ts";
import { requireForget } from "./require-forget.ts";
import { requireRetryLimit } from "./require-retry-limit.ts";
import { requireShutdownCheck } from "./require-shutdown-check.ts";

/** Every rule that can be judged from behaviour. */
export const judges: readonly Judge[] = [
  noDoubleDone,
  noForgetWithRetry,
  noImmediateRetry,
  noMismatchedItem,
  noRateLimitedAddInHandler,
  noReferenceItems,
  preferGuaranteedDone,
  requireDone,
  requireForget,
  requireRetryLimit,
  requireShutdownCheck,
];
