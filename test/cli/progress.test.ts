import type { WriteStream } from "node:tty";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Progress } from "../../src/cli/progress.ts";

describe("progress", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function terminal(isTTY = true): { stream: WriteStream; written: string[] } {
    const written: string[] = [];
    const write = (text: string): boolean => written.push(text) > 0;
    return { stream: { isTTY, write } as unknown as WriteStream, written };
  }

  it("is shown of long work, not too often, and is gone at the end", () => {
    const { stream, written } = terminal();
    const progress = new Progress(stream);
    for (const step of [0, 500, 499, 1, 50, 50, 50]) {
      vi.advanceTimersByTime(step);
      progress.show(() => String(Date.now() % 10_000));
    }
    expect(written).toHaveLength(2);
    progress.clear();
    expect(written[2]).toBe("\r\u001B[2K");
  });

  it("leaves no trace of short work", () => {
    const { stream, written } = terminal();
    const progress = new Progress(stream);
    progress.show(() => expect.unreachable());
    progress.clear();
    expect(written).toEqual([]);
  });

  it("is for terminals only", () => {
    const { stream, written } = terminal(false);
    const progress = new Progress(stream);
    vi.advanceTimersByTime(5000);
    progress.show(() => "never");
    progress.clear();
    expect(written).toEqual([]);
  });
});
