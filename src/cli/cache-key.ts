import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { importedFiles } from "../languages/go/module/imported-facts.ts";
import { siblingsOf, type PackageFile } from "../languages/go/package-directory.ts";
import { meta } from "../meta.ts";
import { vocabularyFor } from "../protocol/default-profiles.ts";
import { isGo } from "./find-files.ts";
import type { Options } from "./options.ts";

/** The options that decide what is found in a file. */
export type DecidingOptions = Pick<Options, "preset" | "rules" | "goTests">;

/**
 * Makes the keys under which results are kept: a digest of the file, in Go of the other files of its package and of those packages of
 * its module that it rests on, of the options, and of the versions of what reads them. With the key nothing else can change the result.
 */
export function cacheKeys({ preset, rules, goTests }: DecidingOptions): (path: string) => string {
  const run = digest(JSON.stringify([versions(), preset, rules, goTests]));
  const imported = new Map<string, string>();
  return (path) => {
    const text = readFileSync(path, "utf8");
    return digest(
      [run, basename(path), digest(text), ...(isGo(path) ? goKeys(path, text, imported) : [])].join("\n"),
    );
  };
}

/** The other files of the package, and those of the packages that it imports from its module. */
function goKeys(path: string, text: string, digests: Map<string, string>): string[] {
  const siblings = siblingsOf(path, text);
  const texts = [text, ...siblings.map((sibling) => sibling.text)];
  const imported = importedFiles(dirname(path), texts, goWords);
  for (const file of imported) if (!digests.has(file)) digests.set(file, digestOf(file));
  return [
    ...siblings.map(siblingKey),
    ...imported.map((file) => `${basename(file)} ${digests.get(file) ?? ""}`),
  ];
}

function digestOf(file: string): string {
  try {
    return digest(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}

function versions(): string[] {
  const require = createRequire(import.meta.url);
  const others = ["eslint", "@typescript-eslint/parser"].map((name) => {
    const { version } = require(`${name}/package.json`) as { version: string };
    return `${name}@${version}`;
  });
  return [`${meta.name}@${meta.version}`, ...others];
}

const goWords = vocabularyFor("go");
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
