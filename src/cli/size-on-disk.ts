import { statSync } from "node:fs";

/** In bytes. A file that is gone by now weighs nothing. */
export function sizeOnDisk(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
