import { isAbsolute, relative, sep } from "node:path";

/** The path from a directory if it is below, with slashes; else the path as it is. */
export function relativePath(from: string, path: string): string {
  const short = relative(from, path);
  return short.startsWith("..") || isAbsolute(short) ? path : short.split(sep).join("/");
}
