import type { Analysis } from "./analysis.ts";

/** Says on standard error what the rules are silent about: syntax that is not understood, function by function. */
export function report({ program, lineOf }: Analysis, filename: string): void {
  for (const { id } of program.functions) program.graph(id);
  const inOrder = program.notUnderstood.toSorted((one, other) => one.function - other.function);
  for (const { function: id, at, why } of inOrder) {
    const name = program.functions[id]?.name ?? "";
    console.error(`workqueue: ${filename}:${lineOf(at)}: ${name} is not analysed: ${why} is not understood`);
  }
  for (const handle of program.handles.filter((candidate) => !candidate.known)) {
    console.error(`workqueue: ${filename}: no evidence that \`${handle.name}\` is a work queue`);
  }
}
