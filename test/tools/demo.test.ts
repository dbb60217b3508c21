import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

it("shows what the rules find and what the queue does", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "tools/demo.ts"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const [findings = "", story = ""] = stdout.split(/(?=The mended examples)/);
  expect(findings).toContain("examples/typescript/dns-publisher/broken.ts");
  expect(findings).toMatch(/^ +25:5 +error .*addRateLimited.* runs on every change here/m);
  expect(story.replace(/: \d files/, ": N files")).toMatchInlineSnapshot(`
    "The mended examples: N files, 0 problems.

    One hour on a fake clock, one change every second         wrong   right
    -----------------------------------------------------------------------
    reconciles of the one record that changes                    14   3,600
    worst wait from a change to its reconcile           16 min 40 s     0 s
    entries the rate limiter keeps of it                          1       0
    entries it keeps of 3,600 different records               3,600       0

    Reconciles in each minute of that hour (a full block is 60, a dot is none)
    wrong ▂····▁················▁················▁···············▁····
    right ████████████████████████████████████████████████████████████
    "
  `);
});
