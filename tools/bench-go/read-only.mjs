// Reads every Go file below a directory and searches it for one word: what nobody who looks at the files can do without.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let found = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".go")) continue;
  if (readFileSync(join(entry.parentPath, entry.name), "utf8").includes("AddRateLimited")) found++;
}
console.log(found);
