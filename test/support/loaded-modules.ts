import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run-tool.ts";

const probe = `
process.on("exit", () =>
  require("node:fs").writeFileSync(process.env.LOADED_MODULES, JSON.stringify(Object.keys(require.cache).filter((path) => !path.endsWith(".json")))));
`;

/** The packages of which a Node program loads CommonJS modules. */
export function loadedPackages(cwd: string, args: readonly string[]): Set<string> {
  const directory = mkdtempSync(join(tmpdir(), "loaded-modules-"));
  const [script, list] = [join(directory, "probe.cjs"), join(directory, "list.json")];
  writeFileSync(script, probe);
  run(cwd, process.execPath, ["--require", script, ...args], { env: { LOADED_MODULES: list } });
  const paths = JSON.parse(readFileSync(list, "utf8")) as string[];
  rmSync(directory, { recursive: true });
  return new Set(
    paths.flatMap((path) => /.*[/\\]node_modules[/\\]((?:@[^/\\]+.)?[^/\\]+)/.exec(path)?.[1] ?? []),
  );
}
