import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Tag } from "../support/languages.ts";

/** A fenced block of a rule's page that says whether it is wrong or right. */
export interface Block {
  readonly tag: Tag;
  readonly verdict: "wrong" | "right";
  /** Line of the page on which its code starts. */
  readonly line: number;
  readonly code: string;
}

const folder = join(import.meta.dirname, "../../docs/rules");
const fence = /^```(ts|go) (wrong|right)\n(.*?)^```$/gms;

/** The names of the rules that have a page. */
export function pages(): string[] {
  return readdirSync(folder).map((file) => file.replace(/\.md$/, ""));
}

export function page(rule: string): string {
  return readFileSync(join(folder, `${rule}.md`), "utf8");
}

export function blocksOf(rule: string): Block[] {
  const text = page(rule);
  return [...text.matchAll(fence)].map(({ 1: tag, 2: verdict, 3: code = "", index }) => ({
    tag: tag as Tag,
    verdict: verdict as Block["verdict"],
    line: text.slice(0, index).split("\n").length + 1,
    code,
  }));
}
