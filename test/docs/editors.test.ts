import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import workqueue from "../../src/index.ts";

/** The blocks of JSON on a page. */
function settingsOn(page: string): Record<string, unknown>[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  return [...text.matchAll(/^```json\n(.*?)^```$/gms)].map(
    ({ 1: block = "" }) => JSON.parse(block) as Record<string, unknown>,
  );
}

it("the settings for editors parse, and switch Go on", () => {
  const [code, zed, ...others] = settingsOn("editors.md");
  expect(others).toEqual([]);
  expect(code).toEqual({ "eslint.validate": ["go"] });
  expect(zed).toHaveProperty("languages.Go.language_servers");
});

it("the configuration of oxlint names the recommended rules", () => {
  const [oxlint] = settingsOn("oxlint.md");
  expect(oxlint).toEqual({
    jsPlugins: ["eslint-plugin-workqueue"],
    rules: workqueue.configs.recommended[0]?.rules
      ? Object.fromEntries(Object.keys(workqueue.configs.recommended[0].rules).map((name) => [name, "error"]))
      : {},
  });
});
