import fc from "fast-check";
import { expect, it } from "vitest";
import { stemsOf } from "../../src/protocol/stems.ts";

it("are the pieces that most names share", () => {
  expect(stemsOf(["workqueue", "numRequeues", "addRateLimited", "RateLimitingInterface"])).toEqual([
    "RateLimit",
    "queue",
  ]);
});

it("are whole names where they are short", () => {
  expect(stemsOf(["ack", "q"]).sort()).toEqual(["ack", "q"]);
});

it("are there in every name, and every one in some", () => {
  const names = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(names, (given) => {
      const stems = stemsOf(given);
      expect(given.every((name) => stems.some((stem) => name.includes(stem)))).toBe(true);
      expect(stems.every((stem) => given.some((name) => name.includes(stem)))).toBe(true);
    }),
  );
});
