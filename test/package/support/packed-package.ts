import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { outputOf, tool } from "../../support/run-tool.ts";

const project = resolve(import.meta.dirname, "../../..");

/** The package as the registry would hand it out: built and packed into a directory of its own. */
export class PackedPackage {
  readonly root = mkdtempSync(join(tmpdir(), "packed-package-"));
  /** What was packed, beside what was left out. */
  readonly source = join(this.root, "source");
  readonly tarball: string;
  /** The tarball's paths, without the `package/` that all begin with. */
  readonly files: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly unpackedSize: number;

  constructor() {
    for (const name of ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "docs", "src", "tools"])
      cpSync(join(project, name), join(this.source, name), { recursive: true });
    const dist = join(this.source, "dist");
    outputOf(project, tool("tsc"), ["-p", "tsconfig.build.json", "--outDir", dist]);
    const answer = outputOf(this.source, "npm", ["pack", "--json", "--pack-destination", this.root]);
    const packed = (JSON.parse(answer) as Packed[])[0];
    if (!packed) throw new Error("npm pack has packed nothing");
    this.tarball = join(this.root, packed.filename);
    this.files = packed.files.map(({ path }) => path);
    this.size = packed.size;
    this.unpackedSize = packed.unpackedSize;
  }

  /** A new directory with these files, where the package is installed, and others with it. */
  install(
    manager: "npm" | "pnpm",
    others: readonly string[],
    files: Readonly<Record<string, string>>,
  ): string {
    const directory = mkdtempSync(join(this.root, `${manager}-`));
    for (const [name, text] of Object.entries({ "package.json": '{ "private": true }\n', ...files })) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    const packages = ["--prefer-offline", this.tarball, ...others];
    if (manager === "npm") outputOf(directory, "npm", ["install", "--no-audit", "--no-fund", ...packages]);
    else outputOf(directory, tool("pnpm"), ["add", "--store-dir", join(this.root, "store"), ...packages]);
    return directory;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Bytes in a directory and all below it. */
export function directorySize(directory: string): number {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
