import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readSettings } from "../../src/lint/settings.ts";
import { asWant, lint } from "../rules/lint.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/settings.md"), "utf8");
const fences = /^```json settings\n(.*?)^```\n\n```ts\n(.*?)^```$/gms;
const examples = [...page.matchAll(fences)].map(({ 1: settings = "", 2: code = "" }) => ({
  settings: JSON.parse(settings) as Settings,
  code,
}));

interface Settings {
  readonly profiles?: readonly object[];
  readonly handlerRegistrations?: readonly object[];
}

/** The first column of the table below a heading. */
function tableBelow(heading: string): string[] {
  const [, rest = ""] = page.split(`\n${heading}\n`);
  const [table = ""] = /^\|[^]*?\n(?!\|)/m.exec(rest) ?? [];
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name).sort();
}

/** What the code itself names as allowed, when it is given something that is not. */
function allowed(settings: object): string[] {
  try {
    readSettings({ workqueue: settings });
  } catch (error) {
    const [, list = ""] =
      /(?:known are|must be one of) (.*?)(?:, or a list of them)?$/.exec((error as Error).message) ?? [];
    return list.split(", ").sort();
  }
  return [];
}

const profile = { name: "broker", types: ["Broker"], calls: { pull: "take" } };

describe("the page names what the code knows, and no more:", () => {
  it.each([
    ["## `settings.workqueue`", { stray: 1 }],
    ["### Handler registrations", { handlerRegistrations: [{ stray: 1 }] }],
    ["## Profiles", { profiles: [{ stray: 1 }] }],
    ["### Effects", { profiles: [{ ...profile, calls: { pull: "stray" } }] }],
    ["### Ways to take", { profiles: [{ ...profile, take: "stray" }] }],
  ])("%s", (heading, settings) => {
    expect(tableBelow(heading)).not.toEqual([]);
    expect(tableBelow(heading)).toEqual(allowed(settings));
  });
});

describe("every key has an example:", () => {
  const all = examples.map(({ settings }) => settings);
  const keysOf = (objects: readonly object[]): string[] => objects.flatMap((object) => Object.keys(object));

  it.each([
    ["## `settings.workqueue`", [...keysOf(all), "debug"]],
    ["### Handler registrations", keysOf(all.flatMap((each) => each.handlerRegistrations ?? []))],
    ["## Profiles", keysOf(all.flatMap((each) => each.profiles ?? []))],
  ])("%s", (heading, keys) => {
    expect([...new Set(keys)].sort()).toEqual(tableBelow(heading));
  });
});

describe.each(examples)("the example with $settings", ({ settings, code }) => {
  const wants = code.split("\n").flatMap((line, index) => {
    const [, rule] = /\/\/ ((?:no|require|prefer)-[\w-]+)$/.exec(line) ?? [];
    return rule === undefined ? [] : [`${String(index + 1)} ${rule}`];
  });

  it("is reported as marked, and not at all without the setting", () => {
    expect(wants).not.toEqual([]);
    expect(lint(code, { settings }).map(asWant)).toEqual(wants);
    expect(lint(code)).toEqual([]);
  });
});

it("debug says what the page shows", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const code = `
    import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
    declare const jobs: { done(key: string): void };
    jobs.done("a");`;
  lint(code, { filename: "controller.ts", settings: { debug: true } });
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();
  expect(lines).toHaveLength(1);
  expect(page).toContain(lines[0]);
});
