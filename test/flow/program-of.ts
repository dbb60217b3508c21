import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import plugin from "../../src/index.ts";
import type { FlowGraph, Program } from "../../src/flow/program.ts";
import { analyse } from "../../src/lint/analysis.ts";

const ecmascript: Linter.Config = {
  files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
};
const go: Linter.Config = { files: ["**/*.go"], language: "workqueue/go" };

/** The program that the rules see of a text; Go when the name ends in `.go`. */
export function programOf(text: string, filename = "file.ts"): Program {
  const linter = new Linter();
  const config = { ...(filename.endsWith(".go") ? go : ecmascript), plugins: { workqueue: plugin } };
  const [problem] = linter.verify(text, [config], { filename });
  if (problem) throw new Error(problem.message);
  return analyse({ sourceCode: linter.getSourceCode(), settings: {}, filename }).program;
}

/** The flow graph of the function called `name`. */
export function graphOf(program: Program, name = "f"): FlowGraph {
  const info = program.functions.find((candidate) => candidate.name === name);
  const graph = info && program.graph(info.id);
  if (!graph) throw new Error(`${name} has no flow graph`);
  return graph;
}
