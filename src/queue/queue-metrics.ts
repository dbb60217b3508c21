import type { Clock, ScheduledCall } from "./clock.ts";
import type { MetricsProvider } from "./metrics-provider.ts";
import { toMilliseconds, toNanoseconds } from "./nanoseconds.ts";

const refreshPeriod = 500;
const millisecondsPerSecond = 1000;

/**
 * The metrics of one queue. Sinks may throw: each method calls them first and changes its own records last, so that a call that threw
 * can be made again.
 */
export class QueueMetrics {
  readonly #clock: Clock;
  readonly #depth: ReturnType<MetricsProvider["depth"]>;
  readonly #adds: ReturnType<MetricsProvider["adds"]>;
  readonly #latency: ReturnType<MetricsProvider["latency"]>;
  readonly #workDuration: ReturnType<MetricsProvider["workDuration"]>;
  readonly #unfinishedWork: ReturnType<MetricsProvider["unfinishedWork"]>;
  readonly #longestRunningProcessor: ReturnType<MetricsProvider["longestRunningProcessor"]>;
  /** By slot: when an item was added, and handed out; ms of the clock. */
  readonly #addedAt = new Map<number, number>();
  readonly #takenAt = new Map<number, number>();
  /** In ns, so that a tick is a whole number of periods away and never a rounding error short of one. */
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
    this.#startedAt = toNanoseconds(clock.now());
    this.#scheduleRefresh();
  }

  /** The item became dirty. */
  added(slot: number): void {
    this.#adds.inc();
    this.#depth.inc();
    this.#addedAt.set(slot, this.#clock.now());
  }

  /** The item could not be stored after all. */
  refused(slot: number): void {
    if (this.#addedAt.delete(slot)) this.#depth.dec();
  }

  /** The item is about to be handed out. */
  taken(slot: number): void {
    const now = this.#clock.now();
    this.#latency.observe((now - this.#addedAt.get(slot)!) / millisecondsPerSecond);
    this.#depth.dec();
    this.#addedAt.delete(slot);
    this.#takenAt.set(slot, now);
  }

  /** The work on the item is done. */
  done(slot: number): void {
    this.#workDuration.observe((this.#clock.now() - this.#takenAt.get(slot)!) / millisecondsPerSecond);
  }

  /** The item is in processing no more. */
  released(slot: number): void {
    this.#takenAt.delete(slot);
  }

  /** Leaves the gauges as they are, and no timer behind. */
  stop(): void {
    this.#refresh?.cancel();
    this.#refresh = undefined;
  }

  /** The ticks keep to a grid from the start, however late one of them comes. */
  #scheduleRefresh(): void {
    const sinceTick = toMilliseconds(
      (toNanoseconds(this.#clock.now()) - this.#startedAt) % toNanoseconds(refreshPeriod),
    );
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
    for (const takenAt of this.#takenAt.values()) {
      const age = (now - takenAt) / millisecondsPerSecond;
      sum += age;
      longest = Math.max(longest, age);
    }
    this.#unfinishedWork.set(sum);
    this.#longestRunningProcessor.set(longest);
  }
}
