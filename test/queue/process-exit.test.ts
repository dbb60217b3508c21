import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const entry = new URL("../../src/queue/index.ts", import.meta.url).href;

/** Runs a program against the queue in a process of its own; gives what it printed and how long it took after its last line, in ms. */
async function lifeOf(program: string): Promise<{ printed: string; lingered: number }> {
  const source = `
    import { DelayingQueue } from ${JSON.stringify(entry)};
    const sink = { inc() {}, dec() {}, observe() {}, set() {} };
    const make = () => sink;
    const metrics = { depth: make, adds: make, latency: make, workDuration: make, unfinishedWork: make, longestRunningProcessor: make, retries: make };
    const queue = new DelayingQueue({ name: "queue", metrics });
    ${program}
    const end = performance.now();
    process.on("exit", () => console.log(JSON.stringify(performance.now() - end)));
  `;
  const { stdout } = await run(process.execPath, [
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    source,
  ]);
  const lines = stdout.trim().split("\n");
  return { lingered: Number(lines.pop()), printed: lines.join("\n") };
}

describe("a Node process", () => {
  it("ends although metrics tick", async () => {
    expect((await lifeOf("queue.add('a');")).lingered).toBeLessThan(3000);
  });

  it("stays up while an item waits, and ends after it", async () => {
    const { printed, lingered } = await lifeOf(
      "queue.addAfter('a', 600); queue.get().then(({ item }) => console.log(item));",
    );
    expect(printed).toBe("a");
    expect(lingered).toBeGreaterThanOrEqual(590);
  });

  it.each(["shutDown", "shutDownWithDrain"])("ends at once after %s", async (method) => {
    expect((await lifeOf(`queue.addAfter('a', 5000); queue.${method}();`)).lingered).toBeLessThan(3000);
  });
});
