import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gofmtComplaint } from "../languages/go/support/gofmt.ts";

const folder = join(import.meta.dirname, "../../examples/go");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".go"),
);

it.each(files)("%s is Go", (path) => {
  expect(gofmtComplaint(readFileSync(join(folder, path), "utf8"))).toBeNull();
});
