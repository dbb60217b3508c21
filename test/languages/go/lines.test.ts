import { expect, it } from "vitest";
import { LineIndex } from "../../../src/languages/go/lines.ts";

it("counts lines from 1 and columns from 0", () => {
  const lines = new LineIndex("ab\r\nc\n\nd");
  const at = (offset: number): string => Object.values(lines.positionAt(offset)).join(":");
  expect([0, 1, 3, 4, 5, 6, 7, 8].map(at)).toEqual(["1:0", "1:1", "1:3", "2:0", "2:1", "3:0", "4:0", "4:1"]);
});

it("shows columns from 1", () => {
  expect(new LineIndex("a\nbc").format(3)).toBe("2:2");
});

it("moves offsets outside the text to its ends", () => {
  const lines = new LineIndex("a\nb");
  expect(lines.positionAt(99)).toEqual({ line: 2, column: 1 });
  expect(lines.positionAt(-1)).toEqual({ line: 1, column: 0 });
});
