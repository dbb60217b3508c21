import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a page of the documentation. */
export interface Fence {
  /** What stands behind the backticks: "yaml", "json turbo.json". */
  readonly info: string;
  readonly text: string;
  /** Of the block's first line in the page, from 1. */
  readonly line: number;
}

/** The fenced blocks of `docs/<page>`. */
export function fencesOf(page: string): Fence[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  return [...text.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(({ 1: info = "", 2: code = "", index }) => ({
    info,
    text: code,
    line: text.slice(0, index).split("\n").length + 1,
  }));
}

/** The one block of a page with this info string. */
export function fence(page: string, info: string): string {
  const [found, ...others] = fencesOf(page).filter((block) => block.info === info);
  if (!found || others.length > 0) throw new Error(`docs/${page} must have one block \`${info}\``);
  return found.text;
}
