import noDoubleDone from "./no-double-done.ts";
import noForgetWithRetry from "./no-forget-with-retry.ts";
import noImmediateRetry from "./no-immediate-retry.ts";
import noMismatchedItem from "./no-mismatched-item.ts";
import noRateLimitedAddInHandler from "./no-rate-limited-add-in-handler.ts";
import noReferenceItems from "./no-reference-items.ts";
import preferGuaranteedDone from "./prefer-guaranteed-done.ts";
import requireDone from "./require-done.ts";
import requireForget from "./require-forget.ts";
import requireRetryLimit from "./require-retry-limit.ts";
import requireShutdownCheck from "./require-shutdown-check.ts";

export const rules = {
  "no-double-done": noDoubleDone,
  "no-forget-with-retry": noForgetWithRetry,
  "no-immediate-retry": noImmediateRetry,
  "no-mismatched-item": noMismatchedItem,
  "no-rate-limited-add-in-handler": noRateLimitedAddInHandler,
  "no-reference-items": noReferenceItems,
  "prefer-guaranteed-done": preferGuaranteedDone,
  "require-done": requireDone,
  "require-forget": requireForget,
  "require-retry-limit": requireRetryLimit,
  "require-shutdown-check": requireShutdownCheck,
};
