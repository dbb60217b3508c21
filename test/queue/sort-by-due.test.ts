import fc from "fast-check";
import { expect, it } from "vitest";
import { sortByDue } from "../../src/queue/sort-by-due.ts";

/** Deadlines as queues have them: spread, clustered, equal, never. */
const due = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
  fc.integer({ min: 0, max: 3 }),
  fc.constant(5_000_000),
  fc.constant(Infinity),
);

it("sorts by deadline, equal ones by sequence", () => {
  const record = fc.tuple(due, fc.integer({ min: 0, max: 1000 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(record, { maxLength: 400, size: "max", selector: ([, sequence]) => sequence }),
      (records) => {
        // The first place is nobody's, so that a place that was forgotten shows.
        const dues = Float64Array.from([[0] as const, ...records], ([value]) => value);
        const sequences = Float64Array.from([[0, 0] as const, ...records], ([, sequence]) => sequence);
        const places = records.map((_, index) => index + 1);
        const sorted = sortByDue(Int32Array.from(places), dues, sequences);
        const expected = places.sort(
          (a, b) =>
            Number(dues[a]! > dues[b]!) - Number(dues[a]! < dues[b]!) || sequences[a]! - sequences[b]!,
        );
        expect([...sorted]).toEqual(expected);
      },
    ),
  );
});

it("stays fast when all but one deadline are the same", () => {
  const count = 200_000;
  const dues = new Float64Array(count).fill(1);
  dues[0] = 1e15;
  const sequences = Float64Array.from(dues, (_, i) => (i * 7919) % count);
  const start = performance.now();
  const sorted = sortByDue(Int32Array.from(dues.keys()), dues, sequences);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(sequences[sorted[0]!]).toBe(1);
  expect(sorted.at(-1)).toBe(0);
});
