import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const queue = `export interface RateLimitingQueue<T> {
  get(): Promise<{ item: T; shutdown: boolean }>;
  add(item: T): void;
  addRateLimited(item: T): void;
  done(item: T): void;
  forget(item: T): void;
}
export declare function open(): RateLimitingQueue<string>;
`;

const base = `import { open } from "./queue.js";

export abstract class Base {
  protected readonly queue = open();

  async run(): Promise<void> {
    for (;;) {
      const { item, shutdown } = await this.queue.get();
      if (shutdown) return;
      try {
        await this.sync(item);
        this.queue.forget(item);
      } catch {
        this.queue.addRateLimited(item);
      } finally {
        this.queue.done(item);
      }
    }
  }

  protected abstract sync(key: string): Promise<void>;
}
`;

const enqueue = `import type { RateLimitingQueue } from "./queue.js";

export function enqueue(queue: RateLimitingQueue<string>, key: string): void {
  queue.addRateLimited(key);
}
`;

/** A controller that inherits its queue and its worker, and adds to the one by a helper of another file. */
function controller(number: number): string {
  const checks = Array.from(
    { length: 30 },
    (_, index) =>
      `    if (key.startsWith("kind-${String(index)}/")) await publish(\`${String(number)}/\${key}\`, ${String(index)});\n`,
  );
  return `import { Base } from "./base.js";
import { enqueue } from "./enqueue.js";
import { publish, type Informer } from "./publish.js";

export class Controller${String(number)} extends Base {
  watch(informer: Informer): void {
    informer.on("add", (object) => enqueue(this.queue, object.key));
    informer.on("error", (object) => this.queue.add(object.key));
  }

  protected async sync(key: string): Promise<void> {
${checks.join("")}  }
}
`;
}

const publish = `export interface Informer {
  on(event: "add" | "error", listener: (object: { key: string }) => void): void;
}
const published = new Map<string, number>();
export async function publish(key: string, kind: number): Promise<void> {
  published.set(key, kind);
  await Promise.resolve();
}
`;

const configuration = {
  compilerOptions: { strict: true, target: "ES2022", module: "NodeNext", noEmit: true, types: [] },
};

/** Writes a program of several files, of which \`controllers\` are alike. */
export function writeProgram(directory: string, controllers: number): void {
  mkdirSync(directory, { recursive: true });
  const files: Record<string, string> = {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify(configuration),
    "queue.ts": queue,
    "base.ts": base,
    "enqueue.ts": enqueue,
    "publish.ts": publish,
  };
  for (let number = 1; number <= controllers; number++)
    files[`controller-${String(number)}.ts`] = controller(number);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}
