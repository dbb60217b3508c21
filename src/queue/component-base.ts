/** Names, help texts and buckets of the work queue metrics in Kubernetes' component-base, so that its dashboards and alerts fit. */
export const componentBaseMetrics = {
  depth: { name: "workqueue_depth", help: "Items that are ready, or were added again while in processing" },
  adds: { name: "workqueue_adds_total", help: "Adds accepted by the queue" },
  latency: {
    name: "workqueue_queue_duration_seconds",
    help: "Seconds an item stays in the queue before it is handed out",
  },
  workDuration: { name: "workqueue_work_duration_seconds", help: "Seconds the processing of an item takes" },
  unfinishedWork: {
    name: "workqueue_unfinished_work_seconds",
    help: "Seconds of work in progress that workDuration has not seen yet; a large value points at stuck workers",
  },
  longestRunningProcessor: {
    name: "workqueue_longest_running_processor_seconds",
    help: "Seconds the longest running worker has been at its item",
  },
  retries: { name: "workqueue_retries_total", help: "Delayed and rate limited adds accepted by the queue" },
} as const;

/** Upper bounds in seconds: 1 µs to 1000 s. */
export const durationBuckets: readonly number[] = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000];
