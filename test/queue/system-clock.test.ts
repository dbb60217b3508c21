import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/queue/index.ts";

const day = 86_400_000;

describe("systemClock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("is the monotonic clock", () => {
    const before = systemClock.now();
    vi.advanceTimersByTime(5);
    expect(systemClock.now() - before).toBe(5);
  });

  it("calls back once, after the delay", () => {
    const callback = vi.fn();
    systemClock.schedule(100, callback);
    vi.advanceTimersByTime(99);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(1000);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("waits longer than setTimeout can", () => {
    const callback = vi.fn();
    systemClock.schedule(60 * day, callback);
    vi.advanceTimersByTime(60 * day - 1);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("never calls back after Infinity, and holds no timer for it", () => {
    const call = systemClock.schedule(Infinity, vi.fn());
    expect(vi.getTimerCount()).toBe(0);
    call.cancel();
    call.unref?.();
  });

  it("can be called off, during the first wait and a later one", () => {
    const callback = vi.fn();
    const call = systemClock.schedule(60 * day, callback);
    vi.advanceTimersByTime(30 * day);
    call.cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60 * day);
    expect(callback).not.toHaveBeenCalled();
  });

  it("waits on when the timeout fires early", () => {
    const callback = vi.fn();
    vi.spyOn(performance, "now").mockReturnValueOnce(0).mockReturnValueOnce(0).mockReturnValueOnce(9.5);
    systemClock.schedule(10, callback);
    vi.advanceTimersByTime(10);
    expect(callback).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("waits for whole milliseconds, rounded up", () => {
    const timeout = vi.spyOn(globalThis, "setTimeout");
    systemClock.schedule(0.25, vi.fn());
    expect(timeout).toHaveBeenCalledWith(expect.any(Function), 1);
  });

  it("does not keep the process up once told so, on later waits neither", () => {
    const unref = vi.fn();
    let fire = (): void => {};
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((callback: () => void) => {
      fire = callback;
      return { unref };
    }) as unknown as typeof setTimeout);
    const call = systemClock.schedule(60 * day, vi.fn());
    expect(unref).not.toHaveBeenCalled();
    call.unref?.();
    expect(unref).toHaveBeenCalledTimes(1);
    fire();
    expect(unref).toHaveBeenCalledTimes(2);
  });

  it("works where timers are numbers, as in a browser", () => {
    vi.spyOn(globalThis, "setTimeout").mockReturnValue(7 as unknown as ReturnType<typeof setTimeout>);
    expect(() => systemClock.schedule(1, vi.fn()).unref?.()).not.toThrow();
  });
});
