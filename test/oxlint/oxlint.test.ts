import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import workqueue from "../../src/index.ts";
import { BuiltCommand, tree } from "../cli/support/command.ts";
import { brokenTypeScript, cleanTypeScript } from "../cli/support/sources.ts";

const oxlint = resolve(import.meta.dirname, "../../node_modules/oxlint/bin/oxlint");
let plugin: BuiltCommand;
let root = "";

const configuration = {
  categories: { correctness: "off" },
  jsPlugins: ["eslint-plugin-workqueue"],
  rules: workqueue.configs.recommended[0]?.rules,
};

const worker = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
export async function work(queue: RateLimitingQueue<string>): Promise<void> {
  const { item, shutdown } = await queue.get();
  if (shutdown) return;
  if (await isGone(item)) return;
  queue.forget(item);
  queue.done(item);
}
`;

beforeAll(() => {
  plugin = new BuiltCommand();
  root = tree({ ".oxlintrc.json": JSON.stringify(configuration), "package.json": "{}" });
  mkdirSync(join(root, "node_modules"));
  symlinkSync(plugin.root, join(root, "node_modules/eslint-plugin-workqueue"));
}, 60_000);
afterAll(() => {
  plugin.remove();
  rmSync(root, { recursive: true });
});

/** What oxlint says of a file: "line:column rule". */
function lint(text: string): string[] {
  writeFileSync(join(root, "a.ts"), text);
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format", "json", "a.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; labels: { span: { line: number; column: number } }[] }[];
  };
  return diagnostics.map(({ code, labels }) => {
    const { line = 0, column = 0 } = labels[0]?.span ?? {};
    return `${line}:${column} ${code}`;
  });
}

it("reports in oxlint what is wrong, where it is wrong", () => {
  expect(lint(brokenTypeScript)).toEqual(["3:46 workqueue(no-rate-limited-add-in-handler)"]);
  expect(lint(worker)).toEqual(["3:36 workqueue(require-done)"]);
});

it("is silent once it is mended", () => {
  expect(lint(cleanTypeScript)).toEqual([]);
  expect(lint(worker.replace("  if (await isGone(item)) return;\n", ""))).toEqual([]);
});

it("is silenced by oxlint's comments", () => {
  expect(
    lint(worker.replace("  const", "  // oxlint-disable-next-line workqueue/require-done\n  const")),
  ).toEqual([]);
});
