import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles, ruleNames } from "./generate/files.ts";
import { complaintAbout, newRuleFiles } from "./scaffold/new-rule-files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const [, , name = ""] = process.argv;

const complaint = complaintAbout(name, ruleNames(root));
if (complaint) {
  console.error(`${complaint}\nUsage: npm run new-rule NAME`);
  process.exitCode = 2;
} else {
  write(newRuleFiles(name));
  write(await generatedFiles(root));
  console.log(
    `Now write rules/${name}.ts until its fixtures in test/fixtures pass, and docs/rules/${name}.md.`,
  );
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
