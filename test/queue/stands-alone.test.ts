import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../../src/queue/", import.meta.url);
const files = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const);

describe.each(files)("src/queue/%s", (_file, text) => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

  it("imports only its neighbours, and of others no more than types", () => {
    const imports = [...code.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)";/gm)];
    for (const [, type, source] of imports) {
      if (type === undefined) expect(source).toMatch(/^\.\/[\w-]+\.ts$/);
      else expect(source).toMatch(/^(\.\/[\w-]+\.ts|prom-client|@opentelemetry\/api)$/);
    }
    expect(code).not.toMatch(/\bimport\(|\brequire\(/);
  });

  it("uses nothing that only Node has", () => {
    expect(code).not.toMatch(/\b(Buffer|setImmediate|nextTick|global|__dirname|hrtime|NodeJS)\b/);
    if (_file !== "misuse-warning.ts") expect(code).not.toMatch(/\bprocess\b(?!ing)\s*[.?[]/);
  });
});

it("the main entry needs no adapter", () => {
  const index = files.find(([file]) => file === "index.ts")![1];
  expect(index).not.toMatch(/prometheus|opentelemetry|component-base/);
});
