import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { meta } from "../../src/meta.ts";

it("calls itself what package.json calls it", () => {
  const path = join(import.meta.dirname, "../../package.json");
  const { name, version } = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  expect(meta).toMatchObject({ name, version });
});
