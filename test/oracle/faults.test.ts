import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faults, type Fault } from "./faults.ts";
import { OracleLinter, type Plugin } from "./linted.ts";
import { seededRandom } from "./random.ts";
import sound from "../../src/index.ts";
import { compare } from "./compare.ts";
import { resolve } from "./generator/resolve.ts";
import { isFailure, survey } from "./survey.ts";

const root = join(import.meta.dirname, "../..");
const seed = 2;
/** Programs after which a fault counts as missed; most show in the first ten. */
const most = 160;

/** A copy of the plugin with one fault in it. */
async function withPlugin<T>(fault: Fault | undefined, use: (plugin: Plugin) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(root, ".fault-"));
  try {
    for (const part of ["src", "rules", "package.json"])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    if (fault) {
      const path = join(folder, fault.file);
      const text = readFileSync(path, "utf8");
      expect(text.split(fault.from).length, "the fault fits one place").toBe(2);
      writeFileSync(path, text.replace(fault.from, fault.to));
    }
    const { default: plugin } = (await import(/* @vite-ignore */ join(folder, "src/index.ts"))) as {
      default: Plugin;
    };
    return await use(plugin);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a program fails with `plugin` that does not fail with the sound one. */
async function isNoticed(plugin: Plugin): Promise<boolean> {
  const options = { linter: new OracleLinter(plugin), budget: 60, random: seededRandom(seed) };
  const asBefore = { ...options, linter: new OracleLinter(sound) };
  for (let batch = 0; batch < most / 20; batch += 1) {
    const { failures } = await survey(20, seed + batch, options);
    for (const failure of failures) {
      const before = await compare(resolve(failure.sketch), asBefore);
      if (!before.some(isFailure)) return true;
    }
  }
  return false;
}

it("nothing is noticed where nothing is broken", { timeout: 300_000 }, async () => {
  expect(await withPlugin(undefined, isNoticed)).toBe(false);
});

describe("a planted fault", () => {
  it.each(faults)("$name", { timeout: 300_000 }, async (fault) => {
    expect(await withPlugin(fault, isNoticed)).toBe(true);
  });
});
