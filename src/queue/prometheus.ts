import type * as PromClient from "prom-client";
import { componentBaseMetrics, durationBuckets } from "./component-base.ts";
import type { MetricsProvider } from "./metrics-provider.ts";

interface Metric {
  readonly name: string;
  readonly help: string;
}

export interface PrometheusOptions {
  /** Default: prom-client's global registry. */
  register?: PromClient.Registry;
  /** Upper bounds of the two histograms, in seconds. Default: 1 µs to 1000 s, a power of ten each. */
  buckets?: readonly number[];
}

/**
 * Reports queues to Prometheus under the names of Kubernetes' component-base, with the label `name`. A registry takes each metric once,
 * so make one provider and share it among all queues.
 *
 * @param client the module: `import * as client from "prom-client"`
 */
export function prometheusMetrics(
  client: Pick<typeof PromClient, "Counter" | "Gauge" | "Histogram">,
  { register, buckets = durationBuckets }: PrometheusOptions = {},
): MetricsProvider {
  const common = { labelNames: ["name"], ...(register && { registers: [register] }) };
  const gauge = (metric: Metric) => new client.Gauge({ ...metric, ...common });
  const counter = (metric: Metric) => new client.Counter({ ...metric, ...common });
  const histogram = (metric: Metric) => new client.Histogram({ ...metric, ...common, buckets: [...buckets] });
  const depth = gauge(componentBaseMetrics.depth);
  const adds = counter(componentBaseMetrics.adds);
  const latency = histogram(componentBaseMetrics.latency);
  const workDuration = histogram(componentBaseMetrics.workDuration);
  const unfinishedWork = gauge(componentBaseMetrics.unfinishedWork);
  const longestRunningProcessor = gauge(componentBaseMetrics.longestRunningProcessor);
  const retries = counter(componentBaseMetrics.retries);
  return {
    depth: (name) => fromZero(depth.labels({ name })),
    adds: (name) => fromZero(adds.labels({ name })),
    latency: (name) => latency.labels({ name }),
    workDuration: (name) => workDuration.labels({ name }),
    unfinishedWork: (name) => fromZero(unfinishedWork.labels({ name })),
    longestRunningProcessor: (name) => fromZero(longestRunningProcessor.labels({ name })),
    retries: (name) => fromZero(retries.labels({ name })),
  };
}

/** Makes a series appear before its first change, as in Kubernetes. */
function fromZero<S extends { inc(amount: number): void }>(series: S): S {
  series.inc(0);
  return series;
}
