import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { siblingsOf, type PackageFile } from "../languages/go/package-directory.ts";
import { meta } from "../meta.ts";
import { isGo } from "./find-files.ts";
import type { Options } from "./options.ts";

/** The options that decide what is found in a file. */
export type DecidingOptions = Pick<Options, "preset" | "rules" | "goTests">;

/**
 * Makes the keys under which results are kept: a digest of the file, of the other files of its package in Go, of the
 * options, and of the versions of what reads them. With the key nothing else can change the result.
 */
export function cacheKeys({ preset, rules, goTests }: DecidingOptions): (path: string) => string {
  const run = digest(JSON.stringify([versions(), preset, rules, goTests]));
  return (path) => {
    const text = readFileSync(path, "utf8");
    const siblings = isGo(path) ? siblingsOf(path, text).map(siblingKey) : [];
    return digest([run, basename(path), digest(text), ...siblings].join("\n"));
  };
}

function versions(): string[] {
  const require = createRequire(import.meta.url);
  const others = ["eslint", "@typescript-eslint/parser"].map((name) => {
    const { version } = require(`${name}/package.json`) as { version: string };
    return `${name}@${version}`;
  });
  return [`${meta.name}@${meta.version}`, ...others];
}

const known = new WeakMap<PackageFile, string>();

/** Made once for a text, however many files have it for a sibling. Messages name siblings, so that the name counts. */
function siblingKey(file: PackageFile): string {
  let key = known.get(file);
  if (key === undefined) known.set(file, (key = `${basename(file.path)} ${digest(file.text)}`));
  return key;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
