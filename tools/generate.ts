import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./generate/files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const onlyCheck = process.argv.includes("--check");

const stale = [...(await generatedFiles(root))].filter(
  ([path, text]) => readFileSync(join(root, path), "utf8") !== text,
);
for (const [path, text] of stale) {
  if (!onlyCheck) writeFileSync(join(root, path), text);
  console.log(`${onlyCheck ? "out of date" : "written"}: ${path}`);
}
if (onlyCheck && stale.length > 0) {
  console.error("Run `npm run generate`.");
  process.exitCode = 1;
}
