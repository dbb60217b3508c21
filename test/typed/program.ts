import { join, resolve } from "node:path";
import ts from "typescript";

const project = resolve(import.meta.dirname, "../..");

/** A program of the given files, with the queue of this package under its name. Each file is a module of its own. */
export function programOf(files: readonly string[]): ts.Program {
  return ts.createProgram({
    rootNames: files,
    options: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      allowImportingTsExtensions: true,
      allowJs: true,
      noEmit: true,
      strict: true,
      types: [],
      paths: { "eslint-plugin-workqueue/queue": [join(project, "src/queue/index.ts")] },
    },
  });
}
