import { dirname, relative, sep } from "node:path";

/** The lowest directory that all files lie in. There must be one file at least. */
export function commonDirectory(files: readonly string[]): string {
  return files.map((file) => dirname(file)).reduce(commonPart);
}

function commonPart(a: string, b: string): string {
  let above = a;
  while (relative(above, b).split(sep)[0] === "..") above = dirname(above);
  return above;
}
