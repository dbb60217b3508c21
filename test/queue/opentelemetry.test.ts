import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, it } from "vitest";
import { FakeClock, RateLimitingQueue } from "../../src/queue/index.ts";
import { openTelemetryMetrics } from "../../src/queue/opentelemetry.ts";

it("reports under the names of component-base, with the attribute name", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const clock = new FakeClock();
  const metrics = openTelemetryMetrics(provider.getMeter("test"));
  const queue = new RateLimitingQueue<string>({ name: "pods", metrics, clock });
  for (const item of ["a", "b", "c"]) queue.add(item);
  queue.addAfter("a", 1);
  clock.step(200);
  queue.tryGet();
  clock.step(300);
  queue.tryGet();
  clock.step(500);
  queue.done("a");
  await provider.forceFlush();

  const reported = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics.map(({ descriptor, dataPoints }) => {
    expect(dataPoints.map(({ attributes }) => attributes)).toEqual([{ name: "pods" }]);
    const value = dataPoints[0]!.value as
      number | { sum: number; count: number; buckets: { boundaries: number[] } };
    return [descriptor.name, descriptor.unit, typeof value === "number" ? value : [value.sum, value.count]];
  });
  expect(reported).toEqual([
    ["workqueue_depth", "", 1],
    ["workqueue_adds_total", "", 3],
    ["workqueue_queue_duration_seconds", "s", [0.7, 2]],
    ["workqueue_work_duration_seconds", "s", [0.8, 1]],
    ["workqueue_unfinished_work_seconds", "s", 1.3],
    ["workqueue_longest_running_processor_seconds", "s", 0.8],
    ["workqueue_retries_total", "", 1],
  ]);
  const histogram = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics[2]!.dataPoints[0]!
    .value as unknown as {
    buckets: { boundaries: number[] };
  };
  expect(histogram.buckets.boundaries).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000]);
  await provider.shutdown();
});
