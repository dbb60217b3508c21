import { CommandError } from "./command-error.ts";
import { relativePath } from "./formats/relative-path.ts";
import { sizeOnDisk } from "./size-on-disk.ts";

/** One of several parts of a run: `index` counts from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const wholeRun: Shard = { index: 1, count: 1 };

/** Reads "2/4". Throws a CommandError for what is no shard. */
export function readShard(given: string): Shard {
  const [, first = "", second = ""] = /^(\d+)\/(\d+)$/.exec(given) ?? [];
  const shard = { index: Number(first), count: Number(second) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new CommandError(`--shard takes a part and the number of parts, as in 2/4, not "${given}"`);
}

/**
 * The files of one shard, in their order. Each file, the largest first, goes to the shard that has least so far, so
 * that the shards differ by no more than the largest file. The split depends on nothing but the paths from `root` and
 * the sizes: machines with the same files agree on it, wherever these lie.
 */
export function filesOfShard(files: readonly string[], { index, count }: Shard, root: string): string[] {
  if (count === 1) return [...files];
  const weighed = files.map((path) => ({ path, name: relativePath(root, path), size: sizeOnDisk(path) }));
  weighed.sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  const loads = Array.from({ length: count }, () => 0);
  const own = new Set<string>();
  for (const { path, size } of weighed) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + size;
    if (lightest === index - 1) own.add(path);
  }
  return files.filter((path) => own.has(path));
}
