import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectedDelay } from "./limiters.ts";
import { ModelQueue } from "./model-queue.ts";
import { replay, type Outcome } from "./replay.ts";
import { flagsOf, readTraces, type Observed, type Trace } from "./trace.ts";

const files = readTraces();
const traces = [...files.values()].flat();

/** The outcomes recorded from client-go, with the changes added up. */
function recorded(trace: Trace): Outcome[] {
  let state: Required<Pick<Observed, "len" | "sd" | "nr" | "m">> = { len: 0, sd: false, nr: {}, m: {} };
  return trace.ops.map(({ k, r, d, ev = [], qc = [], len = state.len, sd = state.sd, nr, m }) => {
    const counts = { ...(k !== undefined && { [k]: 0 }), ...state.nr, ...nr };
    state = { len, sd, nr: counts, m: { ...state.m, ...m } };
    const delay = d === undefined ? {} : { d: expectedDelay(d, trace.limiter!) };
    return { ...state, ev, qc, ...(r !== undefined && { r }), ...delay };
  });
}

/** The same, but what the queue itself does comes from the model: how the port must behave where it differs from client-go. */
function modelled(trace: Trace): Outcome[] {
  const model = new ModelQueue({ storage: trace.storage, isDelaying: trace.kind !== "plain" });
  return recorded(trace).map((outcome, index) => {
    const operation = trace.ops[index]!;
    const { r = outcome.r, ...rest } = model.play(operation, outcome.d);
    return { ...outcome, ...rest, ...(r !== undefined && { r }) };
  });
}

/** Leaves out what a trace does not record, and metrics that are 0 and so not reported yet. */
function comparable(trace: Trace, outcomes: Outcome[]): unknown[] {
  return outcomes.map(({ qc, m, ...outcome }) => ({
    ...outcome,
    qc: trace.storage === undefined ? [] : qc,
    m: trace.metrics ? Object.fromEntries(Object.entries(m).filter(([, value]) => value !== 0)) : {},
  }));
}

afterEach(() => {
  vi.restoreAllMocks();
});

beforeEach(() => {
  // Recordings with misuse make the queue warn.
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

it("has all the recordings", () => {
  expect(traces).toHaveLength(312);
});

describe.each([...files])("%s", (_file, inFile) => {
  const faithful = inFile.filter((trace) => flagsOf(trace).length === 0);
  const different = inFile.filter((trace) => flagsOf(trace).length > 0);

  it.each(faithful.map((trace) => [trace.name, trace] as const))("%s: as client-go", async (_name, trace) => {
    expect(comparable(trace, await replay(trace))).toEqual(comparable(trace, recorded(trace)));
  });

  it.for(different.map((trace) => [trace.name, trace] as const))("%s: as documented", async ([, trace]) => {
    expect(comparable(trace, await replay(trace))).toEqual(comparable(trace, modelled(trace)));
  });
});

describe("the model that judges the documented differences", () => {
  const queues = traces.filter((trace) => trace.kind !== "limiter" && flagsOf(trace).length === 0);

  it.each(queues.map((trace) => [trace.name, trace] as const))("predicts %s", (_name, trace) => {
    expect(comparable(trace, modelled(trace))).toEqual(comparable(trace, recorded(trace)));
  });
});
