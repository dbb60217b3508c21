import { describe, expect, it, vi } from "vitest";
import { FakeClock } from "../../src/queue/index.ts";

describe("FakeClock", () => {
  it("stands still until told", () => {
    const clock = new FakeClock(5);
    expect(clock.now()).toBe(5);
    clock.step(2.5);
    expect(clock.now()).toBe(7.5);
    expect(new FakeClock().now()).toBe(0);
  });

  it("jumps, then makes the calls that are due in order of deadline, equal ones as scheduled", () => {
    const clock = new FakeClock();
    const calls: string[] = [];
    const schedule = (delay: number, name: string) =>
      clock.schedule(delay, () => calls.push(`${name}@${clock.now()}`));
    schedule(30, "c");
    schedule(10, "a");
    schedule(20, "b1");
    schedule(20, "b2");
    schedule(31, "later");
    schedule(Infinity, "never");
    clock.step(30);
    expect(calls).toEqual(["a@30", "b1@30", "b2@30", "c@30"]);
    clock.step(1);
    expect(calls.at(-1)).toBe("later@31");
  });

  it("makes calls scheduled meanwhile, when they are due", () => {
    const clock = new FakeClock();
    const inner = vi.fn();
    const tooLate = vi.fn();
    clock.schedule(10, () => {
      clock.schedule(0, inner);
      clock.schedule(1, tooLate);
    });
    clock.step(10);
    expect(inner).toHaveBeenCalledOnce();
    expect(tooLate).not.toHaveBeenCalled();
  });

  it("forgets cancelled calls, also twice cancelled ones", () => {
    const clock = new FakeClock();
    const cancelled = vi.fn();
    const kept = vi.fn();
    const call = clock.schedule(10, cancelled);
    clock.schedule(10, kept);
    call.cancel();
    call.cancel();
    clock.step(10);
    expect(cancelled).not.toHaveBeenCalled();
    expect(kept).toHaveBeenCalledOnce();
  });

  it("adds fractions up without losing a nanosecond", () => {
    const clock = new FakeClock();
    const call = vi.fn();
    clock.schedule(0.8, call);
    clock.step(0.7);
    clock.step(0.1);
    expect(call).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(0.8);
  });

  it.each([-1, NaN, Infinity])("refuses to step by %d", (ms) => {
    const clock = new FakeClock();
    expect(() => clock.step(ms)).toThrow(/ms must/);
    expect(clock.now()).toBe(0);
  });
});
