import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { FakeClock, WorkQueue } from "../../src/queue/index.ts";
import { RecordedMetrics } from "../conformance/recorded-metrics.ts";

describe("done of an item that is not processing", () => {
  let warn: MockInstance<typeof console.warn>;

  beforeEach(() => {
    warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it("warns once a queue in development", () => {
    vi.stubEnv("NODE_ENV", "development");
    for (let i = 0; i < 2; i += 1) {
      const queue = new WorkQueue<string>();
      queue.done("a");
      queue.done("a");
    }
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[0]![0]).toMatch(
      /^done\(\) was called on a work queue for an item that is not in proc/,
    );
  });

  it("names the queue", () => {
    vi.stubEnv("NODE_ENV", "development");
    const queue = new WorkQueue<string>({
      name: "pods",
      metrics: new RecordedMetrics(),
      clock: new FakeClock(),
    });
    queue.done("a");
    expect(warn.mock.calls[0]![0]).toContain('the work queue "pods"');
  });

  it("does not warn for an item in processing", () => {
    vi.stubEnv("NODE_ENV", "development");
    const queue = new WorkQueue<string>();
    queue.add("a");
    queue.tryGet();
    queue.done("a");
    expect(warn).not.toHaveBeenCalled();
  });

  it("is silent in production, and where there is no process", () => {
    vi.stubEnv("NODE_ENV", "production");
    new WorkQueue<string>().done("a");
    vi.stubEnv("NODE_ENV", "development");
    for (const shim of [undefined, {}]) {
      vi.stubGlobal("process", shim);
      new WorkQueue<string>().done("a");
      // Node itself needs the real one before this turn ends.
      vi.unstubAllGlobals();
    }
    expect(warn).not.toHaveBeenCalled();
  });
});
