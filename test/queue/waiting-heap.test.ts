import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WaitingHeap } from "../../src/queue/waiting-heap.ts";

interface Record {
  slot: number;
  due: number;
  order: number;
}

/** The same with a sorted list. */
class ListOfWaiting {
  records: Record[] = [];
  #order = 0;

  insert(slot: number, due: number): void {
    this.records.push({ slot, due, order: this.#order++ });
    this.records.sort((a, b) => a.due - b.due || a.order - b.order);
  }

  advance(slot: number, due: number): void {
    const record = this.records.find((other) => other.slot === slot)!;
    if (due >= record.due) return;
    this.remove(slot);
    this.insert(slot, due);
  }

  remove(slot: number): void {
    this.records = this.records.filter((record) => record.slot !== slot);
  }

  takeDue(now: number): number[] {
    const due = this.records.filter((record) => record.due <= now);
    this.records = this.records.filter((record) => record.due > now);
    return due.map((record) => record.slot);
  }
}

const call = fc.oneof(
  { weight: 8, arbitrary: fc.record({ o: fc.constant("put"), slot: fc.nat(150), due: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ o: fc.constant("remove"), slot: fc.nat(150), due: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ o: fc.constant("takeDue"), slot: fc.constant(0), due: fc.nat(60) }) },
);

describe("WaitingHeap", () => {
  it("behaves as a sorted list", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 600, size: "max" }), (calls) => {
        const heap = new WaitingHeap();
        const list = new ListOfWaiting();
        for (const { o, slot, due } of calls) {
          const isIn = list.records.some((record) => record.slot === slot);
          if (o === "takeDue") expect([...heap.takeDue(due).slots]).toEqual(list.takeDue(due));
          else if (o === "put") for (const each of [heap, list]) each[isIn ? "advance" : "insert"](slot, due);
          else if (isIn) for (const each of [heap, list]) each.remove(slot);
          expect(heap.nextDue()).toBe(list.records[0]?.due);
        }
        expect([...heap.sorted().slots]).toEqual(list.records.map((record) => record.slot));
        expect([...heap.takeDue(Infinity).slots]).toEqual(list.records.map((record) => record.slot));
      }),
    );
  });

  it("restores what could not be added, in its old order", () => {
    const heap = new WaitingHeap();
    for (const slot of [0, 1, 2, 3]) heap.insert(slot, 10);
    const batch = heap.takeDue(10);
    heap.insert(9, 10);
    for (const index of [3, 1, 2]) heap.restore(batch, index);
    expect([...heap.sorted().slots]).toEqual([1, 2, 3, 9]);
  });

  it("restores a few of many with their deadlines, in their old order", () => {
    const heap = new WaitingHeap();
    for (const slot of [0, 1, 2]) heap.insert(slot, slot === 0 ? 10 : 11);
    for (let slot = 10; slot < 40; slot += 1) heap.insert(slot, 100);
    const batch = heap.takeDue(11);
    heap.insert(9, 11);
    for (const index of [2, 1, 0]) heap.restore(batch, index);
    expect(heap.nextDue()).toBe(10);
    expect([...heap.takeDue(10).slots]).toEqual([0]);
    expect([...heap.takeDue(11).slots]).toEqual([1, 2, 9]);
  });
});
