import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest directory at or above `from` that holds `.git`, or `from` itself. What CI systems read has paths from
 * there, wherever in the repository the command was started.
 */
export function repositoryRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return from;
  }
}
