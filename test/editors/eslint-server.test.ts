import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BuiltCommand, tree } from "../cli/support/command.ts";
import { EslintEditor, type CodeAction, type Diagnostic } from "./support/eslint-editor.ts";
import { rangeOf } from "./support/text-edits.ts";

const modules = resolve(import.meta.dirname, "../../node_modules");
let plugin: BuiltCommand;
let folder = "";
let editor: EslintEditor;

const config = `import tseslint from "typescript-eslint";
import workqueue from "eslint-plugin-workqueue";
export default [
  ...tseslint.configs.recommended,
  ...workqueue.configs.recommended,
  { rules: { "prefer-const": "error" } },
];
`;

beforeAll(async () => {
  plugin = new BuiltCommand();
  folder = tree({ "eslint.config.mjs": config, "package.json": "{}" });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["eslint", "typescript-eslint", "typescript"])
    symlinkSync(join(modules, name), join(folder, "node_modules", name));
  symlinkSync(plugin.root, join(folder, "node_modules/eslint-plugin-workqueue"));
  editor = await EslintEditor.open(folder, { "eslint.validate": ["go"] });
}, 60_000);
afterAll(async () => {
  await editor.close();
  plugin.remove();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  expect(editor.complaints).toEqual([]);
});

const typescript = `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

const queue = new RateLimitingQueue<string>();

export function watch(informer: { on(event: string, listener: (name: string) => void): void }): void {
  informer.on("update", (name) => queue.addRateLimited(name));
}

export async function work(): Promise<void> {
  const { item, shutdown } = await queue.get();
  if (shutdown) return;
  try {
    if (await isGone(item)) return;
    await sync(item);
    queue.forget(item);
  } catch {
    queue.addRateLimited(item);
  } finally {
    queue.done(item);
  }
}
`;

const go = `package controller

import "k8s.io/client-go/util/workqueue"

type controller struct {
	queue workqueue.TypedRateLimitingInterface[string]
}

// näher 🙂 liegt: UTF-16
func (c *controller) OnUpdate(old, new any) { /* 🙂 */ c.queue.AddRateLimited(key(new)) }

func (c *controller) next() bool {
	item, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	defer c.queue.Done(item)
	if isGone(item) {
		return true
	}
	if err := sync(item); err != nil {
		c.queue.AddRateLimited(item)
		return true
	}
	c.queue.Forget(item)
	return true
}
`;

function marks(diagnostics: readonly Diagnostic[]) {
  return diagnostics.map(({ code, range }) => ({ code, range }));
}

describe.each([
  {
    name: "controller.ts",
    languageId: "typescript",
    text: typescript,
    charge: "queue.addRateLimited(name)",
    mended: "queue.add(name)",
    take: "queue.get()",
    whileTyping: [
      "@typescript-eslint/no-unused-expressions",
      "@typescript-eslint/no-unused-vars",
      "Parsing error",
      "workqueue/no-rate-limited-add-in-handler",
    ],
    settled: "if (await isGone(item)) { queue.forget(item); return; }",
  },
  {
    name: "controller.go",
    languageId: "go",
    text: go,
    charge: "c.queue.AddRateLimited(key(new))",
    mended: "c.queue.Add(key(new))",
    take: "c.queue.Get()",
    whileTyping: ["Parsing error", "workqueue/no-rate-limited-add-in-handler"],
    settled: "\t\tc.queue.Forget(item)\n\t\treturn true\n\t}\n\tif err",
  },
])(
  "$name in VS Code's language server",
  ({ name, languageId, text, charge, mended, take, settled, whileTyping }) => {
    it("is marked where it is wrong, in words and with a link to the rule", async () => {
      const found = await editor.openDocument(name, languageId, text);
      expect(marks(found)).toEqual([
        { code: "workqueue/no-rate-limited-add-in-handler", range: rangeOf(text, charge) },
        { code: "workqueue/require-forget", range: rangeOf(text, take) },
      ]);
      for (const { source, severity, code, codeDescription } of found) {
        expect({ source, severity }).toEqual({ source: "eslint", severity: 1 });
        expect(codeDescription?.href).toMatch(new RegExp(`/docs/rules/${String(code).split("/")[1]}.md$`));
      }
    });

    it("offers each suggestion, and the mark vanishes with it", async () => {
      let [found] = await editor.type(name, text);
      const offered = await editor.actionsAt(name, found!);
      await editor.run(suggestion(offered));
      expect(editor.textOf(name)).toBe(text.replace(charge, mended));
      const rest = await editor.diagnostics(name);
      expect(marks(rest)).toEqual([
        { code: "workqueue/require-forget", range: rangeOf(editor.textOf(name), take) },
      ]);
      [found] = rest;
      await editor.run(suggestion(await editor.actionsAt(name, found!)));
      expect(editor.textOf(name)).toContain(settled);
      expect(await editor.diagnostics(name)).toEqual([]);
    });

    it("can be silenced for the line, with a reason or not", async () => {
      const [found] = await editor.type(name, text);
      const offered = await editor.actionsAt(name, found!);
      await editor.run(offered.find(({ command }) => command.command === "eslint.applyDisableLine")!);
      expect(editor.textOf(name)).toContain(
        "// eslint-disable-next-line workqueue/no-rate-limited-add-in-handler\n",
      );
      expect(marks(await editor.diagnostics(name)).map(({ code }) => code)).toEqual([
        "workqueue/require-forget",
      ]);
    });

    it("is left alone by fix-all, which mends what other rules can", async () => {
      const unused = "// eslint-disable-next-line workqueue/no-double-done\n";
      const found = await editor.type(name, text + unused);
      expect(found).toHaveLength(3);
      await editor.fixAll(name);
      expect(editor.textOf(name).trimEnd()).toBe(text.trimEnd());
      expect(await editor.diagnostics(name)).toHaveLength(2);
    });

    it("may be half written at any moment", async () => {
      const codes = new Set<string | undefined>();
      for (let end = 0; end < text.length; end += 7)
        for (const { code, message } of await editor.type(name, text.slice(0, end)))
          codes.add(code ?? /^Parsing error/.exec(message)?.[0] ?? message);
      expect([...codes].sort()).toEqual(whileTyping);
      expect(await editor.type(name, text)).toHaveLength(2);
    });
  },
);

function suggestion(offered: readonly CodeAction[]): CodeAction {
  const [only, ...others] = offered.filter(({ command }) => command.command === "eslint.applySuggestion");
  expect(others).toEqual([]);
  return only!;
}

describe("Go", () => {
  it.each([{}, { "eslint.probe": ["go"] }])("is not looked at with the settings %j", async (settings) => {
    const other = await EslintEditor.open(folder, settings);
    expect(await other.openDocument("controller.go", "go", go)).toEqual([]);
    await other.close();
  });
});
