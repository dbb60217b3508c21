import * as client from "prom-client";
import { expect, it } from "vitest";
import { FakeClock, RateLimitingQueue } from "../../src/queue/index.ts";
import { prometheusMetrics } from "../../src/queue/prometheus.ts";

it("reports under the names of component-base, with the label name", async () => {
  const register = new client.Registry();
  const metrics = prometheusMetrics(client, { register });
  const clock = new FakeClock();
  const queue = new RateLimitingQueue<string>({ name: "pods", metrics, clock });
  new RateLimitingQueue<string>({ name: "nodes", metrics, clock });
  for (const item of ["a", "b", "c"]) queue.add(item);
  queue.addAfter("a", 1);
  clock.step(200);
  queue.tryGet();
  clock.step(300);
  queue.tryGet();
  clock.step(500);
  queue.done("a");

  const values = new Map<string, number>();
  for (const metric of await register.getMetricsAsJSON()) {
    for (const { value, labels, ...rest } of metric.values) {
      const name = "metricName" in rest ? String(rest.metricName) : metric.name;
      if (labels["name"] === "pods" && !("le" in labels))
        values.set(name, Math.round(Number(value) * 1000) / 1000);
    }
  }
  expect(Object.fromEntries(values)).toEqual({
    workqueue_depth: 1,
    workqueue_adds_total: 3,
    workqueue_queue_duration_seconds_sum: 0.7,
    workqueue_queue_duration_seconds_count: 2,
    workqueue_work_duration_seconds_sum: 0.8,
    workqueue_work_duration_seconds_count: 1,
    workqueue_unfinished_work_seconds: 1.3,
    workqueue_longest_running_processor_seconds: 0.8,
    workqueue_retries_total: 1,
  });
  const text = await register.metrics();
  expect(text).toContain('workqueue_adds_total{name="nodes"} 0');
  expect(text).toContain('workqueue_queue_duration_seconds_bucket{le="0.000001",name="pods"} 0');
  expect(text).toContain('workqueue_queue_duration_seconds_bucket{le="1000",name="pods"} 2');
  expect(text).toContain("# TYPE workqueue_depth gauge");
  expect(text).toContain("# TYPE workqueue_retries_total counter");
});

it("takes other buckets, and the global registry by default", async () => {
  client.register.clear();
  prometheusMetrics(client, { buckets: [1, 2] })
    .latency("pods")
    .observe(1.5);
  const text = await client.register.metrics();
  expect(text.match(/queue_duration_seconds_bucket.*/g)).toEqual([
    'queue_duration_seconds_bucket{le="1",name="pods"} 0',
    'queue_duration_seconds_bucket{le="2",name="pods"} 1',
    'queue_duration_seconds_bucket{le="+Inf",name="pods"} 1',
  ]);
  client.register.clear();
});
