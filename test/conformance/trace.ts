import { readdirSync, readFileSync } from "node:fs";

/** A recording of client-go's queue: the calls made and what they did. Durations in `ms`, delays `d` in nanoseconds. */
export interface Trace {
  name: string;
  kind: "plain" | "delaying" | "ratelimiting" | "limiter";
  limiter?: LimiterSpec;
  metrics?: boolean;
  storage?: StorageKind;
  ops: Operation[];
  ties?: boolean;
  misuse?: boolean;
  drainEarly?: boolean;
  multiDrain?: boolean;
  multiGetters?: boolean;
}

export type StorageKind = "fifo-traced" | "lifo-traced" | "prio-traced";

export type LimiterSpec =
  | { type: "expo"; baseMs: number; maxMs: number }
  | { type: "fastSlow"; fastMs: number; slowMs: number; maxFast: number }
  | { type: "bucket"; qps: number; burst: number }
  | { type: "maxOf"; of: LimiterSpec[] }
  | { type: "maxWait"; of: LimiterSpec[]; maxMs: number }
  | { type: "defaultItemBased" }
  | { type: "defaultController" };

/** A call and the changes it made; absent fields did not change. */
export interface Operation extends Observed {
  o: string;
  k?: string;
  ms?: number;
  id?: number;
  n?: number;
}

export interface Observed {
  r?: unknown;
  d?: number | string;
  ev?: QueueEvent[];
  qc?: [call: string, item: string][];
  len?: number;
  sd?: boolean;
  nr?: Record<string, number>;
  m?: Record<string, number>;
}

export type QueueEvent =
  | ["got", id: number, item: string | null, shutdown: boolean]
  | ["shutDownReturned", id: number]
  | ["drainReturned", id: number];

const flags = ["ties", "misuse", "drainEarly", "multiDrain", "multiGetters"] as const;

/** The cases where the port differs from client-go on purpose. */
export function flagsOf(trace: Trace): string[] {
  return flags.filter((flag) => trace[flag] === true);
}

export function readTraces(): Map<string, Trace[]> {
  const folder = new URL("vectors/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return new Map(
    files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Trace[]]),
  );
}
