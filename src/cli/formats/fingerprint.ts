import type { Linter } from "eslint";
import { createHash } from "node:crypto";

/**
 * Names findings so that CI systems know one again in the next run: by its rule, its file and the code on its line,
 * not by the line's number. Findings of one rule on lines that read alike are told apart by their order, so that one
 * of them may take the name of another when that is mended.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  /** 32 hexadecimal digits. Ask once for each finding, in the order of the text. `path` is the file's, from the root. */
  of(path: string, { ruleId, line }: Pick<Linter.LintMessage, "ruleId" | "line">, source = ""): string {
    const code = (source.split("\n")[line - 1] ?? "").replace(/\s+/g, " ").trim();
    const name = JSON.stringify([ruleId, path, code]);
    const before = this.#seen.get(name) ?? 0;
    this.#seen.set(name, before + 1);
    return createHash("sha256")
      .update(`${name} ${String(before)}`)
      .digest("hex")
      .slice(0, 32);
  }
}
