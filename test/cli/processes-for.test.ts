import { expect, it } from "vitest";
import { processesFor } from "../../src/cli/processes-for.ts";

const plan = Array.from({ length: 10 }, () => ({ size: 500_000 }));

it.each<["auto" | "off" | number, number, number, string]>([
  ["auto", 64, 5, "one for each million characters"],
  ["auto", 8, 4, "two cores for each"],
  ["auto", 2, 1, "none beside it"],
  ["off", 64, 1, "none beside it"],
  [3, 2, 3, "as asked for"],
  [99, 2, 10, "none without work"],
])("%s on %d cores is %d processes: %s", (concurrency, cores, processes) => {
  expect(processesFor(plan, { concurrency, debug: false }, cores)).toBe(processes);
});

it("one process tells in order what was not understood", () => {
  expect(processesFor(plan, { concurrency: 8, debug: true }, 8)).toBe(1);
});
