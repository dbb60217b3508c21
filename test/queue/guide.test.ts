import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const guide = readFileSync(`${root}docs/queue.md`, "utf8");
const programs = new Map(
  [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code], i) => [
    `${root}docs/example-${i + 1}.ts`,
    code!,
  ]),
);

/** Type-checks the examples as files beside the guide, with the package's entry points leading to the sources. */
function errorsOf(files: Map<string, string>): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const entries = {
    queue: "index",
    "queue/prometheus": "prometheus",
    "queue/opentelemetry": "opentelemetry",
  };
  options.paths = Object.fromEntries(
    Object.entries(entries).map(([entry, file]) => [
      `eslint-plugin-workqueue/${entry}`,
      [`${root}src/queue/${file}.ts`],
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
}

describe("docs/queue.md", () => {
  it("has examples that compile", () => {
    expect(programs.size).toBeGreaterThanOrEqual(8);
    expect(errorsOf(programs)).toEqual([]);
  });

  it("would be told of one that does not", () => {
    const wrong = new Map([
      [
        `${root}docs/example-0.ts`,
        'import { WorkQueue } from "eslint-plugin-workqueue/queue";\nnew WorkQueue<string>().add(5);',
      ],
    ]);
    expect(errorsOf(wrong)).toEqual([
      "Argument of type 'number' is not assignable to parameter of type 'string'.",
    ]);
  });

  it("names every export of the queue, and every method of a queue", async () => {
    const exported = Object.keys(await import("../../src/queue/index.ts"));
    const { RateLimitingQueue, DelayingQueue, WorkQueue } = await import("../../src/queue/index.ts");
    const methods = [RateLimitingQueue, DelayingQueue, WorkQueue].flatMap((type) =>
      Object.getOwnPropertyNames(type.prototype),
    );
    const internal = [
      "constructor",
      "keyOf",
      "leaseOf",
      "accept",
      "acceptAfter",
      "countRetry",
      "systemClock",
    ];
    for (const name of [...exported, ...methods].filter((name) => !internal.includes(name))) {
      expect(guide).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});
