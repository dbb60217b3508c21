import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { plugin } from "./published.ts";

/** A worker whose body grows with `size`. */
interface Shape {
  readonly title: string;
  /** The size that is printed as 1x. */
  readonly unit: number;
  readonly body: (size: number) => string;
}

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

export const shapes: readonly Shape[] = [
  {
    title: "ifs one after the other",
    unit: 10,
    body: (size) =>
      numbers(size)
        .map((n) => `if (await check${n}(item)) await act${n}(item);`)
        .join("\n"),
  },
  {
    title: "ifs that set a flag which is tested at the end",
    unit: 10,
    body: (size) =>
      [
        ...numbers(size).map((n) => `let flag${n} = false; if (await check${n}(item)) flag${n} = true;`),
        ...numbers(size).map((n) => `if (flag${n}) await act${n}(item);`),
      ].join("\n"),
  },
  {
    title: "try/finally in each other",
    unit: 8,
    body: (size) =>
      `${"try {\n".repeat(size)}await act(item);\n${numbers(size)
        .map((n) => `} finally { await after${n}(item); }`)
        .join("\n")}`,
  },
  {
    title: "awaited calls one after the other",
    unit: 100,
    body: (size) =>
      numbers(size)
        .map((n) => `await act${n}(item);`)
        .join("\n"),
  },
  {
    title: "calls of one function",
    unit: 100,
    body: (size) =>
      numbers(size)
        .map((n) => `step(${n});`)
        .join("\n"),
  },
];

function worker(body: string): string {
  return `import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";
async function work(queue: RateLimitingQueue<string>) {
  const { item, shutdown } = await queue.get();
  if (shutdown) return;
  try {
    ${body}
    queue.forget(item);
  } catch {
    queue.addRateLimited(item);
  } finally {
    queue.done(item);
  }
}`;
}

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{ files: ["**/*.ts"], languageOptions: { parser } }, ...plugin.configs.recommended],
  stats: true,
});

/** Milliseconds of all rules on a worker of each size: the best of five. */
export async function growth({ unit, body }: Shape, factors: readonly number[]): Promise<number[]> {
  const best = factors.map(() => Infinity);
  for (let round = 0; round < 5; round++) {
    for (const [index, factor] of factors.entries())
      best[index] = Math.min(best[index] ?? Infinity, await timeOf(worker(body(unit * factor))));
  }
  return best;
}

async function timeOf(text: string): Promise<number> {
  const [result] = await eslint.lintText(text, { filePath: "worker.ts" });
  const [message] = result?.messages ?? [];
  if (message) throw new Error(`a right worker is reported: ${message.message}`);
  const [pass] = result?.stats?.times.passes ?? [];
  return Object.values(pass?.rules ?? {}).reduce((sum, { total }) => sum + total, 0);
}
