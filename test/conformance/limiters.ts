import {
  BucketRateLimiter,
  defaultControllerRateLimiter,
  defaultItemBasedRateLimiter,
  ItemExponentialFailureRateLimiter,
  ItemFastSlowRateLimiter,
  MaxOfRateLimiter,
  WithMaxWaitRateLimiter,
  type Clock,
  type RateLimiter,
} from "../../src/queue/index.ts";
import type { LimiterSpec } from "./trace.ts";

export function limiterOf(spec: LimiterSpec, clock: Clock): RateLimiter<string> {
  switch (spec.type) {
    case "expo":
      return new ItemExponentialFailureRateLimiter({ baseDelay: spec.baseMs, maxDelay: spec.maxMs });
    case "fastSlow":
      return new ItemFastSlowRateLimiter({
        fastDelay: spec.fastMs,
        slowDelay: spec.slowMs,
        maxFastAttempts: spec.maxFast,
      });
    case "bucket":
      return new BucketRateLimiter({ qps: spec.qps === -1 ? Infinity : spec.qps, burst: spec.burst, clock });
    case "maxOf":
      return new MaxOfRateLimiter(...spec.of.map((part) => limiterOf(part, clock)));
    case "maxWait":
      return new WithMaxWaitRateLimiter(limiterOf(spec.of[0]!, clock), spec.maxMs);
    case "defaultItemBased":
      return defaultItemBasedRateLimiter();
    case "defaultController":
      return defaultControllerRateLimiter({ clock });
  }
}

const never = "9223372036854775807";
const wrappedAround = "-9223372036854775808";

/**
 * The delay the port must give, in ns, where Go gave `recorded`: never is `Infinity`, and an overflow that wraps to a negative duration
 * in Go is clamped to the limiter's `maxDelay`.
 */
export function expectedDelay(recorded: number | string, spec: LimiterSpec): number {
  if (recorded === never) return Infinity;
  if (recorded === wrappedAround && spec.type === "expo") return spec.maxMs * 1e6;
  return Number(recorded);
}
