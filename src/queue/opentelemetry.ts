import type { Meter } from "@opentelemetry/api";
import { componentBaseMetrics, durationBuckets } from "./component-base.ts";
import type { MetricsProvider } from "./metrics-provider.ts";

/**
 * Reports queues to OpenTelemetry under the names of Kubernetes' component-base, with the attribute `name`.
 *
 * @param meter `metrics.getMeter("my-controller")`
 */
export function openTelemetryMetrics(meter: Meter): MetricsProvider {
  const { depth, adds, latency, workDuration, unfinishedWork, longestRunningProcessor, retries } =
    instruments(meter);
  return {
    depth: (name) => ({ inc: () => depth.add(1, { name }), dec: () => depth.add(-1, { name }) }),
    adds: (name) => ({ inc: () => adds.add(1, { name }) }),
    latency: (name) => ({ observe: (seconds) => latency.record(seconds, { name }) }),
    workDuration: (name) => ({ observe: (seconds) => workDuration.record(seconds, { name }) }),
    unfinishedWork: (name) => ({ set: (seconds) => unfinishedWork.record(seconds, { name }) }),
    longestRunningProcessor: (name) => ({
      set: (seconds) => longestRunningProcessor.record(seconds, { name }),
    }),
    retries: (name) => ({ inc: () => retries.add(1, { name }) }),
  };
}

function instruments(meter: Meter) {
  const { depth, adds, latency, workDuration, unfinishedWork, longestRunningProcessor, retries } =
    componentBaseMetrics;
  const seconds = { unit: "s", advice: { explicitBucketBoundaries: [...durationBuckets] } };
  return {
    depth: meter.createUpDownCounter(depth.name, { description: depth.help }),
    adds: meter.createCounter(adds.name, { description: adds.help }),
    latency: meter.createHistogram(latency.name, { description: latency.help, ...seconds }),
    workDuration: meter.createHistogram(workDuration.name, { description: workDuration.help, ...seconds }),
    unfinishedWork: meter.createGauge(unfinishedWork.name, { description: unfinishedWork.help, unit: "s" }),
    longestRunningProcessor: meter.createGauge(longestRunningProcessor.name, {
      description: longestRunningProcessor.help,
      unit: "s",
    }),
    retries: meter.createCounter(retries.name, { description: retries.help }),
  };
}
