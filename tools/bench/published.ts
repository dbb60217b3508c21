import type sources from "../../src/index.ts";

interface Module {
  readonly default: typeof sources;
}

const built = new URL("../../dist/src/index.js", import.meta.url);

/** The plugin as it is published. Run from its sources, each closure is given its name anew whenever it is made, which costs more than the work. */
export const plugin = ((await import(built.href)) as Module).default;
