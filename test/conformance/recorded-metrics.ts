import type { MetricsProvider } from "../../src/queue/index.ts";

/** Sums up what a queue reports, in the words of the recordings. */
export class RecordedMetrics implements MetricsProvider {
  readonly values: Record<string, number> = {};

  depth = () => ({ inc: () => this.#add("depth", 1), dec: () => this.#add("depth", -1) });
  adds = () => ({ inc: () => this.#add("adds", 1) });
  retries = () => ({ inc: () => this.#add("retries", 1) });
  latency = () => ({ observe: (seconds: number) => this.#observe("lat", seconds) });
  workDuration = () => ({ observe: (seconds: number) => this.#observe("work", seconds) });
  unfinishedWork = () => ({ set: (seconds: number) => void (this.values["unfinished"] = seconds) });
  longestRunningProcessor = () => ({ set: (seconds: number) => void (this.values["longest"] = seconds) });

  #add(name: string, amount: number): void {
    this.values[name] = (this.values[name] ?? 0) + amount;
  }

  #observe(name: string, seconds: number): void {
    this.#add(`${name}Count`, 1);
    this.#add(`${name}Sum`, seconds);
  }
}
