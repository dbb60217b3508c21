import noForgetWithRetry from "./no-forget-with-retry.ts";
import noRateLimitedAddInHandler from "./no-rate-limited-add-in-handler.ts";
import requireDone from "./require-done.ts";
import requireForget from "./require-forget.ts";

export const rules = {
  "no-forget-with-retry": noForgetWithRetry,
  "no-rate-limited-add-in-handler": noRateLimitedAddInHandler,
  "require-done": requireDone,
  "require-forget": requireForget,
};
