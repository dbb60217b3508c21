import type { Clock, ScheduledCall } from "./clock.ts";
import type { Entry } from "./entry.ts";
import type { MetricsProvider } from "./metrics-provider.ts";

/** When an entry was added, and handed out; ms of the queue's clock. */
export interface ProcessTimes {
  addedAt: number;
  takenAt: number;
}

const refreshPeriod = 500;
const millisecondsPerSecond = 1000;

/**
 * The metrics of one queue. Sinks may throw: each method calls them first and changes its own records last, so that a call that threw
 * can be made again.
 */
export class QueueMetrics<T> {
  readonly #clock: Clock;
  readonly #depth: ReturnType<MetricsProvider["depth"]>;
  readonly #adds: ReturnType<MetricsProvider["adds"]>;
  readonly #latency: ReturnType<MetricsProvider["latency"]>;
  readonly #workDuration: ReturnType<MetricsProvider["workDuration"]>;
  readonly #unfinishedWork: ReturnType<MetricsProvider["unfinishedWork"]>;
  readonly #longestRunningProcessor: ReturnType<MetricsProvider["longestRunningProcessor"]>;
  readonly #processing = new Set<Entry<T>>();
  readonly #startedAt: number;
  #refresh: ScheduledCall | undefined;

  constructor(name: string, provider: MetricsProvider, clock: Clock) {
    this.#clock = clock;
    this.#depth = provider.depth(name);
    this.#adds = provider.adds(name);
    this.#latency = provider.latency(name);
    this.#workDuration = provider.workDuration(name);
    this.#unfinishedWork = provider.unfinishedWork(name);
    this.#longestRunningProcessor = provider.longestRunningProcessor(name);
    this.#startedAt = clock.now();
    this.#scheduleRefresh();
  }

  /** The entry became dirty. */
  added(entry: Entry<T>): void {
    this.#adds.inc();
    this.#depth.inc();
    const addedAt = this.#clock.now();
    if (entry.times === undefined) entry.times = { addedAt, takenAt: 0 };
    else entry.times.addedAt = addedAt;
  }

  /** The entry could not be stored after all. */
  refused(): void {
    this.#depth.dec();
  }

  /** The entry is about to be handed out. */
  taken(entry: Entry<T>): void {
    const now = this.#clock.now();
    const times = entry.times!;
    this.#latency.observe((now - times.addedAt) / millisecondsPerSecond);
    this.#depth.dec();
    times.takenAt = now;
    this.#processing.add(entry);
  }

  /** The work on the entry is done. */
  done(entry: Entry<T>): void {
    this.#workDuration.observe((this.#clock.now() - entry.times!.takenAt) / millisecondsPerSecond);
  }

  /** The entry is in processing no more. */
  released(entry: Entry<T>): void {
    this.#processing.delete(entry);
  }

  /** Leaves the gauges as they are, and no timer behind. */
  stop(): void {
    this.#refresh?.cancel();
    this.#refresh = undefined;
  }

  /** The ticks keep to a grid from the start, however late one of them comes. */
  #scheduleRefresh(): void {
    const sinceTick = (this.#clock.now() - this.#startedAt) % refreshPeriod;
    this.#refresh = this.#clock.schedule(refreshPeriod - sinceTick, () => {
      this.#scheduleRefresh();
      this.#setGauges();
    });
    this.#refresh.unref?.();
  }

  #setGauges(): void {
    const now = this.#clock.now();
    let sum = 0;
    let longest = 0;
    for (const { times } of this.#processing) {
      const age = (now - times!.takenAt) / millisecondsPerSecond;
      sum += age;
      longest = Math.max(longest, age);
    }
    this.#unfinishedWork.set(sum);
    this.#longestRunningProcessor.set(longest);
  }
}
