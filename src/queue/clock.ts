/** A call a clock has promised to make. */
export interface ScheduledCall {
  /** Takes the call back; does nothing once it was made. */
  cancel(): void;
  /** Lets the process end although the call is still to come. Only clocks with real timers have it. */
  unref?(): void;
}

/** Where a queue gets its time from. All durations and instants are milliseconds, fractions allowed. */
export interface Clock {
  /** Milliseconds on this clock; only differences mean anything. */
  now(): number;
  /** Calls `callback` once, as soon as `delay` ms have passed; never when `delay` is `Infinity`. */
  schedule(delay: number, callback: () => void): ScheduledCall;
}

export const clockMethods = ["now", "schedule"] as const satisfies readonly (keyof Clock)[];
