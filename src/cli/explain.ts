import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "./command-error.ts";

/** The documentation of a rule, as the package ships it. */
export function explain(rule: string): string {
  try {
    const page = readFileSync(join(packageRoot(), "docs", "rules", `${rule}.md`), "utf8");
    return page.replace(/<!--[^]*?-->\n*/g, "");
  } catch (error) {
    throw new CommandError(`The documentation of ${rule} cannot be read: ${(error as Error).message}`);
  }
}

function packageRoot(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, "package.json")) && dirname(directory) !== directory)
    directory = dirname(directory);
  return directory;
}
